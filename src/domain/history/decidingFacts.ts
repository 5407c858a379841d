import { stateKey } from "../backlog/states";
import type { Policy, PromotionModel, StateRow } from "../policy/policy";
import { milestonesOf } from "../readiness/assetStage";
import { rankOf } from "../readiness/stage";
import { matcherOf } from "../text";
import type { WorkItem } from "../workItem";

/** What a policy looks at when it tells a stage, besides the state (M5). */
export interface DecidingFacts {
  /** Whether an item of this title decides as a child task of an asset, or as a phase of its workload. */
  readonly isTask: (title: string) => boolean;
  readonly isPhase: (title: string) => boolean;
  /** Whether a tag, a field or a board column could raise an item above the row of the state that it is in. */
  readonly isDecidedByMoreThanState: (item: WorkItem, model: PromotionModel) => boolean;
}

/** Compiles what decides stages under a policy. */
export function decidingFacts(policy: Policy): DecidingFacts {
  const titles = (kind: "childTask" | "phaseItem") =>
    matcherOf(policy.signals.flatMap((signal) => (signal.kind === kind ? signal.titles : [])));
  const rows = new Map(policy.stateTable.map((row) => [stateKey(row.type, row.state), row]));
  const answers: Record<PromotionModel, Map<StateRow, boolean>> = { staged: new Map(), "single-step": new Map() };
  return {
    isTask: titles("childTask"),
    isPhase: titles("phaseItem"),
    isDecidedByMoreThanState: (item, model) => {
      const row = rows.get(stateKey(item.type, item.state));
      if (row === undefined) return false;
      const known = answers[model].get(row);
      const answer = known ?? mayRaise(row, policy, model);
      if (known === undefined) answers[model].set(row, answer);
      return answer;
    },
  };
}

/** Takes every signal for given that the row and the milestones let count; the first of the kinds in question answers. */
function mayRaise({ stage, max }: StateRow, policy: Policy, model: PromotionModel): boolean {
  const milestones = milestonesOf(policy, model);
  let reached = rankOf(stage);
  for (const signal of [...policy.signals].sort((a, b) => rankOf(a.stage) - rankOf(b.stage))) {
    const target = rankOf(signal.stage);
    if (target <= rankOf(stage) || (max !== undefined && target > rankOf(max))) continue;
    const needs = milestones.findLast((milestone) => rankOf(milestone) < target);
    if (needs !== undefined && reached < rankOf(needs)) continue;
    if (signal.kind === "tag" || signal.kind === "field" || signal.kind === "boardColumn") return true;
    reached = Math.max(reached, target);
  }
  return false;
}
