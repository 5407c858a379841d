import * as React from "react";
import { BlockerList } from "../components/BlockerList";
import { Button } from "../components/Button";
import { OutsideLink, WorkItemLink, WorkItemName } from "../components/links";
import { Notice } from "../components/Notice";
import { countText } from "../components/numbers";
import { StageLadder } from "../components/StageLadder";
import { exactTime } from "../components/time";
import { VerdictMark } from "../components/VerdictMark";
import { GATE_TITLES, stageName } from "../components/wording";
import { type Gate, GATES, type WorkloadAssessment } from "../domain/readiness/report";
import {
  type AssetStanding,
  type LinkedItem,
  type OtherStanding,
  type PartStanding,
  type Standing,
  standingOf,
  type WorkloadStanding,
} from "../domain/readiness/standing";
import { counted } from "../domain/text";
import type { Instant } from "../domain/workItem";
import type { Why } from "./panel";

/** Work items shown at once: each is judged by itself. */
const AT_ONCE = 25;
/** Blockers of a workload that are listed; the hub has the rest. */
const MOST_BLOCKERS = 20;

/** Tools of the parts of this page. */
interface Tools {
  readonly now: Instant;
  /** Where the hub shows a workload; null stands for the assets without one, and for no release. */
  readonly workloadAddress: (workload: number | null, release: string | null) => string;
  readonly open: (url: string) => void;
}

/** Where each of the work items stands, and what is in its way. */
export function WhyPage(props: {
  readonly why: Why;
  readonly workloadAddress: Tools["workloadAddress"];
  readonly open: Tools["open"];
}): JSX.Element {
  const { why, workloadAddress, open } = props;
  const { ids, policy, neighbourhood, isReadOnly } = why;
  const { snapshot, linked } = neighbourhood;
  const now = snapshot.asOf;
  const [shown, setShown] = React.useState(AT_ONCE);
  const standings = React.useMemo(
    () => ids.slice(0, shown).map((id) => standingOf(snapshot, linked, policy, id, now)),
    [ids, shown, snapshot, linked, policy, now],
  );
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => {
    heading.current?.focus();
  }, []);
  const tools = { now, workloadAddress, open };
  const rest = Math.max(0, ids.length - shown);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="rr-step-heading">
        {ids.length === 1 ? "Why is it blocked?" : `Where ${counted(ids.length, "work item")} stand`}
      </h1>
      {isReadOnly && (
        <Notice kind="info">
          Changing work items needs the permission to edit them, which you do not have here. This is where they stand.
        </Notice>
      )}
      <p className="rr-soft">As of {exactTime(now)}.</p>
      {standings.map((standing, index) => (
        <article key={ids[index]} className="rr-standing">
          <h2>
            <WorkItemName item={itemOf(standing)} />
          </h2>
          <StandingText standing={standing} tools={tools} />
        </article>
      ))}
      {rest > 0 && (
        <div className="rr-buttons">
          <Button
            text={`Show ${countText(Math.min(rest, AT_ONCE))} more`}
            onClick={() => {
              setShown(shown + AT_ONCE);
            }}
          />
        </div>
      )}
    </>
  );
}

function itemOf(standing: Standing): OtherStanding["item"] {
  switch (standing.kind) {
    case "asset":
      return standing.asset.item;
    case "workload":
      return standing.workload.item ?? { id: 0, title: standing.workload.title, type: "" };
    case "part":
    case "other":
      return standing.item;
  }
}

function StandingText({ standing, tools }: { readonly standing: Standing; readonly tools: Tools }): JSX.Element {
  switch (standing.kind) {
    case "asset":
      return <AssetText standing={standing} tools={tools} />;
    case "workload":
      return <WorkloadText standing={standing} tools={tools} />;
    case "part":
      return <PartText standing={standing} tools={tools} />;
    case "other":
      return (
        <>
          <p className="rr-sentence">{standing.reason}</p>
          {standing.how.advice !== null && <p>{standing.how.advice}</p>}
        </>
      );
  }
}

function AssetText({ standing, tools }: { readonly standing: AssetStanding; readonly tools: Tools }): JSX.Element {
  const { asset, workload, ladder, nextGate, own, heldBy, needs, neededBy, sentence } = standing;
  const blockers = nextGate === null ? [] : own[nextGate];
  return (
    <>
      <p className="rr-sentence">{sentence}</p>
      <StageLadder
        stage={asset.stage}
        reason={asset.offLadderReason}
        isAsked={(stage) => ladder.some((rung) => rung.stage === stage && rung.isAsked)}
      />
      {workload !== null && <Place workload={workload} releases={standing.releases} tools={tools} />}
      {heldBy !== null && (
        <p>
          It stands no further than <WorkItemLink item={heldBy} />, which is a part of it.
        </p>
      )}
      {nextGate !== null && blockers.length > 0 && (
        <GateBlockers gate={nextGate}>
          <BlockerList blockers={blockers} about={asset.item.id} now={tools.now} />
        </GateBlockers>
      )}
      <Dependencies needs={needs} neededBy={neededBy} />
    </>
  );
}

function WorkloadText(props: { readonly standing: WorkloadStanding; readonly tools: Tools }): JSX.Element {
  const { standing, tools } = props;
  const { workload, releases, nextGate, sentence, needs, neededBy } = standing;
  const blockers = nextGate === null ? [] : workload.gates[nextGate].blockers;
  return (
    <>
      <p className="rr-sentence">{sentence}</p>
      <Place workload={workload} releases={releases} tools={tools} />
      {nextGate !== null && blockers.length > 0 && (
        <GateBlockers gate={nextGate}>
          <BlockerList
            blockers={blockers}
            {...(workload.item === null ? {} : { about: workload.item.id })}
            now={tools.now}
            limit={MOST_BLOCKERS}
            more={<HubLink workload={workload} releases={releases} tools={tools} />}
          />
        </GateBlockers>
      )}
      <Dependencies needs={needs} neededBy={neededBy} />
    </>
  );
}

const PARTS: Readonly<Record<PartStanding["part"], string>> = {
  task: "It is a task of",
  phase: "It is a phase of",
  blocking: "It holds back the gates of",
  defect: "It is a UAT defect of",
  other: "It stands below",
};

function PartText({ standing, tools }: { readonly standing: PartStanding; readonly tools: Tools }): JSX.Element {
  const { of } = standing;
  return (
    <>
      <p>
        {PARTS[standing.part]} <WorkItemLink item={itemOf(of)} />:
      </p>
      <StandingText standing={of} tools={tools} />
    </>
  );
}

/** What a thing is judged with, and how its gates stand. */
function Place(props: {
  readonly workload: WorkloadAssessment;
  readonly releases: WorkloadStanding["releases"];
  readonly tools: Tools;
}): JSX.Element {
  const { workload, releases, tools } = props;
  return (
    <>
      <ul className="rr-gates" aria-label={`Gates of ${workload.title}`}>
        {GATES.map((gate) => (
          <li key={gate}>
            {GATE_TITLES[gate]} <VerdictMark assessment={workload.gates[gate]} />
          </li>
        ))}
      </ul>
      <p className="rr-soft">
        {workload.title}
        {releases.length > 0 && ` · ${releases.map(({ name }) => name).join(", ")}`} ·{" "}
        <HubLink workload={workload} releases={releases} tools={tools} />
      </p>
    </>
  );
}

function HubLink(props: {
  readonly workload: WorkloadAssessment;
  readonly releases: WorkloadStanding["releases"];
  readonly tools: Tools;
}): JSX.Element {
  const { workload, releases, tools } = props;
  const url = tools.workloadAddress(workload.item?.id ?? null, releases[0]?.key ?? null);
  return (
    <OutsideLink url={url} open={tools.open}>
      Open {workload.title} in the hub
    </OutsideLink>
  );
}

function GateBlockers({ gate, children }: { readonly gate: Gate; readonly children: React.ReactNode }): JSX.Element {
  return (
    <section>
      <h3>In the way of {GATE_TITLES[gate]}</h3>
      {children}
    </section>
  );
}

/** What it waits for, and what waits for it. */
function Dependencies(props: {
  readonly needs: readonly LinkedItem[];
  readonly neededBy: readonly LinkedItem[];
}): JSX.Element | null {
  const { needs, neededBy } = props;
  if (needs.length === 0 && neededBy.length === 0) return null;
  return (
    <>
      <LinkedList title="Needs" items={needs} />
      <LinkedList title="Needed by" items={neededBy} />
    </>
  );
}

function LinkedList(props: { readonly title: string; readonly items: readonly LinkedItem[] }): JSX.Element | null {
  const { title, items } = props;
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="rr-linked">
        {items.map((linked) => (
          <li key={linked.item.id}>
            <WorkItemName item={linked.item} /> <span className="rr-soft">{linkedText(linked)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function linkedText({ state, stage, atLeast }: LinkedItem): string {
  if (state === null) return "could not be read";
  if (stage === null) return `${state}, no asset`;
  return `${atLeast ? "at least " : ""}${stageName(stage)}`;
}
