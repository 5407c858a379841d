import * as React from "react";
import { WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { Rows } from "../../components/Rows";
import { dayText, exactTime } from "../../components/time";
import { CAUSES, GATE_TITLES, stageName, VERDICT_WORDS } from "../../components/wording";
import type {
  BlockerChange,
  Claim,
  GateChange,
  Place,
  ReleaseRef,
  ReportDiff,
  ScopeChange,
  StageChange,
} from "../../domain/diff/diff";
import { NO_WORKLOAD } from "../store/view";
import { ViewLink } from "../HubContext";

/** Height of a line on a wide page. */
const LINE_HEIGHT = 36;

/** A group of changes of one kind under a heading with their number; nothing where there are none. */
function Group<T extends Claim>(props: {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly T[];
  /** The parts of a line: what, how it changed, where. */
  readonly line: (change: T) => readonly [what: React.ReactNode, how: string, where: string];
}): JSX.Element | null {
  const { id, title, changes, line } = props;
  if (changes.length === 0) return null;
  return (
    <section className="rr-changes" aria-labelledby={`rr-changes-${id}`}>
      <h3 id={`rr-changes-${id}`} className="rr-heading">
        {title} <span className="rr-count">{countText(changes.length)}</span>
      </h3>
      <div role="list" aria-labelledby={`rr-changes-${id}`}>
        <Rows items={changes} estimate={LINE_HEIGHT} role="presentation">
          {(change, index) => {
            const [what, how, where] = line(change);
            return (
              <div key={index} className="rr-change" role="listitem" data-row={index}>
                <span className="rr-change-what">{what}</span>
                <span className="rr-clip" title={how}>
                  {how}
                </span>
                <span className="rr-clip rr-soft" title={where}>
                  {where}
                </span>
                <span className="rr-warn">{change.isUncertain ? "? uncertain" : ""}</span>
              </div>
            );
          }}
        </Rows>
      </div>
    </section>
  );
}

/** Every change of a difference: what was lost first, then what came of it, then what went well. */
export function ChangeList({ diff }: { readonly diff: ReportDiff }): JSX.Element {
  const { gates, stages, scope, deleted, opened, cleared, newReleases, goneReleases, targetDates } = diff;
  const gate = (change: GateChange) =>
    [
      <Judged key="what" change={change} />,
      gateText(change),
      change.isRelease ? "" : releaseText(change.release),
    ] as const;
  const stage = (change: StageChange) =>
    [
      <WorkItemName key="what" item={change.item} />,
      `${stageName(change.from)} → ${stageName(change.to)}`,
      change.places.map(placeText).join("; "),
    ] as const;
  const scoped = (change: ScopeChange) =>
    [<WorkItemName key="what" item={change.item} />, change.why, placeText(change)] as const;
  const blocker = ({ blocker: found, release, workloads }: BlockerChange) =>
    [
      found.workItem === null ? (
        <b key="what" className="rr-clip">
          {workloads[0]?.title ?? release?.name ?? ""}
        </b>
      ) : (
        <WorkItemName key="what" item={found.workItem} />
      ),
      `${GATE_TITLES[found.gate]}: ${warns({ blocker: found }) ? "⚠ " : ""}${CAUSES[found.code]}`,
      [releaseText(release), ...workloads.map(({ title }) => title)].join(", "),
    ] as const;
  const named = ({ release }: { readonly release: ReleaseRef }, how: string) =>
    [<ReleaseLink key="what" release={release} />, how, ""] as const;
  const of = <T extends { readonly direction: string }>(changes: readonly T[], ...directions: string[]): T[] =>
    changes.filter(({ direction }) => directions.includes(direction));

  return (
    <>
      <Group id="lost" title="Gates lost" changes={of(gates, "lost")} line={gate} />
      <Group id="gained" title="Gates gained" changes={of(gates, "gained")} line={gate} />
      <Group id="dropped" title="Assets that fell back" changes={of(stages, "dropped", "unknown")} line={stage} />
      <Group id="in" title="Into scope" changes={of(scope, "in")} line={scoped} />
      <Group id="out" title="Out of scope" changes={of(scope, "out")} line={scoped} />
      <Group
        id="deleted"
        title="Deleted since"
        changes={deleted.map((item) => ({ ...item, isUncertain: false }))}
        line={({ id, title, type, deletedDate }) => [
          <span key="what" className="rr-clip" title={title}>
            {type} {id} {title}
          </span>,
          deletedDate === null ? "deleted" : `deleted ${exactTime(deletedDate)}`,
          "where it stood is not known any more",
        ]}
      />
      <Group id="opened" title="Blockers opened" changes={opened.filter(holds)} line={blocker} />
      <Group id="cleared" title="Blockers cleared" changes={cleared.filter(holds)} line={blocker} />
      <Group id="moved" title="Assets that moved on" changes={of(stages, "moved", "known")} line={stage} />
      <Group id="warned" title="Warnings opened" changes={opened.filter(warns)} line={blocker} />
      <Group id="unwarned" title="Warnings cleared" changes={cleared.filter(warns)} line={blocker} />
      <Group id="new" title="New releases" changes={newReleases} line={(change) => named(change, "new")} />
      <Group
        id="gone"
        title="Releases that are gone"
        changes={goneReleases}
        line={({ release }) => [<b key="what">{release.name}</b>, "gone", ""]}
      />
      <Group
        id="dates"
        title="Target dates moved"
        changes={targetDates.map((change) => ({ ...change, isUncertain: false }))}
        line={(change) => named(change, `${dateText(change.from)} → ${dateText(change.to)}`)}
      />
    </>
  );
}

/** Warnings stand apart: the sentence above the list counts none of them among the blockers. */
function warns({ blocker }: Pick<BlockerChange, "blocker">): boolean {
  return blocker.effect === "warns";
}

function holds(change: BlockerChange): boolean {
  return !warns(change);
}

function Judged({ change }: { readonly change: GateChange }): JSX.Element {
  const { release, workload, isRelease, title, gate } = change;
  const key = release?.key ?? null;
  const subject =
    isRelease && key !== null
      ? ({ kind: "release", release: key } as const)
      : ({ kind: "workload", release: key, workload: workload?.id ?? NO_WORKLOAD } as const);
  return (
    <ViewLink to={{ subject, gate }} className="rr-link rr-clip" title={title}>
      {title}
    </ViewLink>
  );
}

function ReleaseLink({ release }: { readonly release: ReleaseRef }): JSX.Element {
  return <ViewLink to={{ subject: { kind: "release", release: release.key } }}>{release.name}</ViewLink>;
}

function gateText({ gate, from, to }: GateChange): string {
  return `${GATE_TITLES[gate]}: ${VERDICT_WORDS[from]} → ${VERDICT_WORDS[to]}`;
}

function placeText({ release, workload }: Place): string {
  return [releaseText(release), ...(workload === null ? [] : [workload.title])].join(", ");
}

function releaseText(release: ReleaseRef | null): string {
  return release?.name ?? "no release";
}

function dateText(day: string | null): string {
  return day === null ? "none" : dayText(day);
}
