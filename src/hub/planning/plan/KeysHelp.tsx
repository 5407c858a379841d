import * as React from "react";

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [["↑", "↓"], "move"],
  [["→"], "puts into the iteration"],
  [["←"], "takes out"],
  [["E"], "effort"],
  [["P"], "priority (↓ in the field goes on to the next asset)"],
  [["Shift + ↑", "↓"], "or"],
  [["Space"], "select"],
  [["Enter"], "opens"],
  [["Tab"], "to the other list"],
  [["Ctrl + Enter"], "commits"],
];

/** What the keys do in the lists of a plan. */
export function KeysHelp(): JSX.Element {
  return (
    <p className="rr-soft rr-plan-keys">
      Keys in the lists:{" "}
      {KEYS.map(([keys, meaning]) => (
        <React.Fragment key={meaning}>
          {keys.map((key) => (
            <React.Fragment key={key}>
              <kbd>{key}</kbd>{" "}
            </React.Fragment>
          ))}
          {meaning}
          {meaning === "or" ? " " : meaning === "commits" ? "." : ", "}
        </React.Fragment>
      ))}
    </p>
  );
}
