import * as React from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useStore } from "../../components/store/useStore";
import type { PlanningWorld } from "../../domain/planning/world";
import { useHub, ViewLink } from "../HubContext";
import type { Ready } from "../store/state";
import { PLANNING_PAGES, type PlanningPage as PageId, type PlanningView } from "../store/view";
import "../pages.css";
import "../release/release.css";
import { DraftSteps } from "./draft/DraftSteps";
import "./planning.css";
import type { PlanningTools } from "./tools";

const BacklogPage = React.lazy(() => import("./pages/BacklogPage").then((part) => ({ default: part.BacklogPage })));
const PlanPage = React.lazy(() => import("./pages/PlanPage").then((part) => ({ default: part.PlanPage })));
const IterationPage = React.lazy(() =>
  import("./pages/IterationPage").then((part) => ({ default: part.IterationPage })),
);
const VelocityPage = React.lazy(() => import("./pages/VelocityPage").then((part) => ({ default: part.VelocityPage })));
const ForecastPage = React.lazy(() => import("./pages/ForecastPage").then((part) => ({ default: part.ForecastPage })));

const TITLES: Readonly<Record<PageId, string>> = {
  backlog: "Backlogs",
  plan: "Plan an iteration",
  iteration: "Iteration",
  velocity: "Velocity",
  forecast: "Forecast",
};

/** What each page of planning is given. */
export interface PlanningPageProps {
  readonly data: Ready;
  readonly tools: PlanningTools;
  readonly world: PlanningWorld;
  readonly subject: PlanningView;
  /** Null until it is known; without it nothing is offered that writes. */
  readonly mayWrite: boolean | null;
}

/** Plans of releases and iterations, and what the past says of them. */
export function PlanningPage(props: {
  readonly data: Ready;
  readonly subject: PlanningView;
  readonly mayWrite: boolean | null;
}): JSX.Element {
  const { data, subject, mayWrite } = props;
  const { loadPlanning } = useHub();
  const [tools, setTools] = React.useState<PlanningTools | Error | null>(null);
  React.useEffect(() => {
    loadPlanning().then(setTools, (thrown: unknown) => {
      setTools(thrown instanceof Error ? thrown : new Error(String(thrown)));
    });
  }, [loadPlanning]);
  return (
    <section className="rr-planning">
      <nav className="rr-pages" aria-label="Planning">
        {PLANNING_PAGES.map((page) => (
          <ViewLink
            key={page}
            to={{ subject: { kind: "planning", ...subject, page } }}
            className={page === subject.page ? "rr-pages-link rr-pages-on" : "rr-pages-link"}
            isCurrent={page === subject.page}
          >
            {TITLES[page]}
          </ViewLink>
        ))}
      </nav>
      {tools instanceof Error && (
        <Notice kind="error">Planning could not be opened. {tools.message} Load the page again.</Notice>
      )}
      {tools === null && <p role="status">Opening…</p>}
      {tools !== null && !(tools instanceof Error) && (
        <Known data={data} subject={subject} mayWrite={mayWrite} tools={tools} />
      )}
    </section>
  );
}

function Known(props: Omit<PlanningPageProps, "world">): JSX.Element {
  const { data, subject, tools } = props;
  const { worlds, draft } = tools;
  const drafted = useStore(draft);
  const { world, reading, problem } = useStore(worlds);
  React.useEffect(() => {
    worlds.want(data);
  }, [worlds, data]);
  const Page = {
    backlog: BacklogPage,
    plan: PlanPage,
    iteration: IterationPage,
    velocity: VelocityPage,
    forecast: ForecastPage,
  }[subject.page];
  return (
    <>
      {problem !== null && (
        <Notice
          kind="error"
          actions={
            <Button
              text="Try again"
              onClick={() => {
                worlds.retry(data);
              }}
            />
          }
        >
          {world === null ? "Teams and histories could not be read. " : "What follows is from an earlier reading. "}
          {problem}
        </Notice>
      )}
      {world === null && problem === null && <p role="status">{reading ?? "Reading teams and histories…"}</p>}
      {world !== null && world.gaps.length > 0 && (
        <Notice kind="warning">Numbers of the past may be too low. {world.gaps.join(" ")}</Notice>
      )}
      {world !== null && (
        <DraftSteps draft={draft} state={drafted} report={data.report}>
          <React.Suspense fallback={<p role="status">Opening…</p>}>
            <Page {...props} world={world} />
          </React.Suspense>
        </DraftSteps>
      )}
    </>
  );
}
