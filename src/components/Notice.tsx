import * as React from "react";
import { classNames } from "./className";
import "./notice.css";

/** A message above what it is about. Errors are announced at once. */
export function Notice(props: {
  readonly kind: "info" | "warning" | "error";
  readonly children: React.ReactNode;
  readonly actions?: React.ReactNode;
}): JSX.Element {
  const { kind, children, actions } = props;
  return (
    <div className={classNames("rr-notice", `rr-notice-${kind}`)} role={kind === "error" ? "alert" : "status"}>
      <div className="rr-notice-text">{children}</div>
      {actions !== undefined && <div className="rr-notice-actions">{actions}</div>}
    </div>
  );
}
