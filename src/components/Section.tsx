import * as React from "react";
import { countText } from "./numbers";

/** A list under a heading that says how long it is, and that opens and closes. */
export function Section(props: {
  readonly title: string;
  readonly count: number;
  readonly isOpen?: boolean;
  /** What the list means and what to do about it. */
  readonly hint?: string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { title, count, isOpen = false, hint, children } = props;
  return (
    <details className="rr-section" open={isOpen}>
      <summary>
        <h2>
          {title} <span className="rr-count">{countText(count)}</span>
        </h2>
      </summary>
      {hint !== undefined && <p className="rr-soft rr-hint">{hint}</p>}
      {children}
    </details>
  );
}
