import { planOfIntents } from "./draftPlan";
import type { ImportPlan } from "./importPlan";
import { intentsOf } from "./intents";
import { distinct } from "./join";
import type { Reconciliation, RowDecision } from "./reconciliation";
import type { InventoryScene } from "./scene";

/** What holds for a whole import, where no row says otherwise. */
export interface ImportOptions {
  /** Whether workloads that the files name, and that are none yet, are made. */
  readonly createWorkloads: boolean;
  /** For assets whose file names none. */
  readonly defaultWorkload: number | { readonly create: string } | null;
  /** Release of assets whose file names none. */
  readonly release: string | null;
  /** Of work items that are made. */
  readonly iterationPath: string | null;
  /** Whether dependencies of the files become links. */
  readonly linkEdges: boolean;
}

/**
 * What an import writes, before any of it is written: work items that are made, what changes of those that are there, links,
 * and records. Pure. The engine has the last word: an asset that the mapping would not read as one is refused, and what it
 * would read otherwise than asked for is noted.
 *
 * @param decisions by the key of a row; a row without one goes as it is proposed (see {@link RowDecision})
 */
export function planImport(
  reconciliation: Reconciliation,
  decisions: ReadonlyMap<string, RowDecision>,
  options: ImportOptions,
  scene: InventoryScene,
): ImportPlan {
  const { rows, edges, records } = reconciliation;
  const places = [...rows.flatMap(({ asset }) => asset?.places ?? []), ...edges.flatMap((edge) => edge.places)];
  const title = distinct(places.map(({ file }) => file)).join(", ");
  return planOfIntents(
    intentsOf(reconciliation, decisions, scene),
    { purpose: "import", title, options, edges: options.linkEdges ? edges : [], records },
    scene,
  );
}
