import type { Snapshot } from "../snapshot";
import { stateKey } from "../backlog/states";
import { treeOf } from "../backlog/tree";
import type { Stage } from "../readiness/stage";
import type { Choice } from "./choice";
import { assetChoices, presetChoices, releaseChoices, workloadChoices } from "./choices";
import { type OpenState, openStatesOf } from "./openStates";
import type { AssetRule, Policy, PresetId, ReleaseRule, StateRow } from "./policy";
import { POLICY_DEFAULTS, presetOf, stateTableOf } from "./presets";
import { settingsOf, type TargetDates, targetDateChoices } from "./targetDates";

/** Which choice is taken for each part, by id, and the stages that a person gives to open states. */
export interface Chosen {
  readonly preset: string;
  readonly assetRule: string;
  readonly workloadTypes: string;
  readonly releaseSource: string;
  readonly targetDates: string;
  /** By {@link OpenState.key}; a state that is missing stays unmapped. */
  readonly stages: Readonly<Record<string, Stage>>;
}

/** The parts that are chosen by id. */
export type Part = Exclude<keyof Chosen, "stages">;

/**
 * What a project seems to use (M10). It decides nothing: a person confirms it. Begins with the mapping in use where there is
 * one, otherwise with what the project speaks for most.
 */
export interface Proposal {
  readonly presets: readonly Choice<PresetId>[];
  readonly assetRules: readonly Choice<AssetRule>[];
  readonly workloadTypes: readonly Choice<readonly string[]>[];
  readonly releaseSources: readonly Choice<ReleaseNames>[];
  readonly targetDates: readonly Choice<TargetDates>[];
  readonly chosen: Chosen;
  /** The mapping in use; what the proposal does not touch is taken over from it. */
  readonly current: Policy | null;
}

/** Where releases are named, and whether assets follow their workload (M3). */
export type ReleaseNames = Pick<ReleaseRule, "source" | "assetsFollowWorkload">;

/** Reads a snapshot of a whole project for what it uses. Proposes only what something in the project speaks for. */
export function propose(snapshot: Snapshot, current: Policy | null = null): Proposal {
  const tree = treeOf(snapshot);
  const presets = presetChoices(snapshot, tree);
  const preset = presetOf(presets[0]?.value ?? "agile");
  const workloadTypes = workloadChoices(snapshot, preset);
  const assetRules = assetChoices(tree, preset);
  const assetRule = begin(assetRules, current?.assets);
  const workloadType = begin(workloadTypes, current?.workloads.types);
  const releaseSources = releaseChoices(
    snapshot,
    tree,
    valueOf(assetRules, assetRule),
    valueOf(workloadTypes, workloadType) ?? [],
  );
  const names = current === null ? undefined : namesOf(current.releases);
  const proposal: Proposal = {
    presets,
    assetRules,
    workloadTypes,
    releaseSources,
    targetDates: [],
    chosen: {
      preset: begin(presets, current?.preset),
      assetRule,
      workloadTypes: workloadType,
      releaseSource: begin(releaseSources, names),
      targetDates: "",
      stages: Object.fromEntries(
        (current?.stateTable ?? []).map(({ type, state, stage }) => [stateKey(type, state), stage]),
      ),
    },
    current,
  };
  if (!isComplete(proposal)) return proposal;
  const targetDates = targetDateChoices(snapshot, withoutDates(snapshot, proposal, proposal.chosen), current);
  return { ...proposal, targetDates, chosen: { ...proposal.chosen, targetDates: targetDates[0]?.id ?? "" } };
}

/** Whether there is something to choose from for every part, without which no policy can be made. */
export function isComplete({ presets, assetRules, workloadTypes, releaseSources }: Proposal): boolean {
  return [presets, assetRules, workloadTypes, releaseSources].every((choices) => choices.length > 0);
}

/** The policy that the choices make. Throws where a choice is none of the proposal's. */
export function policyFrom(snapshot: Snapshot, proposal: Proposal, chosen: Chosen): Policy {
  const policy = withoutDates(snapshot, proposal, chosen);
  const settings = settingsOf(pick(proposal.targetDates, chosen.targetDates), snapshot, policy);
  return { ...policy, releases: { ...policy.releases, settings } };
}

/** The states that the choices leave without a stage, unless {@link Chosen.stages} gives them one. */
export function openStates(snapshot: Snapshot, proposal: Proposal, chosen: Chosen): OpenState[] {
  const preset = presetOf(pick(proposal.presets, chosen.preset));
  return openStatesOf(snapshot, preset, pick(proposal.assetRules, chosen.assetRule).types);
}

function withoutDates(snapshot: Snapshot, proposal: Proposal, chosen: Chosen): Policy {
  const { current } = proposal;
  const preset = presetOf(pick(proposal.presets, chosen.preset));
  const assets = pick(proposal.assetRules, chosen.assetRule);
  const given = openStates(snapshot, proposal, chosen).flatMap(({ key, type, state }) => {
    const stage = chosen.stages[key];
    return stage === undefined ? [] : [{ type, state, stage }];
  });
  return {
    ...(current ?? POLICY_DEFAULTS),
    preset: preset.id,
    assets,
    workloads: {
      types: pick(proposal.workloadTypes, chosen.workloadTypes),
      confirmed: current?.workloads.confirmed ?? [],
      splits: current?.workloads.splits ?? [],
    },
    releases: {
      ...pick(proposal.releaseSources, chosen.releaseSource),
      defaultModel: current?.releases.defaultModel ?? "staged",
      settings: [],
    },
    stateTable: [...stateTableOf(preset, assets.types, snapshot.types), ...given].map((row) => {
      const max = capOf(current, row);
      return max === undefined ? row : { ...row, max };
    }),
    signals: preset.signals,
  };
}

/** What the mapping in use lets signals raise this row to (M5). */
function capOf(current: Policy | null, { type, state, stage }: StateRow): Stage | undefined {
  const key = stateKey(type, state);
  return current?.stateTable.find((row) => stateKey(row.type, row.state) === key && row.stage === stage)?.max;
}

function namesOf({ source, assetsFollowWorkload }: ReleaseRule): ReleaseNames {
  return { source, assetsFollowWorkload };
}

/** The choice to begin with: the one that the mapping in use made, else the first. */
function begin<T>(choices: readonly Choice<T>[], inUse: T | null | undefined): string {
  const same = choices.find(({ value }) => JSON.stringify(value) === JSON.stringify(inUse));
  return (same ?? choices[0])?.id ?? "";
}

function valueOf<T>(choices: readonly Choice<T>[], id: string): T | undefined {
  return choices.find((choice) => choice.id === id)?.value;
}

function pick<T>(choices: readonly Choice<T>[], id: string): T {
  const choice = choices.find((candidate) => candidate.id === id);
  if (choice === undefined) throw new Error(`The proposal has no choice "${id}".`);
  return choice.value;
}
