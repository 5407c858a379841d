import * as React from "react";
import { WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { BlockerActions } from "../../components/record/BlockerActions";
import { StageBar } from "../../components/StageBar";
import { useStore } from "../../components/store/useStore";
import { dayText, daysLeftText } from "../../components/time";
import type { DiffSubject } from "../../domain/diff/within";
import type { Blocker, Report } from "../../domain/readiness/report";
import { sieveOf } from "../filter";
import { FilterFields } from "../FilterFields";
import { useHub, ViewLink } from "../HubContext";
import { gateInSight, judgedOf, nextFloor, type Judged } from "../judged";
import { passes, placesOf } from "../ledger";
import { pastDayOf, todayOf } from "../store/past";
import type { Tab, View } from "../store/view";
import { AssetsTab } from "./AssetsTab";
import { BlockersTab } from "./BlockersTab";
import { GateSegments } from "./GateSegments";
import { isNarrowed, LedgerFields, widened } from "./LedgerFields";
import "./release.css";

const ChangesPanel = React.lazy(() =>
  import("../changes/ChangesPanel").then((part) => ({ default: part.ChangesPanel })),
);

const PackTab = React.lazy(() => import("../pack/PackTab").then((part) => ({ default: part.PackTab })));

/** One release or workload: its sentence, its gates with what is in their way, and its assets. */
export function ReleasePage({ report, view }: { readonly report: Report; readonly view: View }): JSX.Element {
  const judged = React.useMemo(() => judgedOf(report, view.subject), [report, view.subject]);
  if (judged === null) return <NotThere />;
  return <JudgedPage report={report} view={view} judged={judged} />;
}

function JudgedPage(props: { readonly report: Report; readonly view: View; readonly judged: Judged }): JSX.Element {
  const { report, view, judged } = props;
  const { hub, now } = useHub();
  const gate = view.gate ?? gateInSight(judged.gates);
  const sieve = React.useMemo(() => sieveOf(view.filter, report), [view.filter, report]);
  const { counts, blockers } = judged.gates[gate];
  const assets = judged.workloads.flatMap((workload) => workload.assets);
  const places = React.useMemo(() => placesOf(judged), [judged]);
  const { mayWrite, data } = useStore(hub);
  const isPast = data.kind === "ready" && pastDayOf(view, todayOf(data.report)) !== null;
  const { ledger } = view;
  const packed = judged.isWorkload ? null : judged.release;
  // A decision is about a release: the address may name a workload instead.
  const tab = view.tab === "go-no-go" && packed === null ? "blockers" : view.tab;
  const passing = blockers.filter((blocker) => sieve.blocker(blocker) && passes(blocker, ledger, places));
  const shown =
    tab === "blockers"
      ? `${countText(passing.length)} of ${countText(blockers.length)} lines`
      : `${countText(assets.filter((asset) => sieve.asset(asset)).length)} of ${countText(assets.length)} assets`;
  const actions = (blocker: Blocker): React.ReactNode => (
    <BlockerActions
      blocker={blocker}
      release={judged.release?.key ?? null}
      onRecord={(request) => {
        void hub.record(request);
      }}
    />
  );

  return (
    <>
      <JudgedTitle judged={judged} report={report} />
      <p className="rr-sentence">{judged.sentence}</p>
      <GateSegments
        gates={judged.gates}
        chosen={gate}
        onChoose={(chosen) => {
          hub.open({ gate: chosen, tab: "blockers", ledger: { ...ledger, list: null } });
        }}
      />
      <div className="rr-overall">
        <StageBar share={judged.share} floor={nextFloor(judged.gates, judged.model)} />
      </div>
      <Tabs
        chosen={tab}
        tabs={packed === null ? WORKLOAD_TABS : TAB_TITLES}
        counts={{ blockers: counts.blocks + counts.unknown, assets: judged.share.inScope }}
        onChoose={(chosen) => {
          hub.open({ tab: chosen });
        }}
      />
      {tab === "blockers" && ledger.list === null && (
        <FilterFields
          report={report}
          filter={view.filter}
          shown={shown}
          isNarrowed={isNarrowed(ledger)}
          onClear={() => {
            hub.adjust({ ledger: widened(ledger) });
          }}
        >
          <LedgerFields blockers={blockers} places={places} view={ledger} />
        </FilterFields>
      )}
      {tab === "assets" && <FilterFields report={report} filter={view.filter} shown={shown} />}
      <div role="tabpanel" id="rr-tabpanel" aria-labelledby={`rr-tab-${tab}`}>
        {tab === "blockers" && (
          <BlockersTab
            assessment={judged.gates[gate]}
            judged={judged}
            places={places}
            sieve={sieve}
            view={{ ...view, gate }}
            now={report.now}
            {...(mayWrite === true ? { actions } : {})}
          />
        )}
        {tab === "assets" && (
          <AssetsTab
            judged={judged}
            grouping={view.grouping}
            sieve={sieve}
            onGroup={(grouping) => {
              hub.open({ grouping });
            }}
          />
        )}
        {tab === "go-no-go" && packed !== null && (
          <PackTab
            report={report}
            release={packed}
            gate={view.gate}
            isPast={isPast}
            now={now}
            onDecide={
              mayWrite === true
                ? (request) => {
                    void hub.record(request);
                  }
                : null
            }
          />
        )}
        {tab === "changes" && <ChangesPanel report={report} view={view} subject={diffSubjectOf(judged)} />}
      </div>
    </>
  );
}

function JudgedTitle({ judged, report }: { readonly judged: Judged; readonly report: Report }): JSX.Element {
  const { release, isWorkload, item, title, model } = judged;
  return (
    <div className="rr-title">
      <nav aria-label="Back">
        <ViewLink to={{}}>← Releases</ViewLink>
        {isWorkload && release !== null && (
          <>
            {" / "}
            <ViewLink to={{ subject: { kind: "release", release: release.key } }}>{release.name}</ViewLink>
          </>
        )}
      </nav>
      <h2>
        {!isWorkload && release !== null && <span className="rr-position">{release.position}</span>}
        <span>{title}</span>
      </h2>
      <div className="rr-facts">
        {release === null && <span>Not in a release</span>}
        {isWorkload && item !== null && <WorkItemName item={item} />}
        {release !== null && (
          <span>
            {release.targetDate === null
              ? "No target date"
              : `Target ${dayText(release.targetDate)} (${daysLeftText(release.targetDate, report.now)})`}
          </span>
        )}
        <span>{model === "staged" ? "Staged model" : "Single-step model: staging doubles as promotion"}</span>
        {release?.freezes.map(({ name, from, to }) => (
          <span key={`${name} ${from}`}>
            Freeze {name}: {dayText(from)} – {dayText(to)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The tabs in their order. */
const TAB_TITLES: readonly (readonly [Tab, string])[] = [
  ["blockers", "Blockers"],
  ["assets", "Assets"],
  ["changes", "Changes"],
  ["go-no-go", "Go/no-go"],
];

const WORKLOAD_TABS: readonly (readonly [Tab, string])[] = TAB_TITLES.filter(([tab]) => tab !== "go-no-go");

function Tabs(props: {
  readonly chosen: Tab;
  readonly tabs: readonly (readonly [Tab, string])[];
  /** What a tab counts, where it counts something. */
  readonly counts: Readonly<Partial<Record<Tab, number>>>;
  readonly onChoose: (tab: Tab) => void;
}): JSX.Element {
  const { chosen, tabs, counts, onChoose } = props;
  const list = React.useRef<HTMLDivElement>(null);
  return (
    <div
      className="rr-tabs"
      role="tablist"
      aria-label="Parts"
      ref={list}
      onKeyDown={(event) => {
        if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
        const step = event.key === "ArrowRight" ? 1 : -1;
        const place = tabs.findIndex(([tab]) => tab === chosen);
        const [other = chosen] = tabs[(place + step + tabs.length) % tabs.length] ?? [];
        onChoose(other);
        list.current?.querySelector<HTMLElement>(`#rr-tab-${other}`)?.focus();
      }}
    >
      {tabs.map(([tab, title]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`rr-tab-${tab}`}
          className="rr-tab"
          aria-selected={tab === chosen}
          aria-controls="rr-tabpanel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => {
            onChoose(tab);
          }}
        >
          {title} {counts[tab] !== undefined && <span className="rr-count">{countText(counts[tab])}</span>}
        </button>
      ))}
    </div>
  );
}

/** What a difference is narrowed to for a release or workload. */
function diffSubjectOf({ release, isWorkload, item }: Judged): DiffSubject {
  if (!isWorkload && release !== null) return { kind: "release", release: release.key };
  return { kind: "workload", release: release?.key ?? null, workload: item?.id ?? null };
}

function NotThere(): JSX.Element {
  return (
    <div className="rr-empty">
      <h2>This is not in the report</h2>
      <p>The release or workload that the address names is not there: it was renamed, moved, or has no assets.</p>
      <p>
        <ViewLink to={{}}>Show all releases</ViewLink>
      </p>
    </div>
  );
}
