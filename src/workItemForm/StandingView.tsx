import * as React from "react";
import { BlockerList } from "../components/BlockerList";
import { WorkItemLink } from "../components/links";
import { StageMark } from "../components/StageBar";
import { StageLadder } from "../components/StageLadder";
import { VerdictMark, VerdictShape } from "../components/VerdictMark";
import { GATE_TITLES, stageName, VERDICT_WORDS } from "../components/wording";
import { type GateAssessments, GATES } from "../domain/readiness/report";
import type {
  AssetStanding,
  LinkedItem,
  OtherStanding,
  Rung,
  Standing,
  WorkloadStanding,
} from "../domain/readiness/standing";
import { counted } from "../domain/text";
import type { Instant } from "../domain/workItem";
import { EvidenceSection } from "./EvidenceSection";
import { GateBlockers } from "./GateBlockers";
import { HubLink } from "./HubLink";
import { partText } from "./texts";

/** What stands behind the sentence. `saved` is the standing without what is not saved yet. */
export function StandingView(props: {
  readonly standing: Standing;
  readonly saved: Standing;
  readonly asOf: Instant;
}): JSX.Element {
  const { standing, saved, asOf } = props;
  switch (standing.kind) {
    case "asset":
      return <AssetView standing={standing} saved={saved.kind === "asset" ? saved : null} asOf={asOf} />;
    case "workload":
      return <WorkloadView standing={standing} saved={saved.kind === "workload" ? saved : null} asOf={asOf} />;
    case "other":
      return <OtherView standing={standing} />;
    case "part": {
      const { of } = standing;
      const before = saved.kind === "part" ? saved.of : null;
      return (
        <>
          <p>{partText(standing)}</p>
          {of.kind === "asset" ? (
            <AssetView standing={of} saved={before?.kind === "asset" ? before : null} asOf={asOf} isOther />
          ) : (
            <WorkloadView standing={of} saved={before?.kind === "workload" ? before : null} asOf={asOf} isOther />
          )}
        </>
      );
    }
  }
}

interface ViewProps<S> {
  readonly standing: S;
  readonly saved: S | null;
  readonly asOf: Instant;
  /** Whether it is not the work item of the form. */
  readonly isOther?: boolean;
}

function AssetView({ standing, saved, asOf, isOther = false }: ViewProps<AssetStanding>): JSX.Element {
  const { asset, workload, ladder, own, nextGate, heldBy, releases } = standing;
  const asked = new Set(ladder.filter(({ isAsked }) => isAsked).map(({ stage }) => stage));
  const steps = ladder.filter((rung) => rung.steps.length > 0);
  return (
    <>
      {isOther && (
        <div>
          <WorkItemLink item={asset.item} />
        </div>
      )}
      <StageLadder
        stage={asset.stage}
        reason={asset.offLadderReason}
        isAsked={(stage) => asked.has(stage)}
        {...(saved === null ? {} : { saved: saved.asset.stage })}
      />
      {heldBy !== null && (
        <p>
          It would stand higher by itself; <WorkItemLink item={heldBy} /> below it keeps it here.
        </p>
      )}
      {workload !== null && (
        <GateList
          gates={workload.gates}
          saved={saved?.workload?.gates ?? null}
          title={
            <>
              {workload.item === null ? workload.title : <WorkItemLink item={workload.item} />}
              <Releases releases={releases} />{" "}
              <HubLink workload={{ id: workload.item?.id ?? null, release: releases[0]?.key ?? null }}>
                Open in the hub
              </HubLink>
            </>
          }
        />
      )}
      <GateBlockers own={own} first={nextGate} asOf={asOf} about={asset.item.id} />
      {workload !== null && (
        <EvidenceSection
          gates={workload.gates}
          about={new Set([asset.item.id, ...(workload.item === null ? [] : [workload.item.id])])}
          asOf={asOf}
        />
      )}
      {asset.hint !== null && <p className="rr-soft">{asset.hint}</p>}
      {steps.length > 0 && <Steps rungs={steps} />}
      <Dependencies needs={standing.needs} neededBy={standing.neededBy} />
    </>
  );
}

/** Blockers and assets of a workload that are listed here; the rest stands in the hub. */
const LISTED_BLOCKERS = 10;
const LISTED_ASSETS = 100;
/** More assets than these are listed when a person asks for them: what can be done stands below. */
const OPEN_ASSETS = 20;

function WorkloadView({ standing, saved, asOf, isOther = false }: ViewProps<WorkloadStanding>): JSX.Element {
  const { workload, nextGate, releases } = standing;
  const { assets } = workload;
  const blockers = nextGate === null ? [] : workload.gates[nextGate].blockers;
  const place = { id: workload.item?.id ?? null, release: releases[0]?.key ?? null };
  const before = new Map((saved?.workload.assets ?? assets).map((asset) => [asset.item.id, asset.stage]));
  return (
    <>
      <GateList
        gates={workload.gates}
        saved={saved?.workload.gates ?? null}
        title={
          <>
            {isOther && workload.item !== null ? <WorkItemLink item={workload.item} /> : workload.title}
            <Releases releases={releases} /> <HubLink workload={place}>Open in the hub</HubLink>
          </>
        }
      />
      {nextGate !== null && blockers.length > 0 && (
        <section className="rr-form-part">
          <h2>In the way of {GATE_TITLES[nextGate]}</h2>
          <BlockerList
            blockers={blockers}
            now={asOf}
            limit={LISTED_BLOCKERS}
            more={<HubLink workload={place}>All {blockers.length} in the hub</HubLink>}
          />
        </section>
      )}
      <EvidenceSection gates={workload.gates} about={null} asOf={asOf} />
      <details className="rr-form-part" open={assets.length <= OPEN_ASSETS}>
        <summary>
          <h2>{counted(assets.length, "asset")}</h2>
        </summary>
        <ul className="rr-form-assets">
          {assets.slice(0, LISTED_ASSETS).map(({ item, stage, offLadderReason }) => (
            <li key={item.id}>
              <WorkItemLink item={item} />
              <StageMark stage={stage} reason={offLadderReason} />
              {before.get(item.id) !== stage && <span className="rr-warn">not saved</span>}
            </li>
          ))}
        </ul>
        {assets.length > LISTED_ASSETS && (
          <p>
            <HubLink workload={place}>All {assets.length} in the hub</HubLink>
          </p>
        )}
      </details>
      <Dependencies needs={standing.needs} neededBy={standing.neededBy} />
    </>
  );
}

function OtherView({ standing }: { readonly standing: OtherStanding }): JSX.Element | null {
  const { advice } = standing.how;
  return advice === null ? null : <p className="rr-soft">{advice}</p>;
}

function Releases({ releases }: { readonly releases: AssetStanding["releases"] }): JSX.Element {
  const names = releases.map(({ name }) => name);
  return <span className="rr-soft">{names.length === 0 ? " · in no release" : ` · ${names.join(", ")}`}</span>;
}

/** The gates with their verdicts; beside one that is another with what is not saved, the one before. */
function GateList(props: {
  readonly gates: GateAssessments;
  readonly saved: GateAssessments | null;
  readonly title: React.ReactNode;
}): JSX.Element {
  const { gates, saved, title } = props;
  return (
    <section className="rr-form-part" aria-label="Gates">
      <div className="rr-form-facts">{title}</div>
      <dl className="rr-form-gates">
        {GATES.map((gate) => {
          const before = saved?.[gate];
          const isOther = before !== undefined && textOf(before) !== textOf(gates[gate]);
          return (
            <div key={gate}>
              <dt>{GATE_TITLES[gate]}</dt>
              <dd>
                <VerdictMark assessment={gates[gate]} />
                {isOther && <span className="rr-soft"> as saved: {textOf(before)}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function textOf({ verdict, counts }: GateAssessments[keyof GateAssessments]): string {
  const number = verdict === "blocked" ? counts.blocks : verdict === "unknown" ? counts.unknown : null;
  return number === null ? VERDICT_WORDS[verdict] : `${VERDICT_WORDS[verdict]} ${number}`;
}

/** The work items whose states record the rungs: what to close to get on. */
function Steps({ rungs }: { readonly rungs: readonly Rung[] }): JSX.Element {
  return (
    <section className="rr-form-part">
      <h2>What records its stages</h2>
      <ul className="rr-form-steps">
        {rungs.flatMap(({ stage, steps }) =>
          steps.map(({ item, state, when, isReached }) => (
            <li key={`${stage}-${item.id}-${when}`}>
              <VerdictShape verdict={isReached ? "done" : "n/a"} />
              <WorkItemLink item={item} />
              <span className="rr-soft">
                {state}; {stageName(stage)} once {when}
                {isReached && ", which it is"}
              </span>
            </li>
          )),
        )}
      </ul>
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
      <Linked title="Needs" items={needs} />
      <Linked title="Needed by" items={neededBy} />
    </>
  );
}

function Linked({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly LinkedItem[];
}): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <section className="rr-form-part">
      <h2>{title}</h2>
      <ul className="rr-form-linked">
        {items.map(({ item, state, stage, atLeast }) => (
          <li key={item.id}>
            <WorkItemLink item={item} />
            {stage === null ? (
              <span className="rr-soft">{state ?? "could not be read"}</span>
            ) : (
              <span>
                <StageMark stage={stage} reason={null} />
                {atLeast && <span className="rr-soft"> or further</span>}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
