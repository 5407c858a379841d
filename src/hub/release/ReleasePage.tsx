import * as React from "react";
import { WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { BlockerActions } from "../../components/record/BlockerActions";
import { StageBar } from "../../components/StageBar";
import { useStore } from "../../components/store/useStore";
import { dayText, daysLeftText } from "../../components/time";
import type { DiffSubject } from "../../domain/diff/within";
import type { Blocker, ReleaseAssessment, Report } from "../../domain/readiness/report";
import { nextGateOf } from "../../domain/readiness/sentence";
import { releaseWords } from "../../domain/readiness/words";
import type { Instant } from "../../domain/workItem";
import { sieveOf } from "../filter";
import { FilterFields } from "../FilterFields";
import { useHub, ViewLink } from "../HubContext";
import { InventoryLinks } from "../inventory/InventoryLinks";
import { gateInSight, judgedOf, nextFloor, type Judged } from "../judged";
import { passes, placesOf } from "../ledger";
import { signOffCount } from "../signOffs/given";
import { pastDayOf, todayOf } from "../store/past";
import type { View } from "../store/view";
import { AssetsTab } from "./AssetsTab";
import { BlockersTab } from "./BlockersTab";
import { GateSegments } from "./GateSegments";
import { isNarrowed, LedgerFields, widened } from "./LedgerFields";
import { OF_RELEASES, Tabs } from "./Tabs";
import "./release.css";

const DependenciesTab = React.lazy(() =>
  import("../dependencies/DependenciesTab").then((part) => ({ default: part.DependenciesTab })),
);
const SignOffsTab = React.lazy(() => import("../signOffs/SignOffsTab").then((part) => ({ default: part.SignOffsTab })));
const ChangesPanel = React.lazy(() =>
  import("../changes/ChangesPanel").then((part) => ({ default: part.ChangesPanel })),
);

const ForecastTab = React.lazy(() => import("./ForecastTab").then((part) => ({ default: part.ForecastTab })));
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
  // A release is drawn and decided about: the address may name a workload instead.
  const tab = packed === null && OF_RELEASES.has(view.tab) ? "blockers" : view.tab;
  const passing = blockers.filter((blocker) => sieve.blocker(blocker) && passes(blocker, ledger, places));
  const shown =
    tab === "blockers"
      ? `${countText(passing.length)} of ${countText(blockers.length)} lines`
      : `${countText(assets.filter((asset) => sieve.asset(asset)).length)} of ${countText(assets.length)} assets`;
  const actions = (blocker: Blocker): React.ReactNode => (
    <BlockerActions
      blocker={blocker}
      release={judged.release?.key ?? null}
      asked={report.waiverRequests}
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
          hub.open({ gate: chosen, tab: tab === "dependencies" ? tab : "blockers", ledger: { ...ledger, list: null } });
        }}
      />
      <div className="rr-overall">
        <StageBar share={judged.share} floor={nextFloor(judged.gates, judged.model)} />
      </div>
      <Tabs
        chosen={tab}
        isRelease={packed !== null}
        counts={{
          blockers: countText(counts.blocks + counts.unknown),
          assets: countText(judged.share.inScope),
          "sign-offs": signOffCount(judged.gates),
        }}
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
        {tab === "dependencies" && packed !== null && (
          <DependenciesTab judged={judged} release={packed.key} gate={gate} view={{ ...view, gate }} />
        )}
        {tab === "forecast" && packed !== null && <ForecastTab release={packed} isPast={isPast} />}
        {tab === "sign-offs" && <SignOffsTab judged={judged} now={report.now} />}
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
  const words = releaseWords(report);
  return (
    <div className="rr-title">
      <nav aria-label="Back">
        <ViewLink to={{}}>← {words.Many}</ViewLink>
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
        {release === null && <span>Not in a {words.one}</span>}
        {isWorkload && item !== null && <WorkItemName item={item} />}
        {release !== null && <span>{targetText(release, report.now)}</span>}
        <span>{model === "staged" ? "Staged model" : "Single-step model: staging doubles as promotion"}</span>
        {release?.freezes.map(({ name, from, to }) => (
          <span key={`${name} ${from}`}>
            Freeze {name}: {dayText(from)} – {dayText(to)}
          </span>
        ))}
        {release !== null && !isWorkload && (
          <ViewLink
            to={{
              subject: { kind: "planning", page: "plan", team: null, iteration: null, release: release.key },
            }}
          >
            Plan
          </ViewLink>
        )}
        <InventoryLinks judged={judged} />
      </div>
    </div>
  );
}

/** The target date, and how far it is; of a release that went through its last gate no date is over any more. */
function targetText({ targetDate, gates }: ReleaseAssessment, now: Instant): string {
  if (targetDate === null) return "No target date";
  const text = `Target ${dayText(targetDate)}`;
  return nextGateOf(gates) === null ? text : `${text} (${daysLeftText(targetDate, now)})`;
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
