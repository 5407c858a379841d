import { claimsOf, releaseId } from "../backlog/releases";
import { wordsOf } from "../backlog/words";
import type { WordSource } from "../policy/policy";
import { fold, matcherOf, tidy } from "../text";
import type { WorkItem, WorkItemRef } from "../workItem";
import type { Change, ItemEdit } from "./change";
import { isTag } from "./recording";
import { ancestorsOf, type Scene } from "./scene";
import type { Subject } from "./subjects";

/** A change of what the mapping reads: everything but stages. */
export type MappingChange = Exclude<Change, { kind: "stage" }>;

/** What is to be written to an item, or why it can't be done: a sentence. */
export type EditOrReason = { readonly edit: ItemEdit } | { readonly reason: string };

/** Whether the mapping reads the item as it is asked for. */
export function isAsAsked(scene: Scene, { item, asset }: Subject, change: MappingChange): boolean {
  const { policy, recogniser, places } = scene;
  switch (change.kind) {
    case "asset":
      return recogniser.isAsset(item) === change.isAsset;
    case "assetKind":
    case "strategy":
      return areWords(wordsOf(item, policy[change.kind]).map(fold), change.word === null ? null : fold(change.word));
    case "release":
      return areWords(
        asset?.claims ?? claimsOf(item, policy.releases),
        change.release === null ? null : releaseId(change.release),
      );
    case "iteration":
      return fold(item.iterationPath) === fold(change.path);
    case "workload": {
      const workload = places.of.get(item.id)?.workload ?? null;
      if (change.workload === null) return workload === null;
      // A workload that was not read is known by the parent's id alone.
      return workload === change.workload.id || item.parent === change.workload.id;
    }
  }
}

/** That a word alone is said, or none. */
function areWords(words: readonly string[], word: string | null): boolean {
  return word === null ? words.length === 0 : words.length === 1 && words[0] === word;
}

/** What is to be written to an item that is not as asked for yet. */
export function mappingEdit(scene: Scene, { item }: Subject, change: MappingChange): EditOrReason {
  const { policy, snapshot } = scene;
  switch (change.kind) {
    case "asset":
      return assetEdit(scene, item, change.isAsset);
    case "assetKind":
    case "strategy":
      return wordEdit(item, policy[change.kind], change.word);
    case "release":
      return releaseEdit(scene, item, change.release);
    case "iteration": {
      const node = snapshot.iterations.find(({ path }) => fold(path) === fold(change.path));
      if (node === undefined) return { reason: `There is no iteration ${change.path}.` };
      return { edit: { iterationPath: node.path } };
    }
    case "workload":
      return change.workload === null ? { edit: { parent: null } } : parentEdit(scene, item, change.workload);
  }
}

function assetEdit({ policy, recogniser }: Scene, item: WorkItem, isAsset: boolean): EditOrReason {
  const { types, includeTag, excludeTag } = policy.assets;
  if (!recogniser.isOfAssetType(item)) {
    return { reason: `It is of type ${item.type}; the mapping's assets are of type ${types.join(" or ")}.` };
  }
  const [wanted, unwanted] = isAsset ? [includeTag, excludeTag] : [excludeTag, includeTag];
  const isUnwanted = matcherOf([unwanted]);
  const tags = item.tags.filter((tag) => !isUnwanted(tag));
  // Without the tag that said otherwise, the rules may say it by themselves.
  if (recogniser.isAsset({ ...item, tags }) === isAsset) return { edit: { tags } };
  if (wanted.includes("*") || !isTag(wanted)) {
    return { reason: `The mapping's tag ${wanted} stands for several: set the one you mean on the item.` };
  }
  return { edit: { tags: [...tags, tidy(wanted)] } };
}

function releaseEdit({ policy, snapshot }: Scene, item: WorkItem, release: string | null): EditOrReason {
  const { source } = policy.releases;
  switch (source.kind) {
    case "none":
      return { reason: "The mapping names no releases: say in the mapping where they are named." };
    case "tag":
    case "field":
      return wordEdit(item, source, release);
    case "iteration": {
      if (release === null) {
        return { edit: { iterationPath: item.iterationPath.split("\\").slice(0, source.level).join("\\") } };
      }
      const node = snapshot.iterations.find(
        ({ path, level }) => level === source.level && releaseId(path) === releaseId(release),
      );
      if (node === undefined) return { reason: `There is no iteration ${release} that is a release by the mapping.` };
      return { edit: { iterationPath: node.path } };
    }
  }
}

/** One word in the place of all that are said at this source. */
function wordEdit(item: WorkItem, source: WordSource, word: string | null): EditOrReason {
  const text = word === null ? null : tidy(word);
  if (text === "") return { reason: "A name is needed." };
  if (source.kind === "field") return { edit: { fields: { [source.field]: text } } };
  if (text !== null && !isTag(text)) return { reason: "A tag can hold neither ; nor a comma." };
  const wordOf = (tag: string) => wordsOf({ ...item, tags: [tag] }, source)[0];
  const same = item.tags.find((tag) => text !== null && fold(wordOf(tag) ?? "") === fold(text));
  const tags = item.tags.filter((tag) => tag === same || wordOf(tag) === undefined);
  return {
    edit: { tags: same !== undefined || text === null ? tags : [...tags, `${source.prefix.trimStart()}${text}`] },
  };
}

function parentEdit(scene: Scene, item: WorkItem, workload: WorkItemRef): EditOrReason {
  const { id, title, type } = workload;
  if (!scene.isWorkloadType(type)) {
    const types = scene.policy.workloads.types.join(" or ");
    return { reason: `${title} is of type ${type}; the mapping's workloads are of type ${types}.` };
  }
  if (id === item.id) return { reason: "It can't stand below itself." };
  if (ancestorsOf(scene, id).includes(item.id)) return { reason: `${title} stands below it.` };
  return { edit: { parent: id } };
}
