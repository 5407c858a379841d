import * as React from "react";
import { WorkItemLink } from "../../../components/links";
import { countText } from "../../../components/numbers";
import type { PlanWarning } from "../../../domain/planning/iteration/warnings";

/** So many are named at first; more on demand. */
const NAMED = 20;

/** What is odd about a plan, by what it is; each names its assets when it is opened. None of it forbids anything. */
export function Warnings({ warnings }: { readonly warnings: readonly PlanWarning[] }): JSX.Element {
  if (warnings.length === 0) return <p className="rr-soft">Nothing speaks against this plan.</p>;
  return (
    <ul className="rr-plan-warnings" aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning.code}>
          <Warning warning={warning} />
        </li>
      ))}
    </ul>
  );
}

function Warning({ warning }: { readonly warning: PlanWarning }): JSX.Element {
  const { sentence, items } = warning;
  const [isWhole, setWhole] = React.useState(false);
  const shown = isWhole ? items : items.slice(0, NAMED);
  const said = (
    <span className="rr-warn">
      <span aria-hidden="true">⚠ </span>
      {sentence}
    </span>
  );
  if (items.length === 0) return said;
  return (
    <details>
      <summary>{said}</summary>
      <ul className="rr-plan-names">
        {shown.map((entry) => (
          <li key={entry.item.id}>
            <WorkItemLink item={entry.item} />
            <span className="rr-soft">{entry.sentence}</span>
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <button
          type="button"
          className="rr-textbutton"
          onClick={() => {
            setWhole(true);
          }}
        >
          Show all {countText(items.length)}
        </button>
      )}
    </details>
  );
}
