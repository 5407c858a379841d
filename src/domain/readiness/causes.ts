import { groupBy } from "../group";
import type { Blocker, BlockerCode } from "./report";

/** Blockers with one cause. */
export interface CauseGroup {
  readonly code: BlockerCode;
  readonly effect: Blocker["effect"];
  readonly blockers: readonly Blocker[];
  readonly frees: { readonly assets: number; readonly workloads: number };
}

const EFFECTS: readonly Blocker["effect"][] = ["blocks", "unknown", "warns"];

/**
 * Groups blockers by cause. What blocks comes first, then what is unknown, then warnings; among these, what clearing frees
 * most, then what is most; within a group, what frees most.
 */
export function byCause(blockers: readonly Blocker[]): readonly CauseGroup[] {
  return [...groupBy(blockers, ({ code }) => code)]
    .map(([code, found]) => ({
      code,
      effect: found[0]?.effect ?? "warns",
      blockers: found.sort((a, b) => freed(b.frees) - freed(a.frees)),
      frees: {
        assets: found.reduce((sum, { frees }) => sum + frees.assets, 0),
        workloads: found.reduce((sum, { frees }) => sum + frees.workloads, 0),
      },
    }))
    .sort(
      (a, b) =>
        EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
        freed(b.frees) - freed(a.frees) ||
        b.blockers.length - a.blockers.length,
    );
}

function freed({ assets, workloads }: Blocker["frees"]): number {
  return assets + workloads;
}
