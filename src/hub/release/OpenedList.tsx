import * as React from "react";
import { WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { Person } from "../../components/Person";
import { StageMark } from "../../components/StageBar";
import { useStore } from "../../components/store/useStore";
import { GATE_NAMES } from "../../domain/readiness/blockers";
import type { GateAssessment } from "../../domain/readiness/report";
import { counted } from "../../domain/text";
import { type Held, heldBack, type HeldBack } from "../heldBack";
import { useHub, ViewLink } from "../HubContext";
import { type Judged, workloadId } from "../judged";
import { nextUnblocked } from "../ledger";
import { NEXT_ASSETS } from "../store/ledgerView";
import type { View } from "../store/view";
import { Frees } from "./LedgerLine";

/** A list that a number of the ledger leads to, with a way back: what one line holds back, or what can move on next. */
export function OpenedList(props: {
  readonly list: string;
  readonly assessment: GateAssessment;
  readonly judged: Judged;
  readonly view: View;
}): JSX.Element {
  const { list, assessment, judged, view } = props;
  const heading = React.useRef<HTMLHeadingElement>(null);
  // The link that led here is gone: reading goes on where it led to.
  React.useEffect(() => heading.current?.focus(), [list]);
  const { blockers, gate } = assessment;
  const found = React.useMemo(
    () => (list === NEXT_ASSETS ? null : heldBack(blockers, list, judged)),
    [list, blockers, judged],
  );
  return (
    <section className="rr-opened" aria-labelledby="rr-opened">
      <ViewLink to={{ ...view, ledger: { ...view.ledger, list: null } }}>← All blockers of {GATE_NAMES[gate]}</ViewLink>
      <h3 id="rr-opened" className="rr-heading" ref={heading} tabIndex={-1}>
        {list === NEXT_ASSETS ? "Next unblocked assets" : titleOf(found, judged)}
      </h3>
      {list === NEXT_ASSETS && <NextAssets assessment={assessment} view={view} />}
      {found !== null && <HeldAssets found={found} view={view} />}
    </section>
  );
}

function titleOf(found: HeldBack | null, judged: Judged): string {
  if (found === null) return "This is not in the way any more";
  const { workItem, workload } = found.blocker;
  return `Held back by ${(workItem ?? workload)?.title ?? judged.title}`;
}

function HeldAssets({ found, view }: { readonly found: HeldBack; readonly view: View }): JSX.Element {
  const { assets, workloads } = found;
  const freed = [
    ...(assets.length > 0 ? [freedOf(assets, "asset")] : []),
    ...(workloads.length > 0 ? [freedOf(workloads, "workload")] : []),
  ].join(" and ");
  return (
    <>
      <p className="rr-soft rr-hint">
        {[...assets, ...workloads].some(({ others }) => others === 0)
          ? `Clearing it frees ${freed}: nothing else is in their way at this gate.`
          : "Clearing it alone frees nothing: something else is in the way of each at this gate."}
      </p>
      {workloads.length > 0 && (
        <ul className="rr-held" aria-label="Workloads">
          {workloads.map(({ value, others }) => (
            <li key={value.title}>
              <ViewLink
                to={{
                  gate: view.gate,
                  subject: {
                    kind: "workload",
                    release:
                      view.subject.kind === "release" || view.subject.kind === "workload" ? view.subject.release : null,
                    workload: workloadId(value),
                  },
                }}
              >
                {value.title}
              </ViewLink>
              <span className="rr-soft">workload</span>
              <Others count={others} />
            </li>
          ))}
        </ul>
      )}
      {assets.length > 0 && (
        <ul className="rr-held" aria-label="Assets">
          {assets.map(({ value, others }) => (
            <li key={value.item.id}>
              <WorkItemName item={value.item} />
              <StageMark stage={value.stage} reason={value.offLadderReason} />
              <Others count={others} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Others({ count }: { readonly count: number }): JSX.Element {
  return count === 0 ? (
    <b className="rr-held-others">freed by this alone</b>
  ) : (
    <span className="rr-soft rr-held-others">
      {counted(count, "other thing is in its way", "other things are in its way")}
    </span>
  );
}

function freedOf(held: readonly Held<unknown>[], noun: string): string {
  const freed = held.filter(({ others }) => others === 0).length;
  return freed === held.length ? counted(freed, noun) : `${countText(freed)} of ${counted(held.length, noun)}`;
}

function NextAssets(props: { readonly assessment: GateAssessment; readonly view: View }): JSX.Element {
  const { assessment, view } = props;
  const { hub } = useHub();
  const { mayWrite } = useStore(hub);
  const blockers = nextUnblocked(assessment.blockers);
  if (assessment.blockers.some(({ code }) => code === "EMPTY_SCOPE") && blockers.length === 0) {
    return <p className="rr-hint">No asset is in scope, so that none can move on.</p>;
  }
  if (blockers.length === 0) {
    return (
      <p className="rr-hint">
        No asset can move on by itself: each that is behind waits for another, or has an open blocking item. The ledger
        names these; begin with what frees most.
      </p>
    );
  }
  return (
    <>
      <p className="rr-soft rr-hint">
        They are behind, what they wait for is far enough, and no blocking item is open. What frees most comes first.
      </p>
      <ul className="rr-held" aria-label="Assets">
        {blockers.map((blocker) => {
          const { workItem, actual, expected, owner } = blocker;
          if (workItem === null) return null;
          return (
            <li key={workItem.id}>
              <WorkItemName item={workItem} />
              <span className="rr-clip">
                {actual} <span className="rr-soft">must be {expected}</span>
              </span>
              <Person person={owner} />
              <span>
                <span className="rr-soft">frees </span>
                <Frees blocker={blocker} view={view} />
              </span>
              {mayWrite === true && (
                <button
                  type="button"
                  className="rr-textbutton"
                  aria-label={`Move ${workItem.title}`}
                  onClick={() => {
                    void hub.change([workItem.id], "stage");
                  }}
                >
                  Move…
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
