import { assetRecogniser } from "../backlog/assets";
import { backlogOf, isInScope } from "../backlog/backlog";
import { placesOf } from "../backlog/places";
import { claimsOf, dayOf, releaseId } from "../backlog/releases";
import { treeOf } from "../backlog/tree";
import type { Snapshot } from "../snapshot";
import { counted, fold, matcherOf } from "../text";
import type { WorkItem } from "../workItem";
import type { AssetRule, Policy, PresetId, ReleaseRule, ReleaseSettings } from "./policy";
import {
  ASSET_TAGS,
  FRAMEWORK_ASSET_TASKS,
  FRAMEWORK_PHASE_TITLES,
  POLICY_DEFAULTS,
  type Preset,
  presetOf,
  PRESETS,
  stateTableOf,
} from "./presets";

/** One way to map a part of the project, with what in the project speaks for it. */
export interface Choice<T> {
  readonly id: string;
  readonly label: string;
  /** What was found, with counts: one sentence. */
  readonly evidence: string;
  readonly value: T;
}

/** Which choice is taken for each part, by id. */
export interface Chosen {
  readonly preset: string;
  readonly assetRule: string;
  readonly workloadTypes: string;
  readonly releaseSource: string;
  readonly targetDates: string;
}

/**
 * What a project seems to use (M10). It decides nothing: a person confirms it. The first choice of each part is the one that
 * is proposed, unless `chosen` says otherwise.
 */
export interface Proposal {
  readonly presets: readonly Choice<PresetId>[];
  readonly assetRules: readonly Choice<AssetRule>[];
  readonly workloadTypes: readonly Choice<readonly string[]>[];
  readonly releaseSources: readonly Choice<Pick<ReleaseRule, "source" | "assetsFollowWorkload">>[];
  readonly targetDates: readonly Choice<TargetDates>[];
  readonly chosen: Chosen;
}

/**
 * Where target dates come from: `source`, the release's own iteration node (none for tags and fields); `lastIteration`, the end
 * of the last dated iteration that an asset of the release is planned in, which is the framework's definition of a milestone.
 */
export type TargetDates = "source" | "lastIteration";

/** How many of the framework's asset tasks make a story an asset: two, so that one story named *Assess* below it does not. */
const FRAMEWORK_TASKS_ASKED = 2;

/** Reads a snapshot of a whole project for what it uses. Proposes only what something in the project speaks for. */
export function propose(snapshot: Snapshot): Proposal {
  const presets = presetChoices(snapshot);
  const preset = presetOf(presets[0]?.value ?? "agile");
  const workloadTypes = workloadChoices(snapshot, preset);
  const assetRules = assetChoices(snapshot, preset);
  const firstRule = assetRules[0];
  const firstTypes = workloadTypes[0];
  const releaseSources = releaseChoices(snapshot, firstRule?.value, firstTypes?.value ?? []);
  const proposal = {
    presets,
    assetRules,
    workloadTypes,
    releaseSources,
    targetDates: TARGET_DATES,
    chosen: {
      preset: presets[0]?.id ?? "",
      assetRule: firstRule?.id ?? "",
      workloadTypes: firstTypes?.id ?? "",
      releaseSource: releaseSources[0]?.id ?? "",
      targetDates: "source",
    },
  };
  return withTargetDates(snapshot, proposal);
}

/** The policy that the choices make. Throws where a choice is none of the proposal's. */
export function policyFrom(snapshot: Snapshot, proposal: Proposal, chosen: Chosen): Policy {
  const presetId = pick(proposal.presets, chosen.preset);
  const assets = pick(proposal.assetRules, chosen.assetRule);
  const preset = presetOf(presetId);
  const policy: Policy = {
    ...POLICY_DEFAULTS,
    preset: presetId,
    assets,
    workloads: { types: pick(proposal.workloadTypes, chosen.workloadTypes), confirmed: [] },
    releases: { ...pick(proposal.releaseSources, chosen.releaseSource), defaultModel: "staged", settings: [] },
    stateTable: stateTableOf(preset, assets.types, snapshot.types),
    signals: preset.signals,
  };
  if (pick(proposal.targetDates, chosen.targetDates) === "source") return policy;
  return { ...policy, releases: { ...policy.releases, settings: lastIterationDates(snapshot, policy) } };
}

const TARGET_DATES: readonly Choice<TargetDates>[] = [
  {
    id: "source",
    label: "The finish date of the release's iteration, where it is one",
    evidence: "a release that is a tag or a field value has no target date until someone sets it",
    value: "source",
  },
];

/** Offers the end of the last planned iteration where it gives dates that the source lacks, and proposes it then. */
function withTargetDates(snapshot: Snapshot, proposal: Proposal): Proposal {
  if (proposal.workloadTypes.length === 0 || proposal.assetRules.length === 0) return proposal;
  const policy = policyFrom(snapshot, proposal, proposal.chosen);
  const { source } = policy.releases;
  if (source.kind !== "tag" && source.kind !== "field") return proposal;
  const dates = lastIterationDates(snapshot, policy)
    .flatMap(({ targetDate }) => targetDate ?? [])
    .sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return proposal;
  const choice: Choice<TargetDates> = {
    id: "last-iteration",
    label: "The end of the last iteration that a release's assets are planned in",
    evidence: `gives a date to ${counted(dates.length, "release")}, from ${first} to ${last}; it stays as it is when plans move`,
    value: "lastIteration",
  };
  return {
    ...proposal,
    targetDates: [choice, ...proposal.targetDates],
    chosen: { ...proposal.chosen, targetDates: choice.id },
  };
}

function lastIterationDates(snapshot: Snapshot, policy: Policy): ReleaseSettings[] {
  const finish = new Map(snapshot.iterations.map((node) => [fold(node.path), node.finishDate]));
  const { releases, assets } = backlogOf(snapshot, policy);
  return releases.flatMap(({ key }) => {
    const id = releaseId(key);
    const ends = assets
      .filter((asset) => isInScope(asset) && asset.claims.includes(id))
      .flatMap(({ item }) => finish.get(fold(item.iterationPath)) ?? []);
    return ends.length === 0 ? [] : [{ key, targetDate: dayOf(ends.reduce((a, b) => Math.max(a, b))) }];
  });
}

function pick<T>(choices: readonly Choice<T>[], id: string): T {
  const choice = choices.find((candidate) => candidate.id === id);
  if (choice === undefined) throw new Error(`The proposal has no choice "${id}".`);
  return choice.value;
}

/** Presets whose types the project has; the framework's first where its asset tasks are found. */
function presetChoices(snapshot: Snapshot): Choice<PresetId>[] {
  const framework = frameworkStories(snapshot).length;
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

function frameworkStories(snapshot: Snapshot): WorkItem[] {
  const tree = treeOf(snapshot);
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
function assetChoices(snapshot: Snapshot, preset: Preset): Choice<AssetRule>[] {
  const type = preset.assetType;
  const tree = treeOf(snapshot);
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
      value,
    })),
    {
      id: "every-item",
      label: `Every ${type} that does not describe a phase`,
      evidence: `finds ${counted(all.length - phases, "asset")}, leaves out ${counted(phases, "phase")}`,
      value: every,
    },
  ];
}

function workloadChoices(snapshot: Snapshot, preset: Preset): Choice<readonly string[]>[] {
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
      value: [name],
    };
  });
}

/** Level names of an iteration tree that are time boxes rather than releases. */
const TIME_BOX = matcherOf(["sprint*", "iteration*", "week*", "timebox*", "* sprint *", "* iteration *"]);

function releaseChoices(
  snapshot: Snapshot,
  rule: AssetRule | undefined,
  workloadTypes: readonly string[],
): Choice<Pick<ReleaseRule, "source" | "assetsFollowWorkload">>[] {
  const tree = treeOf(snapshot);
  const items = [...tree.items.values()];
  const isWorkload = (item: WorkItem) => workloadTypes.some((type) => fold(type) === fold(item.type));
  const recogniser = rule === undefined ? null : assetRecogniser(rule, tree);
  const isAsset = (item: WorkItem) => recogniser?.isAsset(item) ?? false;
  const places = placesOf(tree, isAsset, isWorkload);
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
      return boxes * 2 >= nodes.length ? { ...described, found: 0 } : described;
    }),
  ].sort((a, b) => b.found - a.found);
  const none = {
    id: "none",
    label: "No releases yet",
    evidence: "every workload stands under unplanned, with its own verdicts",
    value: { source: { kind: "none" as const }, assetsFollowWorkload: false },
  };
  const isFound = (sources[0]?.found ?? 0) > 0;
  const choices = sources.map(({ choice }) => choice);
  return isFound ? [...choices, none] : [none, ...choices];
}

function names(nodes: readonly { readonly name: string }[]): string {
  const shown = nodes.slice(0, 3).map(({ name }) => name);
  return nodes.length > shown.length ? `${shown.join(", ")}, …` : shown.join(", ");
}
