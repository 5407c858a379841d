import { Button } from "azure-devops-ui/Button";
import {
  CustomHeader,
  HeaderDescription,
  HeaderTitle,
  HeaderTitleArea,
  HeaderTitleRow,
  TitleSize,
} from "azure-devops-ui/Header";
import { Page } from "azure-devops-ui/Page";
import * as React from "react";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { isPlainClick } from "../components/links";
import { Notice } from "../components/Notice";
import { useStore } from "../components/store/useStore";
import type { Report } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";
import { AsOf, PastBanner } from "./AsOf";
import { DataAge } from "./DataAge";
import { FailedPage } from "./FailedPage";
import { useHub, ViewLink, viewTo } from "./HubContext";
import { judgedOf } from "./judged";
import { LoadingPage, progressText, StoppedPage } from "./LoadingPage";
import { ReleasesPage } from "./releases/ReleasesPage";
import { pastDayOf, shownReport, todayOf } from "./store/past";
import type { HubState, Ready } from "./store/state";
import { hashOf, type View } from "./store/view";

const ReleasePage = React.lazy(() => import("./release/ReleasePage").then((part) => ({ default: part.ReleasePage })));
const ChangesPage = React.lazy(() => import("./changes/ChangesPanel").then((part) => ({ default: part.ChangesPage })));
const WeeklyExport = React.lazy(() => import("./pack/WeeklyExport").then((part) => ({ default: part.WeeklyExport })));
const MappingPage = React.lazy(() => import("./mapping/MappingPage").then((part) => ({ default: part.MappingPage })));
const InventoryPage = React.lazy(() =>
  import("./inventory/InventoryPage").then((part) => ({ default: part.InventoryPage })),
);
const PlanningPage = React.lazy(() =>
  import("./planning/PlanningPage").then((part) => ({ default: part.PlanningPage })),
);
const ProposalPage = React.lazy(() =>
  import("./mapping/ProposalPage").then((part) => ({ default: part.ProposalPage })),
);

/** The hub: a header that always says how old the data is, and below it whatever there is to show. */
export function HubPage(props: {
  readonly projectName: string;
  readonly now: () => Instant;
  readonly onTitle: (title: string) => void;
}): JSX.Element {
  const { projectName, now, onTitle } = props;
  const { hub } = useHub();
  const state = useStore(hub);
  const title = titleOf(state);
  React.useEffect(() => {
    onTitle(title);
  }, [title, onTitle]);

  const content = React.useRef<HTMLElement>(null);
  const { subject } = state.view;
  // A page of planning stays where its team, iteration or release is chosen, and so does the focus.
  const place = JSON.stringify([subject.kind === "planning" ? subject.page : subject, state.data.kind]);
  const leadsToPart = state.view.part !== null;
  const seen = React.useRef(place);
  React.useEffect(() => {
    if (seen.current === place) return;
    seen.current = place;
    if (leadsToPart) return;
    // What was followed is gone: reading goes on from the top of what it led to.
    content.current?.focus({ preventScroll: true });
    content.current?.scrollTo(0, 0);
  }, [place, leadsToPart]);

  return (
    <Page className="rr-page flex-grow">
      <header className="rr-top">
        <CustomHeader className="bolt-header-with-commandbar rr-header">
          <HeaderTitleArea>
            <HeaderTitleRow>
              <HeaderTitle ariaLevel={1} className="text-ellipsis" titleSize={TitleSize.Large}>
                Release Readiness
              </HeaderTitle>
            </HeaderTitleRow>
            <HeaderDescription className="rr-project">{projectName}</HeaderDescription>
          </HeaderTitleArea>
          {state.data.kind === "ready" && <Commands state={state} data={state.data} now={now} />}
        </CustomHeader>
      </header>
      <main ref={content} className="rr-content" tabIndex={-1} aria-label={title}>
        <ErrorBoundary key={place}>
          <React.Suspense fallback={<p role="status">Opening…</p>}>
            <Content state={state} />
          </React.Suspense>
        </ErrorBoundary>
      </main>
    </Page>
  );
}

function Content({ state }: { readonly state: HubState }): JSX.Element {
  const { data, view } = state;
  const report = shownReport(state);
  switch (data.kind) {
    case "starting":
      return <p role="status">Starting…</p>;
    case "loading":
      return <LoadingPage data={data} />;
    case "stopped":
      return <StoppedPage />;
    case "failed":
      return <FailedPage data={data} />;
    case "proposing":
      return <ProposalPage data={data} />;
    case "ready":
      return (
        <>
          <RefreshNotice data={data} />
          <PastBanner state={state} today={todayOf(data.report)} />
          {view.subject.kind === "mapping" && <MappingPage data={data} />}
          {view.subject.kind === "inventory" && (
            <InventoryPage data={data} subject={view.subject} mayWrite={state.mayWrite} />
          )}
          {view.subject.kind === "planning" && (
            <PlanningPage data={data} subject={view.subject} mayWrite={state.mayWrite} />
          )}
          {report !== null && <Judged report={report} view={view} />}
        </>
      );
  }
}

function Judged({ report, view }: { readonly report: Report; readonly view: View }): JSX.Element | null {
  switch (view.subject.kind) {
    case "mapping":
    case "inventory":
    case "planning":
      return null;
    case "releases":
      return view.tab === "changes" ? (
        <ChangesPage report={report} view={view} />
      ) : (
        <ReleasesPage report={report} view={view} />
      );
    case "release":
    case "workload":
      return <ReleasePage report={report} view={view} />;
  }
}

/** What is on screen is the report from before for as long as a refresh lasts, so its age stays beside the progress. */
function Commands(props: { readonly state: HubState; readonly data: Ready; readonly now: () => Instant }): JSX.Element {
  const { state, data, now } = props;
  const { hub, addressOf } = useHub();
  const { readAt, refreshing } = data;
  const today = todayOf(data.report);
  const past = pastDayOf(state.view, today);
  const report = shownReport(state);
  const mapping = viewTo(hub, { subject: { kind: "mapping" } });
  return (
    <div className="rr-commands">
      <span className="rr-state">
        {report !== null && <DataAge report={report} readAt={readAt} now={now} asOf={past} />}
        <span className="rr-refreshing" role="status">
          {refreshing !== null && progressText(refreshing)}
        </span>
      </span>
      {state.view.subject.kind !== "planning" && <AsOf day={past} today={today} />}
      <ViewLink to={{ tab: "changes" }}>What changed</ViewLink>
      <ViewLink to={{ subject: { kind: "planning", page: "backlog", team: null, iteration: null, release: null } }}>
        Planning
      </ViewLink>
      <ViewLink to={{ subject: { kind: "inventory", page: "assets", run: null } }}>Inventory</ViewLink>
      {/* One button, so that the focus stays where it is when its word changes. */}
      <Button
        className="rr-refresh"
        text={refreshing === null ? "Refresh" : "Cancel"}
        iconProps={{ iconName: refreshing === null ? "Refresh" : "Cancel" }}
        onClick={() => {
          if (refreshing === null) void hub.refresh();
          else hub.cancel();
        }}
      />
      {state.view.subject.kind === "releases" && past === null && (
        <React.Suspense fallback={<></>}>
          <WeeklyExport data={data} />
        </React.Suspense>
      )}
      <Button
        subtle
        text="Mapping"
        href={addressOf(hashOf(mapping))}
        onClick={(event) => {
          // The kit tells of Enter too, and the browser makes a click of it.
          if (!("button" in event) || !isPlainClick(event)) return;
          event.preventDefault();
          hub.open(mapping);
        }}
      />
    </div>
  );
}

function RefreshNotice({ data }: { readonly data: Ready }): JSX.Element | null {
  const { hub } = useHub();
  if (data.refreshProblem === null) return null;
  return (
    <Notice
      kind="error"
      actions={
        <Button
          text="Try again"
          onClick={() => {
            void hub.refresh();
          }}
        />
      }
    >
      Refreshing failed. {data.refreshProblem.message} This is still the report that was read before; it holds for the
      time it was read at.
    </Notice>
  );
}

function titleOf(state: HubState): string {
  const { view } = state;
  const name = "Release Readiness";
  if (view.subject.kind === "mapping") return `Mapping - ${name}`;
  if (view.subject.kind === "inventory") return `Inventory - ${name}`;
  if (view.subject.kind === "planning") return `Planning - ${name}`;
  const report = shownReport(state);
  const judged = report === null ? null : judgedOf(report, view.subject);
  return judged === null ? name : `${judged.title} - ${name}`;
}
