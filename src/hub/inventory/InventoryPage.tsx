import * as React from "react";
import { Notice } from "../../components/Notice";
import { useHub, ViewLink } from "../HubContext";
import type { Ready } from "../store/state";
import { INVENTORY_PAGES, type InventoryPage as PageId, type Subject } from "../store/view";
import type { InventoryEffects } from "./effects";
import "../pages.css";
import "../release/release.css";
import "./inventory.css";

const AssetsPage = React.lazy(() => import("./assets/AssetsPage").then((part) => ({ default: part.AssetsPage })));
const ImportPage = React.lazy(() => import("./import/ImportPage").then((part) => ({ default: part.ImportPage })));
const WorkloadsPage = React.lazy(() =>
  import("./templates/WorkloadsPage").then((part) => ({ default: part.WorkloadsPage })),
);
const RunsPage = React.lazy(() => import("./import/RunsPage").then((part) => ({ default: part.RunsPage })));

const TITLES: Readonly<Record<PageId, string>> = {
  assets: "Assets",
  import: "Import",
  workloads: "Workloads",
  runs: "Runs",
};
/** Pages that are for writing alone. */
const WRITING: ReadonlySet<PageId> = new Set(["import", "workloads"]);

/** What each page of the inventory is given. */
export interface InventoryPageProps {
  readonly data: Ready;
  readonly effects: InventoryEffects;
  /** Null until it is known; without it nothing is offered that writes. */
  readonly mayWrite: boolean | null;
  /** The run that the address names. */
  readonly run: string | null;
}

/** The inventory: what files say of the assets, and the work items that stand for them. */
export function InventoryPage(props: {
  readonly data: Ready;
  readonly subject: Extract<Subject, { kind: "inventory" }>;
  readonly mayWrite: boolean | null;
}): JSX.Element {
  const { data, subject, mayWrite } = props;
  const { loadInventory } = useHub();
  const [effects, setEffects] = React.useState<InventoryEffects | Error | null>(null);
  React.useEffect(() => {
    loadInventory().then(setEffects, (thrown: unknown) => {
      setEffects(thrown instanceof Error ? thrown : new Error(String(thrown)));
    });
  }, [loadInventory]);
  const pages = INVENTORY_PAGES.filter((page) => mayWrite !== false || !WRITING.has(page));
  const Page = { assets: AssetsPage, import: ImportPage, workloads: WorkloadsPage, runs: RunsPage }[subject.page];
  return (
    <section className="rr-inventory">
      <nav className="rr-pages" aria-label="Inventory">
        {pages.map((page) => (
          <ViewLink
            key={page}
            to={{ subject: { kind: "inventory", page, run: null } }}
            className={page === subject.page ? "rr-pages-link rr-pages-on" : "rr-pages-link"}
            isCurrent={page === subject.page}
          >
            {TITLES[page]}
          </ViewLink>
        ))}
      </nav>
      {effects instanceof Error && (
        <Notice kind="error">The inventory could not be opened. {effects.message} Load the page again.</Notice>
      )}
      {effects === null && <p role="status">Opening…</p>}
      {effects !== null && !(effects instanceof Error) && (
        <React.Suspense fallback={<p role="status">Opening…</p>}>
          <Page data={data} effects={effects} mayWrite={mayWrite} run={subject.run} />
        </React.Suspense>
      )}
    </section>
  );
}
