import * as React from "react";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["↑ ↓ ← →", "move, open and close"],
  ["Space", "select"],
  ["Shift+↑ ↓", "select on the way"],
  ["Ctrl+A", "select the backlog"],
  ["Alt+↑ ↓", "earlier or later iteration"],
  ["M", "move elsewhere"],
  ["E", "effort"],
  ["P", "priority"],
  ["Enter", "open the work item"],
];

/** What keys do in the backlogs; pointers drag. */
export function BacklogKeys(): JSX.Element {
  return (
    <details className="rr-soft rr-lane-keys">
      <summary>Plan by dragging, or by keys</summary>
      <ul>
        {KEYS.map(([keys, does]) => (
          <li key={keys}>
            <kbd>{keys}</kbd> {does}
          </li>
        ))}
      </ul>
    </details>
  );
}
