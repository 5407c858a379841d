import * as React from "react";
import { countText } from "./numbers";

/** A list under a heading that says how long it is, and that opens and closes. */
export function Section(props: {
  readonly title: string;
  /** How many there are in all. */
  readonly count: number;
  /** How many of them a filter leaves; the same where there is no filter. */
  readonly shown?: number;
  readonly isOpen?: boolean;
  /** Something new here for each time that a link leads to this section: it opens, is scrolled to and takes the focus. */
  readonly ledTo?: object | null;
  /** What the list means and what to do about it. */
  readonly hint?: string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { title, count, shown = count, isOpen = false, ledTo = null, hint, children } = props;
  const details = React.useRef<HTMLDetailsElement>(null);
  React.useEffect(() => {
    if (ledTo === null || details.current === null) return;
    details.current.open = true;
    details.current.scrollIntoView({ block: "start" });
    details.current.querySelector("summary")?.focus({ preventScroll: true });
  }, [ledTo]);
  return (
    <details ref={details} className="rr-section" open={isOpen}>
      <summary>
        <h2>
          {title}{" "}
          <span className="rr-count">
            {shown === count ? countText(count) : `${countText(shown)} of ${countText(count)}`}
          </span>
        </h2>
      </summary>
      {hint !== undefined && <p className="rr-soft rr-hint">{hint}</p>}
      {shown === 0 ? <p className="rr-soft rr-hint">None of them matches the filter.</p> : children}
    </details>
  );
}
