import { assetRecogniser } from "../backlog/assets";
import { placesOf } from "../backlog/places";
import { claimsOf } from "../backlog/releases";
import type { WorkItemTree } from "../backlog/tree";
import type { Snapshot } from "../snapshot";
import { counted, fold, matcherOf } from "../text";
import type { WorkItem } from "../workItem";
import type { AssetRule, PresetId, ReleaseRule } from "./policy";
import {
  ASSET_TAGS,
  FRAMEWORK_ASSET_TASKS,
  FRAMEWORK_PHASE_TITLES,
  POLICY_DEFAULTS,
  type Preset,
  presetOf,
  PRESETS,
} from "./presets";
import type { Choice } from "./choice";

/** How many of the framework's asset tasks make a story an asset: two, so that one task named *Assess* below it does not. */
const FRAMEWORK_TASKS_ASKED = 2;

/** Presets whose types the project has; the framework's first where its asset tasks are found. */
export function presetChoices(snapshot: Snapshot, tree: WorkItemTree): Choice<PresetId>[] {
  const framework = frameworkStories(tree).length;
  const fitting = PRESETS.map((preset) => ({ preset, ...fitOf(preset, snapshot) })).filter(({ known }) => known > 0);
  const score = (id: PresetId, share: number) => (id === "framework" ? (framework > 0 ? 2 : -1) : share);
  return fitting
    .map(({ preset, known, states }) => ({
      choice: {
        id: preset.id,
        label: preset.name,
        evidence:
          preset.id === "framework"
            ? `${counted(framework, "story has", "stories have")} the framework's asset tasks (${FRAMEWORK_ASSET_TASKS.join(", ")}); stages are read from them`
            : `${preset.assetType} has ${known} of the process's ${states} states`,
        isFound: preset.id !== "framework" || framework > 0,
        value: preset.id,
      },
      score: score(preset.id, known / states),
    }))
    .sort((a, b) => b.score - a.score)
    .map(({ choice }) => choice);
}

/** How many states of the preset the project's asset type has; none where the project lacks the type. */
function fitOf(preset: Preset, snapshot: Snapshot): { known: number; states: number } {
  const type = snapshot.types.find(({ name }) => fold(name) === fold(preset.assetType));
  if (type === undefined) return { known: 0, states: 1 };
  if (preset.everyStatePending) return { known: type.states.length, states: type.states.length };
  const names = new Set(type.states.map(({ name }) => fold(name)));
  const states = Object.keys(preset.states);
  return { known: states.filter((state) => names.has(fold(state))).length, states: states.length };
}

function frameworkStories(tree: WorkItemTree): WorkItem[] {
  const { isAsset } = assetRecogniser(frameworkRule(presetOf("framework").assetType), tree);
  return [...tree.items.values()].filter(isAsset);
}

function frameworkRule(type: string): AssetRule {
  return {
    types: [type],
    when: [{ kind: "childTasks", titles: FRAMEWORK_ASSET_TASKS, atLeast: FRAMEWORK_TASKS_ASKED }],
    phaseTitles: FRAMEWORK_PHASE_TITLES,
    ...ASSET_TAGS,
  };
}

/**
 * Rules that find assets by evidence come first: a `kind:` tag, the framework's tasks, the tag `asset`. "Every story" is
 * offered and never proposed over one that finds something: stories that are kinds of work would become assets.
 */
export function assetChoices(tree: WorkItemTree, preset: Preset): Choice<AssetRule>[] {
  const type = preset.assetType;
  const all = [...tree.items.values()].filter((item) => fold(item.type) === fold(type));
  const rules: { id: string; label: string; value: AssetRule }[] = [
    {
      id: "kind-tag",
      label: `${type} with a tag kind:…`,
      value: {
        types: [type],
        when: [{ kind: "tag", tag: `${POLICY_DEFAULTS.assetKind.prefix}*` }],
        phaseTitles: FRAMEWORK_PHASE_TITLES,
        ...ASSET_TAGS,
      },
    },
    { id: "framework-tasks", label: `${type} with the framework's asset tasks below it`, value: frameworkRule(type) },
    {
      id: "asset-tag",
      label: `${type} with the tag ${ASSET_TAGS.includeTag}`,
      value: {
        types: [type],
        when: [{ kind: "tag", tag: ASSET_TAGS.includeTag }],
        phaseTitles: FRAMEWORK_PHASE_TITLES,
        ...ASSET_TAGS,
      },
    },
  ];
  const withCounts = rules
    .map((rule) => ({ ...rule, found: all.filter(assetRecogniser(rule.value, tree).isAsset).length }))
    // Stable: where two rules find the same number, the order above stands.
    .sort((a, b) => b.found - a.found);
  const every: AssetRule = { types: [type], when: [], phaseTitles: FRAMEWORK_PHASE_TITLES, ...ASSET_TAGS };
  const isPhase = matcherOf(FRAMEWORK_PHASE_TITLES);
  const phases = all.filter(({ title }) => isPhase(title)).length;
  return [
    ...withCounts.map(({ id, label, value, found }) => ({
      id,
      label,
      evidence: `finds ${counted(found, "asset")} among ${counted(all.length, "item")} of type ${type}`,
      isFound: found > 0,
      value,
    })),
    {
      id: "every-item",
      label: `Every ${type} that does not describe a phase`,
      evidence: `finds ${counted(all.length - phases, "asset")}, leaves out ${counted(phases, "phase")}`,
      isFound: all.length > phases,
      value: every,
    },
  ];
}

/** The preset's workload type first; every portfolio type of the project is offered. */
export function workloadChoices(snapshot: Snapshot, preset: Preset): Choice<readonly string[]>[] {
  const types = [...new Set([preset.workloadType, "Epic", "Feature"])].filter(
    (name) => fold(name) !== fold(preset.assetType) && snapshot.types.some((type) => fold(type.name) === fold(name)),
  );
  return types.map((name) => {
    const items = snapshot.workItems.filter((item) => fold(item.type) === fold(name));
    const above = new Set(
      snapshot.workItems.filter(({ type }) => fold(type) === fold(preset.assetType)).map(({ parent }) => parent),
    );
    const withStories = items.filter(({ id }) => above.has(id)).length;
    return {
      id: fold(name),
      label: name,
      evidence: `${counted(items.length, "item")}, ${withStories} with a ${preset.assetType} directly below`,
      isFound: withStories > 0,
      value: [name],
    };
  });
}

/** Level names of an iteration tree that are time boxes rather than releases. */
const TIME_BOX = matcherOf(["sprint*", "iteration*", "week*", "timebox*", "* sprint *", "* iteration *"]);

/** Sources that items name releases by, most used first; no releases where nothing names one. */
export function releaseChoices(
  snapshot: Snapshot,
  tree: WorkItemTree,
  rule: AssetRule | undefined,
  workloadTypes: readonly string[],
): Choice<Pick<ReleaseRule, "source" | "assetsFollowWorkload">>[] {
  const items = [...tree.items.values()];
  const isWorkload = (item: WorkItem) => workloadTypes.some((type) => fold(type) === fold(item.type));
  const recogniser = rule === undefined ? null : assetRecogniser(rule, tree);
  const isAsset = (item: WorkItem) => recogniser?.isAsset(item) ?? false;
  const { of: places } = placesOf(tree, isAsset, isWorkload);
  const workloadsWithAssets = new Set(items.filter(isAsset).flatMap((item) => places.get(item.id)?.workload ?? []));
  const assets = items.filter(isAsset);
  const workloads = items.filter((item) => workloadsWithAssets.has(item.id));

  const describe = (id: string, label: string, source: ReleaseRule["source"]) => {
    const bare: ReleaseRule = { source, assetsFollowWorkload: false, defaultModel: "staged", settings: [] };
    const claiming = (found: readonly WorkItem[]) => found.filter((item) => claimsOf(item, bare).length > 0);
    const [byAssets, byWorkloads] = [claiming(assets).length, claiming(workloads).length];
    const names = new Set([...assets, ...workloads].flatMap((item) => claimsOf(item, bare)));
    // Named on workloads alone, a release means all their assets; otherwise an asset without one is a split (M3).
    const assetsFollowWorkload = byWorkloads > 0 && byAssets === 0;
    const evidence =
      `${counted(names.size, "release")} named by ${byAssets} of ${counted(assets.length, "asset")} ` +
      `and ${byWorkloads} of ${counted(workloads.length, "workload")}` +
      (assetsFollowWorkload ? "; assets belong to the release of their workload" : "");
    return { choice: { id, label, evidence, value: { source, assetsFollowWorkload } }, found: byAssets + byWorkloads };
  };

  const levels = [1, 2].filter((level) => snapshot.iterations.some((node) => node.level === level));
  const sources = [
    describe("tag", "Tags release:…", { kind: "tag", prefix: "release:" }),
    ...levels.map((level) => {
      const nodes = snapshot.iterations.filter((node) => node.level === level);
      const boxes = nodes.filter(({ name }) => TIME_BOX(name)).length;
      const described = describe(`iteration-${level}`, `Iteration paths, level ${level} (${names(nodes)})`, {
        kind: "iteration",
        level,
      });
      // Nodes named like sprints are iterations of the team, not releases.
      if (boxes * 2 < nodes.length) return described;
      const evidence = `${described.choice.evidence}, but named like the team's own iterations`;
      return { choice: { ...described.choice, evidence }, found: 0 };
    }),
  ].sort((a, b) => b.found - a.found);
  const none = {
    id: "none",
    label: "No releases yet",
    evidence: "every workload stands under unplanned, with its own verdicts",
    isFound: true,
    value: { source: { kind: "none" as const }, assetsFollowWorkload: false },
  };
  const isFound = (sources[0]?.found ?? 0) > 0;
  const choices = sources.map(({ choice, found }) => ({ ...choice, isFound: found > 0 }));
  return isFound ? [...choices, none] : [none, ...choices];
}

function names(nodes: readonly { readonly name: string }[]): string {
  const shown = nodes.slice(0, 3).map(({ name }) => name);
  return nodes.length > shown.length ? `${shown.join(", ")}, …` : shown.join(", ");
}
