import * as React from "react";
import { WorkItemLink } from "../components/links";
import { Person } from "../components/Person";
import { SinceText } from "../components/SinceText";
import { VerdictShape } from "../components/VerdictMark";
import { CAUSES, foundText, GATE_TITLES } from "../components/wording";
import { type Blocker, type Effect, type Gate, GATES, type Verdict } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";

const SHAPES: Readonly<Record<Effect, Verdict>> = { blocks: "blocked", unknown: "unknown", warns: "n/a" };
const EFFECT_WORDS: Readonly<Record<Effect, string>> = { blocks: "blocks", unknown: "leaves unknown", warns: "warns" };

/** What is in an asset's way: at the next gate in full, at the later ones to be opened. */
export function GateBlockers(props: {
  readonly own: Readonly<Record<Gate, readonly Blocker[]>>;
  readonly first: Gate | null;
  readonly asOf: Instant;
  readonly about: number;
}): JSX.Element | null {
  const { own, first, asOf, about } = props;
  if (first === null) return null;
  const later = GATES.slice(GATES.indexOf(first) + 1).filter((gate) => own[gate].length > 0);
  return (
    <>
      {own[first].length > 0 && (
        <section className="rr-form-part">
          <h2>In its way to {GATE_TITLES[first]}</h2>
          <Blockers blockers={own[first]} asOf={asOf} about={about} />
        </section>
      )}
      {later.map((gate) => (
        <details key={gate} className="rr-form-later">
          <summary>
            Later, to {GATE_TITLES[gate]}: {own[gate].length}
          </summary>
          <Blockers blockers={own[gate]} asOf={asOf} about={about} />
        </details>
      ))}
    </>
  );
}

/** Each with what, where, expected against actual, since when, who, and what to do. `about` needs no link to itself. */
export function Blockers(props: {
  readonly blockers: readonly Blocker[];
  readonly asOf: Instant;
  readonly about: number | null;
}): JSX.Element {
  const { blockers, asOf, about } = props;
  return (
    <ul className="rr-form-blockers">
      {blockers.map((blocker, index) => {
        const { code, effect, workItem, since, owner, fix } = blocker;
        return (
          // Two reasons of one code may stand against one work item.
          <li key={`${code}-${workItem?.id ?? 0}-${index}`}>
            <div className="rr-form-cause">
              <VerdictShape verdict={SHAPES[effect]} />
              <strong>{CAUSES[code]}</strong>
              <span className="rr-unseen">({EFFECT_WORDS[effect]})</span>
              {effect === "warns" && <span className="rr-soft">warns only</span>}
              {workItem !== null && workItem.id !== about && <WorkItemLink item={workItem} />}
            </div>
            <p>
              {foundText(blocker)} {fix}
            </p>
            <p className="rr-form-facts rr-soft">
              <span>
                Since <SinceText since={since} now={asOf} />
              </span>
              <Person person={owner} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}
