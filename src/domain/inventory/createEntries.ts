import { releaseId } from "../backlog/releases";
import { titleOf } from "../record/plan";
import type { WorkItem } from "../workItem";
import { withBlock } from "./description";
import { asAsset, blankItem, claims, newItemOf, releaseKeyOf, typeNamed, withWishes, type Wishes } from "./drafts";
import type { RunEntry } from "./importPlan";
import type { Intent } from "./intents";
import { plainText } from "./plainText";
import type { InventoryScene } from "./scene";
import { pointerOf, type WorkloadTarget } from "./workloads";

export type CreateEntry = Extract<RunEntry, { kind: "create" }>;

/** What holds for an asset that is made, where neither its file nor a person says otherwise. */
export interface DraftedDefaults {
  readonly release: string | null;
  readonly iterationPath: string | null;
}

/** An entry with what a person should know of it, or why there is none. */
export type Made<T extends RunEntry> = { readonly entry: T; readonly notes: readonly string[] } | string;

/** The work item of an asset. Its release is left to its workload where the mapping lets it follow. */
export function createAsset(
  scene: InventoryScene,
  { key, after, decision }: Pick<Intent, "key" | "after" | "decision">,
  target: WorkloadTarget,
  releaseOfWorkload: string | null,
  options: DraftedDefaults,
): Made<CreateEntry> {
  const { policy } = scene;
  const type = typeNamed(scene, policy.assets.types[0]);
  if (type === null)
    return `This project has no work item type ${policy.assets.types[0] ?? ""}. Name one in the mapping.`;
  const title = titleOf(plainText(decision.name ?? after.name));
  if (title === "") return "It has no name: give it one.";
  const wanted = wishedRelease(decision.release, after.release, options.release);
  const follows =
    wanted !== null &&
    releaseOfWorkload !== null &&
    policy.releases.assetsFollowWorkload &&
    releaseId(releaseKeyOf(scene, wanted)) === releaseOfWorkload;
  const wishes: Wishes = {
    kind: decision.kind === undefined ? after.kind : decision.kind,
    strategy: decision.strategy === undefined ? after.strategy : decision.strategy,
    release: follows ? null : wanted,
    iterationPath: decision.iterationPath === undefined ? options.iterationPath : decision.iterationPath,
  };
  const home = target.kind === "known" ? target.item : null;
  const blank = blankItem(scene, { type, title, areaPath: home?.areaPath ?? areaOf(scene) });
  const { item, notes } = withWishes(scene, blank, wishes);
  const drafted = asAsset(scene, item);
  if (typeof drafted === "string") return `It would be no asset by the mapping. ${drafted}`;
  return {
    entry: {
      kind: "create",
      key,
      item: newItemOf(scene, drafted, withBlock("", after)),
      under: pointerOf(target),
      after: target.kind === "made" ? [target.key] : [],
    },
    notes,
  };
}

/** The work item of a workload; with the release that all its assets are to be in, where they agree. */
export function createWorkload(
  scene: InventoryScene,
  { key, title }: Extract<WorkloadTarget, { kind: "made" }>,
  release: string | null,
): Made<CreateEntry> {
  const { policy } = scene;
  const type = typeNamed(scene, policy.workloads.types[0]);
  if (type === null) {
    return `This project has no work item type ${policy.workloads.types[0] ?? ""}. Name one in the mapping.`;
  }
  const blank = blankItem(scene, { type, title, areaPath: areaOf(scene) });
  const { item, notes } = withWishes(scene, blank, { release });
  const made = newItemOf(scene, item, withBlock("", { key }));
  return { entry: { kind: "create", key, item: made, under: null, after: [] }, notes };
}

/** The release that is asked for: by a person, else by the file, else for the whole import. */
export function wishedRelease(
  decided: string | null | undefined,
  inFile: string | null,
  ofImport: string | null,
): string | null {
  return decided === undefined ? (inFile ?? ofImport) : decided;
}

/** The one release that a workload claims, folded; null for none, or several. */
export function releaseOf(scene: InventoryScene, workload: WorkItem): string | null {
  const own = claims(scene, workload);
  return own.length === 1 ? (own[0] ?? null) : null;
}

function areaOf({ policy, snapshot }: InventoryScene): string {
  return policy.areas[0] ?? snapshot.project.name;
}
