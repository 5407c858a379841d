import { wordsOf } from "../backlog/words";
import { taggedWith, TAG_PREFIX } from "../record/naming";
import { htmlOf } from "../record/plan";
import { isOneOf } from "../text";
import type { WorkItem } from "../workItem";
import { withoutBlock } from "./description";
import { claims } from "./drafts";
import { tagOfRun } from "./importPlan";
import type { InventoryScene } from "./scene";
import type { TemplateNode, WorkloadTemplate } from "./template";

/** What a team saves of a workload as its own template. */
export interface TemplateRequest {
  readonly id: string;
  readonly title: string;
  /** Whether its assets are part of the structure; otherwise each new workload brings its own. */
  readonly withAssets: boolean;
}

/**
 * A template from a workload that is there: what stands below it, but for what is only its own. Its name, and in the tasks of
 * assets theirs, become `{workload}` and `{asset}`; releases, tags of runs, keys, waivers, decisions, defects and removed items
 * are left. Null where the id is no workload item that was read.
 */
export function templateFrom(scene: InventoryScene, id: number, request: TemplateRequest): WorkloadTemplate | null {
  const item = scene.tree.items.get(id);
  if (item === undefined || !scene.isWorkloadType(item.type)) return null;
  const isDefect = isOneOf(scene.policy.uatDefects.types);
  const seen = new Set<number>();

  const nodeOf = (one: WorkItem, names: Names, isKept: (child: WorkItem) => boolean): TemplateNode => {
    seen.add(one.id);
    return {
      title: named(one.title, names, (text) => text),
      type: one.type,
      tags: tagsOf(scene, one),
      description: named(withoutBlock(scene.descriptions.get(one.id) ?? ""), names, htmlOf),
      children: scene.tree
        .childrenOf(one.id)
        .filter((child) => !seen.has(child.id) && isStructure(child) && isKept(child))
        .map((child) => nodeOf(child, names, isKept)),
    };
  };
  const isStructure = (child: WorkItem): boolean =>
    scene.backlog.states.categoryOf(child) !== "Removed" &&
    !isDefect(child.type) &&
    taggedWith(child, TAG_PREFIX.waiver).length === 0 &&
    taggedWith(child, TAG_PREFIX.decision).length === 0;

  const names = { workload: item.title };
  const root = nodeOf(item, names, (child) => request.withAssets || !scene.assets.has(child.id));
  const [first] = scene.workloads.get(id)?.assets ?? [];
  seen.clear();
  const asset =
    first === undefined || request.withAssets
      ? null
      : nodeOf(first.item, { ...names, asset: first.item.title }, (child) => !scene.assets.has(child.id));
  return {
    id: request.id,
    title: request.title,
    root: { ...root, title: "{workload}" },
    asset: asset === null ? null : { ...asset, title: "{asset}", tags: withoutWords(scene, asset.tags) },
  };
}

/** Names that stand for something else in another workload. */
interface Names {
  readonly workload: string;
  readonly asset?: string;
}

/** A text with its names replaced by what stands for them; the longer one first, as it may hold the other. */
function named(text: string, names: Names, asWritten: (name: string) => string): string {
  const known = (["asset", "workload"] as const)
    .flatMap((name) => (names[name] === undefined || names[name] === "" ? [] : [[name, names[name]] as const]))
    .sort(([, a], [, b]) => b.length - a.length);
  return known.reduce((replaced, [name, value]) => replaced.replaceAll(asWritten(value), `{${name}}`), text);
}

function tagsOf(scene: InventoryScene, item: WorkItem): string[] {
  const run = tagOfRun("");
  return item.tags.filter((tag) => !tag.startsWith(run) && claims(scene, { ...item, tags: [tag] }).length === 0);
}

/** Without kind and strategy, which each asset says for itself. */
function withoutWords({ policy }: InventoryScene, tags: readonly string[]): string[] {
  return tags.filter((tag) =>
    [policy.assetKind, policy.strategy].every((source) => wordsOf({ tags: [tag], fields: {} }, source).length === 0),
  );
}
