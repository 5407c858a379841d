import * as React from "react";
import { Button } from "../Button";

/** Something under way: how far it is, and how it is ended. */
export function Waiting(props: {
  readonly text: string;
  readonly done: number | undefined;
  readonly all: number | undefined;
  readonly button: string;
  readonly onButton: () => void;
}): JSX.Element {
  const { text, done, all, button, onButton } = props;
  return (
    <>
      <p role="status">{text}</p>
      <progress
        className="rr-progress"
        aria-label="How far it is"
        {...(done === undefined || all === undefined ? {} : { value: done, max: Math.max(1, all) })}
      />
      <div className="rr-buttons">
        <Button text={button} onClick={onButton} />
      </div>
    </>
  );
}
