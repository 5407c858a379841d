import * as React from "react";
import type { Blocker } from "../../domain/readiness/report";
import { useHub } from "../HubContext";
import { choicesOf, type Places } from "../ledger";
import { FIRST_LEDGER, LEDGER_GROUPINGS, type LedgerGrouping, type LedgerView } from "../store/ledgerView";

const TITLES: Readonly<Record<LedgerGrouping, string>> = {
  cause: "Cause",
  owner: "Owner",
  workload: "Workload",
  iteration: "Iteration",
};

/** The fields that narrow a ledger, each with what everything is called in it. */
const FILTERS = [
  ["owner", "All owners"],
  ["workload", "All workloads"],
  ["iteration", "All iterations"],
] as const satisfies readonly (readonly [LedgerGrouping, string])[];

/** Whether one of the ledger's own fields narrows it. */
export function isNarrowed({ owner, workload, iteration }: LedgerView): boolean {
  return owner !== "" || workload !== "" || iteration !== "";
}

/** The view of a ledger that its own fields do not narrow. */
export function widened(view: LedgerView): LedgerView {
  return { ...FIRST_LEDGER, by: view.by, list: view.list };
}

/** Owner, workload and iteration: each offers what the lines of this gate have. */
export function LedgerFields(props: {
  readonly blockers: readonly Blocker[];
  readonly places: Places;
  readonly view: LedgerView;
}): JSX.Element {
  const { blockers, places, view } = props;
  const { hub } = useHub();
  const choices = React.useMemo(() => FILTERS.map(([field]) => choicesOf(blockers, field, places)), [blockers, places]);
  return (
    <>
      {FILTERS.map(([field, all], index) => {
        const chosen = view[field];
        const offered = choices[index] ?? [];
        return (
          <select
            key={field}
            className="rr-field rr-filter-ledger"
            aria-label={TITLES[field]}
            value={chosen}
            onChange={(event) => {
              hub.adjust({ ledger: { ...view, [field]: event.target.value } });
            }}
          >
            <option value="">{all}</option>
            {chosen !== "" && !offered.some(({ value }) => value === chosen) && (
              <option value={chosen}>Not in this ledger</option>
            )}
            {offered.map(({ value, title, count }) => (
              <option key={value} value={value}>
                {title} ({count})
              </option>
            ))}
          </select>
        );
      })}
    </>
  );
}

/** How the lines are grouped. */
export function GroupField({ view }: { readonly view: LedgerView }): JSX.Element {
  const { hub } = useHub();
  return (
    <fieldset className="rr-switch">
      <legend>Group by</legend>
      {LEDGER_GROUPINGS.map((grouping) => (
        <label key={grouping}>
          <input
            type="radio"
            name="rr-ledger-grouping"
            checked={grouping === view.by}
            onChange={() => {
              hub.open({ ledger: { ...view, by: grouping } });
            }}
          />
          {TITLES[grouping]}
        </label>
      ))}
    </fieldset>
  );
}
