import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { Person } from "../../components/Person";
import { Rows } from "../../components/Rows";
import { SinceText } from "../../components/SinceText";
import { VerdictShape } from "../../components/VerdictMark";
import { CAUSES } from "../../components/wording";
import { GATE_NAMES } from "../../domain/readiness/blockers";
import type { Blocker, GateAssessment } from "../../domain/readiness/report";
import { byCause, type CauseGroup } from "../../domain/readiness/causes";
import { counted } from "../../domain/text";
import type { Instant } from "../../domain/workItem";
import type { Sieve } from "../filter";
import type { Judged } from "../judged";

/** Height of a line on a wide page. */
const LINE_HEIGHT = 58;

/** What is in the way of one gate: by cause, what frees most first; warnings apart, since they hold nothing back. */
export function BlockersTab(props: {
  readonly assessment: GateAssessment;
  readonly judged: Judged;
  readonly sieve: Sieve;
  readonly now: Instant;
}): JSX.Element {
  const { assessment, judged, sieve, now } = props;
  const groups = React.useMemo(
    () => byCause(assessment.blockers.filter((blocker) => sieve.blocker(blocker))),
    [assessment, sieve],
  );
  const open = groups.filter(({ effect }) => effect !== "warns");
  const warnings = groups.filter(({ effect }) => effect === "warns");
  const isOpen = assessment.counts.blocks + assessment.counts.unknown > 0;
  return (
    <>
      {!isOpen && (
        <p className="rr-none">
          <VerdictShape verdict={assessment.verdict} /> {clearText(assessment)}
        </p>
      )}
      {isOpen && open.length === 0 && <p className="rr-none rr-soft">Nothing in the way matches the filter.</p>}
      {open.map((group) => (
        <Cause key={group.code} group={group} judged={judged} now={now} />
      ))}
      {warnings.length > 0 && (
        <section aria-labelledby="rr-warnings">
          <h3 id="rr-warnings" className="rr-heading">
            Warnings <span className="rr-count">{countText(assessment.counts.warns)}</span>
          </h3>
          <p className="rr-soft rr-hint">They hold nothing back, and are worth a look.</p>
          {warnings.map((group) => (
            <Cause key={group.code} group={group} judged={judged} now={now} />
          ))}
        </section>
      )}
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

function Cause({ group, judged, now }: { readonly group: CauseGroup; readonly judged: Judged; readonly now: Instant }) {
  const { code, effect, blockers, frees } = group;
  const id = `rr-cause-${code}`;
  return (
    <section className="rr-cause" aria-labelledby={id}>
      <h3 id={id}>
        {effect === "warns" ? (
          <span aria-hidden="true">⚠</span>
        ) : (
          <VerdictShape verdict={effect === "blocks" ? "blocked" : "unknown"} />
        )}
        {CAUSES[code]} <span className="rr-count">{countText(blockers.length)}</span>
        {effect !== "warns" && (
          <span className="rr-soft rr-cause-frees">
            clearing {blockers.length === 1 ? "it" : "them"} frees {freesText(frees)}
          </span>
        )}
      </h3>
      <div className="rr-ledger" role="table" aria-labelledby={id} aria-rowcount={blockers.length + 1}>
        <div className="rr-ledger-row rr-ledger-head" role="row" aria-rowindex={1}>
          <span role="columnheader">What</span>
          <span role="columnheader">Is, and must be</span>
          <span role="columnheader">Since</span>
          <span role="columnheader">Who</span>
          <span role="columnheader">Frees</span>
          <span role="columnheader">What to do</span>
        </div>
        <Rows items={blockers} estimate={LINE_HEIGHT} role="rowgroup">
          {(blocker, index) => <Line key={index} blocker={blocker} index={index} judged={judged} now={now} />}
        </Rows>
      </div>
    </section>
  );
}

function Line(props: {
  readonly blocker: Blocker;
  readonly index: number;
  readonly judged: Judged;
  readonly now: Instant;
}): JSX.Element {
  const { blocker, index, judged, now } = props;
  const { workItem, workload, actual, expected, since, owner, frees, fix, effect } = blocker;
  const held = blocker.path.at(-1) ?? null;
  const showsWorkload = !judged.isWorkload && workload !== null && workload.id !== workItem?.id;
  return (
    <div className="rr-ledger-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span className="rr-ledger-what" role="cell">
        {workItem === null ? (
          <b className="rr-clip">{workload?.title ?? judged.title}</b>
        ) : (
          <WorkItemName item={workItem} />
        )}
        {held !== null && (
          <span className="rr-soft rr-clip">
            holds back <WorkItemLink item={held} />
          </span>
        )}
        {showsWorkload && held?.id !== workload.id && <span className="rr-soft rr-clip">in {workload.title}</span>}
      </span>
      <span className="rr-ledger-is" role="cell" title={`${actual}; must be ${expected}`}>
        <span className="rr-clip">{actual}</span>
        <span className="rr-soft rr-clip">must be {expected}</span>
      </span>
      <span className="rr-ledger-since" role="cell">
        <SinceText since={since} now={now} />
      </span>
      <span className="rr-ledger-who" role="cell">
        <Person person={owner} />
      </span>
      <span className="rr-ledger-frees" role="cell">
        {effect === "warns" ? "" : freesText(frees)}
      </span>
      <span className="rr-ledger-fix" role="cell" title={fix}>
        {fix}
      </span>
    </div>
  );
}

function freesText({ assets, workloads }: Blocker["frees"]): string {
  const parts = [
    ...(assets > 0 ? [counted(assets, "asset")] : []),
    ...(workloads > 0 ? [counted(workloads, "workload")] : []),
  ];
  return parts.length === 0 ? "nothing by itself" : parts.join(", ");
}
