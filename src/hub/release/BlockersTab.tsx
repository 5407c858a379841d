import * as React from "react";
import { countText } from "../../components/numbers";
import { VerdictShape } from "../../components/VerdictMark";
import { GATE_NAMES } from "../../domain/readiness/blockers";
import type { Blocker, GateAssessment } from "../../domain/readiness/report";
import type { Instant } from "../../domain/workItem";
import type { Sieve } from "../filter";
import { ViewLink } from "../HubContext";
import type { Judged } from "../judged";
import { ledgerOf, nextUnblocked, passes, type Places } from "../ledger";
import { NEXT_ASSETS } from "../store/ledgerView";
import type { View } from "../store/view";
import { Group } from "./Ledger";
import { GroupField } from "./LedgerFields";
import type { LineTools } from "./LedgerLine";
import { OpenedList } from "./OpenedList";
import { Waived } from "./Waived";

/** The ledger of one gate: what frees most first; warnings and what was waived apart, since they hold nothing back. */
export function BlockersTab(props: {
  readonly assessment: GateAssessment;
  readonly judged: Judged;
  readonly places: Places;
  readonly sieve: Sieve;
  readonly view: View;
  readonly now: Instant;
  readonly actions?: (blocker: Blocker) => React.ReactNode;
}): JSX.Element {
  const { assessment, judged, places, sieve, view, now, actions } = props;
  const { ledger } = view;
  const { open, warnings, waived } = React.useMemo(() => {
    const isShown = (blocker: Blocker): boolean => sieve.blocker(blocker) && passes(blocker, ledger, places);
    const shown = assessment.blockers.filter(isShown);
    return {
      open: ledgerOf(
        shown.filter(({ effect }) => effect !== "warns"),
        ledger.by,
        places,
      ),
      warnings: ledgerOf(
        shown.filter(({ effect }) => effect === "warns"),
        ledger.by,
        places,
      ),
      waived: assessment.waived.filter(({ blocker }) => isShown(blocker)),
    };
  }, [assessment, sieve, ledger, places]);
  const next = React.useMemo(() => nextUnblocked(assessment.blockers).length, [assessment]);
  const isOpen = assessment.counts.blocks + assessment.counts.unknown > 0;
  const tools: LineTools = { judged, view, now, ...(actions === undefined ? {} : { actions }) };

  if (ledger.list !== null) {
    return <OpenedList list={ledger.list} assessment={assessment} judged={judged} view={view} />;
  }
  return (
    <>
      {assessment.blockers.length > 0 && (
        <div className="rr-toolbar">
          <GroupField view={ledger} />
          {isOpen && (
            <ViewLink to={{ ...view, ledger: { ...ledger, list: NEXT_ASSETS } }}>
              Next unblocked assets ({countText(next)})
            </ViewLink>
          )}
        </div>
      )}
      {!isOpen && (
        <p className="rr-none">
          <VerdictShape verdict={assessment.verdict} /> {clearText(assessment)}
        </p>
      )}
      {isOpen && open.length === 0 && <p className="rr-none rr-soft">Nothing in the way matches the filter.</p>}
      {open.map((group, index) => (
        <Group key={group.key} id={`rr-group-${index}`} group={group} tools={tools} />
      ))}
      {warnings.length > 0 && (
        <section aria-labelledby="rr-warnings">
          <h3 id="rr-warnings" className="rr-heading">
            Warnings <span className="rr-count">{countText(assessment.counts.warns)}</span>
          </h3>
          <p className="rr-soft rr-hint">They hold nothing back, and are worth a look.</p>
          {warnings.map((group, index) => (
            <Group key={group.key} id={`rr-warning-${index}`} group={group} tools={tools} />
          ))}
        </section>
      )}
      <Waived waived={waived} judged={judged} />
    </>
  );
}

function clearText({ gate, verdict }: GateAssessment): string {
  const name = GATE_NAMES[gate];
  if (verdict === "done") return `${begin(name)} is passed. Nothing more is asked here.`;
  if (verdict === "n/a") return `${begin(name)} is not asked here.`;
  return `Nothing is in the way of ${name}.`;
}

function begin(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
