import * as React from "react";
import { Button } from "../components/Button";
import { classNames } from "../components/className";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { isPlainClick, OutsideLink } from "../components/links";
import { Notice } from "../components/Notice";
import { countText } from "../components/numbers";
import { PolicySummary } from "../components/policy/PolicySummary";
import { useStore } from "../components/store/useStore";
import { changedSections, POLICY_SECTIONS, type SectionId, sectionOf } from "../domain/policy/sections";
import { ConflictPage } from "./ConflictPage";
import { DocumentPage } from "./DocumentPage";
import { EffectPanel } from "./EffectPanel";
import { ProblemsProvider } from "./fields/problems";
import { AssetsSection } from "./sections/AssetsSection";
import { EvidenceSection } from "./sections/EvidenceSection";
import { PlanningSection } from "./sections/PlanningSection";
import { ReleasesSection } from "./sections/ReleasesSection";
import type { SectionProps } from "./sections/section";
import {
  AreasSection,
  BlockingSection,
  DependenciesSection,
  InventorySection,
  LabelsSection,
  TasksSection,
} from "./sections/SmallSections";
import { StagesSection } from "./sections/StagesSection";
import { hashOf, type Settings } from "./store/settings";
import type { PageId, Ready } from "./store/state";

/** What the page around the settings gives. */
export interface SettingsTools {
  readonly settings: Settings;
  readonly projectName: string;
  /** Address of the hub's page on which a mapping is proposed. */
  readonly proposalUrl: string;
  readonly schemaUrl: string;
  /** Opens an address in a new tab. */
  readonly open: (url: string) => void;
}

const SECTIONS: Readonly<Record<SectionId, (props: SectionProps) => JSX.Element>> = {
  assets: AssetsSection,
  stages: StagesSection,
  releases: ReleasesSection,
  dependencies: DependenciesSection,
  blocking: BlockingSection,
  tasks: TasksSection,
  evidence: EvidenceSection,
  areas: AreasSection,
  inventory: InventorySection,
  planning: PlanningSection,
  labels: LabelsSection,
};

const PAGES: readonly { readonly id: PageId; readonly title: string }[] = [
  ...POLICY_SECTIONS,
  { id: "document", title: "Export and import" },
];

/** The settings of one project: the mapping by which verdicts read it. */
export function SettingsPage(tools: SettingsTools): JSX.Element {
  const { settings, projectName, proposalUrl, open } = tools;
  const { data } = useStore(settings);
  return (
    <div className="rr-light rr-settings">
      <header>
        <h1>Release Readiness</h1>
        <p className="rr-soft">
          How {projectName} is read. The mapping decides every verdict, for everybody.{" "}
          <OutsideLink url={proposalUrl} open={open}>
            Have a mapping proposed from what the project holds
          </OutsideLink>
        </p>
      </header>
      <main>
        <ErrorBoundary>
          {data.kind === "ready" ? (
            <ReadyPage tools={tools} data={data} />
          ) : data.kind === "failed" ? (
            <Notice
              kind="error"
              actions={
                <Button
                  text="Try again"
                  onClick={() => {
                    void settings.start();
                  }}
                />
              }
            >
              The mapping and the project could not be read. {data.message}
            </Notice>
          ) : (
            <p role="status">
              Reading the project
              {data.kind === "loading" &&
                data.progress !== null &&
                `: ${countText(data.progress.read)} of ${countText(data.progress.expected)} work items`}
              …
            </p>
          )}
        </ErrorBoundary>
      </main>
    </div>
  );
}

function ReadyPage({ tools, data }: { readonly tools: SettingsTools; readonly data: Ready }): JSX.Element {
  const { settings, proposalUrl, open, schemaUrl } = tools;
  const { page, mayWrite } = useStore(settings);
  const { draft, conflict, base, broken } = data;
  const seen = React.useRef(page);
  React.useEffect(() => {
    if (seen.current === page) return;
    seen.current = page;
    // What was followed leads here: reading goes on from its top.
    document.getElementById("rr-section")?.focus();
  }, [page]);
  if (mayWrite === false) return <ReaderPage tools={tools} data={data} />;
  if (conflict !== null && draft !== null) {
    return <ConflictPage settings={settings} conflict={conflict} mine={draft} />;
  }
  return (
    <>
      {broken !== null && <Notice kind="error">{broken}</Notice>}
      {base === null && broken === null && (
        <Notice kind="info">
          No mapping is in use yet.{" "}
          <OutsideLink url={proposalUrl} open={open}>
            Open Release Readiness
          </OutsideLink>{" "}
          to see what the project speaks for and confirm it, or import a mapping below.
        </Notice>
      )}
      {draft === null ? (
        <DocumentPage settings={settings} data={data} mayWrite schemaUrl={schemaUrl} />
      ) : (
        <div className="rr-settings-body">
          <Pages settings={settings} data={data} page={page} />
          <Editor key={page} tools={tools} data={data} page={page} />
          <EffectPanel settings={settings} data={data} />
        </div>
      )}
    </>
  );
}

/** What readers see: the same facts, and nothing that asks to be changed. */
function ReaderPage({ tools, data }: { readonly tools: SettingsTools; readonly data: Ready }): JSX.Element {
  const { settings, schemaUrl } = tools;
  return (
    <>
      <p className="rr-soft">
        You may read this mapping. Changing it is left to those who may change work items in this project.
      </p>
      {data.base !== null && <PolicySummary policy={data.base} />}
      <DocumentPage settings={settings} data={data} mayWrite={false} schemaUrl={schemaUrl} />
    </>
  );
}

function Pages(props: { readonly settings: Settings; readonly data: Ready; readonly page: PageId }): JSX.Element {
  const { settings, data, page } = props;
  const { base, draft, problems } = data;
  const changed: readonly string[] = base === null || draft === null ? [] : changedSections(base, draft);
  return (
    <nav aria-label="Sections" className="rr-pages">
      <ul>
        {PAGES.map(({ id, title }) => {
          const count = problems.filter(({ path }) => sectionOf(path) === id).length;
          return (
            <li key={id}>
              <a
                href={`#${hashOf(id)}`}
                className={classNames("rr-page-link", page === id && "rr-page-current")}
                aria-current={page === id ? "page" : undefined}
                onClick={(event) => {
                  if (!isPlainClick(event)) return;
                  event.preventDefault();
                  settings.open(id);
                }}
              >
                {title}
                {count > 0 ? (
                  <span className="rr-problem"> {count} to correct</span>
                ) : (
                  changed.includes(id) && <span className="rr-soft"> changed</span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Editor(props: { readonly tools: SettingsTools; readonly data: Ready; readonly page: PageId }): JSX.Element {
  const { tools, data, page } = props;
  const { settings, schemaUrl } = tools;
  const title = PAGES.find(({ id }) => id === page)?.title;
  const report = data.effect.kind === "shown" ? data.effect.report : data.before;
  const Section = page === "document" ? null : SECTIONS[page];
  return (
    <section className="rr-editor" aria-labelledby="rr-section">
      <h2 id="rr-section" tabIndex={-1} className="rr-step-heading">
        {title}
      </h2>
      {Section === null || data.draft === null ? (
        <DocumentPage settings={settings} data={data} mayWrite schemaUrl={schemaUrl} />
      ) : (
        <ProblemsProvider value={data.effect.kind === "waiting" ? NO_PROBLEMS : data.problems}>
          <fieldset className="rr-all" disabled={data.isSaving}>
            <legend className="rr-unseen">{title}</legend>
            <Section
              policy={data.draft}
              onChange={(policy) => {
                settings.edit(policy);
              }}
              snapshot={data.snapshot}
              report={report}
            />
          </fieldset>
        </ProblemsProvider>
      )}
    </section>
  );
}

/** A field that is being typed into is not told that it is wrong. */
const NO_PROBLEMS: Ready["problems"] = [];
