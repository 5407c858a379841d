import * as React from "react";
import { classNames } from "./className";

/** A button of pages that do without the UI kit; it looks like the kit's. */
export function Button(props: {
  readonly text: string;
  readonly onClick: () => void;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  /** Its name where its text needs what stands beside it; begins with the text. */
  readonly label?: string;
}): JSX.Element {
  const { text, onClick, isPrimary = false, isDisabled = false, label } = props;
  return (
    <button
      type="button"
      className={classNames("rr-button", isPrimary && "rr-button-primary")}
      disabled={isDisabled}
      aria-label={label}
      onClick={onClick}
    >
      {text}
    </button>
  );
}
