import * as React from "react";
import { WorkItemLink } from "../../../components/links";
import { countText } from "../../../components/numbers";
import type { PlanWarning } from "../../../domain/planning/iteration/warnings";

/** So many are named at first; more on demand. */
const NAMED = 5;

/** What is odd about a plan, by what it is. None of it forbids anything. */
export function Warnings({ warnings }: { readonly warnings: readonly PlanWarning[] }): JSX.Element {
  return (
    <details className="rr-section" open={warnings.length > 0}>
      <summary>
        <h3>
          Warnings <span className="rr-count">{countText(warnings.length)}</span>
        </h3>
      </summary>
      {warnings.length === 0 ? (
        <p className="rr-soft rr-hint">Nothing speaks against this plan.</p>
      ) : (
        <ul className="rr-plan-warnings">
          {warnings.map((warning) => (
            <Warning key={warning.code} warning={warning} />
          ))}
        </ul>
      )}
    </details>
  );
}

function Warning({ warning }: { readonly warning: PlanWarning }): JSX.Element {
  const { sentence, items } = warning;
  const [isWhole, setWhole] = React.useState(false);
  const shown = isWhole ? items : items.slice(0, NAMED);
  return (
    <li>
      <span className="rr-warn">{sentence}</span>
      {items.length > 0 && (
        <ul className="rr-plan-names">
          {shown.map((entry) => (
            <li key={entry.item.id}>
              <WorkItemLink item={entry.item} />
              <span className="rr-soft">{entry.sentence}</span>
            </li>
          ))}
        </ul>
      )}
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
    </li>
  );
}
