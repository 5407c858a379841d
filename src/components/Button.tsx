import * as React from "react";
import { classNames } from "./className";

/** A button of pages that do without the UI kit; it looks like the kit's. */
export function Button(props: {
  readonly text: string;
  readonly onClick: () => void;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
}): JSX.Element {
  const { text, onClick, isPrimary = false, isDisabled = false } = props;
  return (
    <button
      type="button"
      className={classNames("rr-button", isPrimary && "rr-button-primary")}
      disabled={isDisabled}
      onClick={onClick}
    >
      {text}
    </button>
  );
}
