import type { StateReader } from "../backlog/states";
import type { Policy, Signal } from "../policy/policy";
import { type CompiledSignal, compileSignal, milestonesOf } from "../readiness/assetStage";
import type { AssetReading } from "../readiness/assetStages";
import { STAGE_NAMES } from "../readiness/blockers";
import { rankOf, type Stage } from "../readiness/stage";
import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import { countingIn, isReached, literalsOf, ofKind, workflowOf } from "./recording";
import { named } from "./scene";

/** Says why no way records `target` for an asset: one sentence. */
export function stageRefusals(
  types: Snapshot["types"],
  policy: Policy,
  states: StateReader,
  target: Stage,
): (reading: AssetReading, phases: readonly WorkItem[]) => string {
  const signals = policy.signals.map(compileSignal);
  const workflow = workflowOf(types);

  return (reading, phases) => {
    const { item } = reading.asset;
    const rows = policy.stateTable.filter(
      ({ type, state }) => fold(type) === fold(item.type) && states.categoryOf({ ...item, state }) !== "Removed",
    );
    const canBe = (stage: Stage) =>
      rows.some((row) => row.stage === stage) || signals.some(({ signal }) => signal.stage === stage);
    if (!canBe(target)) return `The mapping has no way to record ${STAGE_NAMES[target]}.`;

    const column = ofKind(signals, "boardColumn").find(
      ({ signal, matches }) => rankOf(signal.stage) > rankOf(target) && matches(item.boardColumn ?? ""),
    );
    if (column !== undefined) {
      return `Its board column ${item.boardColumn} records ${STAGE_NAMES[column.signal.stage]}: move its card on the board.`;
    }
    const highest = Math.max(-1, ...rows.map(({ stage }) => rankOf(stage)).filter((rank) => rank <= rankOf(target)));
    const chain = [...milestonesOf(policy, reading.model), target].filter(
      (stage) => rankOf(stage) > highest && rankOf(stage) <= rankOf(target),
    );
    for (const stage of chain) {
      const reasons = signals
        .filter(({ signal }) => signal.stage === stage)
        .map((compiled) => against(compiled, reading, phases));
      const needed = stage === target ? "" : `${STAGE_NAMES[target]} needs ${STAGE_NAMES[stage]} first. `;
      // One signal that can be switched on is enough.
      if (reasons.length > 0 && !reasons.includes(null)) return `${needed}${reasons[0]}`;
    }
    return `No change of its state, tags, fields or tasks makes it ${STAGE_NAMES[target]} and nothing else.`;
  };

  /** Why a signal can't be switched on; null where it is on or can be. */
  function against(
    { signal, matches }: CompiledSignal,
    { asset, placed }: AssetReading,
    phases: readonly WorkItem[],
  ): string | null {
    const stage = STAGE_NAMES[signal.stage];
    switch (signal.kind) {
      case "tag":
        if (asset.item.tags.some(matches) || literalsOf(signal).length > 0) return null;
        return `${stage} is read from any tag like ${signal.tag}: set the one you mean on the item.`;
      case "field":
        if (matches(String(asset.item.fields[signal.field] ?? "")) || literalsOf(signal).length > 0) return null;
        return `${stage} is read from any value like ${signal.values.join(" or ")} of ${signal.field}: set the one you mean on the item.`;
      case "boardColumn":
        if (matches(asset.item.boardColumn ?? "")) return null;
        return `${stage} is read from the board column ${signal.columns.join(" or ")}: move its card on the board.`;
      case "childTask":
        return againstSteps(
          signal,
          countingIn(asset.tasks, { matches }, states),
          `It has no child task named ${signal.titles.join(" or ")}.`,
        );
      case "phaseItem": {
        const where = placed?.workload.item ?? null;
        const steps = countingIn(phases, { matches }, states);
        if (steps.length > 0 && isReached(steps, signal.when, states)) {
          const was = steps.length === 1 ? "was" : "were";
          return `${steps.map(named).join(" and ")} ${was} ${signal.when} before it had come that far: reopen it first, and move to ${stage} then.`;
        }
        return againstSteps(
          signal,
          steps,
          where === null
            ? `${stage} is recorded by a phase of its workload, and it is in none.`
            : `Its workload ${where.title} has no item named ${signal.titles.join(" or ")}.`,
        );
      }
    }
  }

  function againstSteps(
    signal: Extract<Signal, { when: string }>,
    steps: readonly WorkItem[],
    missing: string,
  ): string | null {
    if (steps.length === 0) return missing;
    const category = signal.when === "finished" ? "Completed" : "InProgress";
    const stuck = steps.find(({ type }) => workflow(type, category) === null);
    return stuck === undefined ? null : `${stuck.type} has no state that counts as ${signal.when}.`;
  }
}
