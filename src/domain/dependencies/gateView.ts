import { floorsOf } from "../readiness/gates";
import type { BlockerCode, Effect, Gate } from "../readiness/report";
import { rankOf, type Stage } from "../readiness/stage";
import { type DependencyModel, KIND } from "./model";

/** What a dependency can say at a gate. `isPromotionAsked`: the provider must be promoted, not only as far as the gate's own rung. */
export interface RootKind {
  readonly code: BlockerCode;
  readonly effect: Effect;
  readonly isPromotionAsked: boolean;
}

/**
 * All that a dependency can say, in the order of D4: of several for one root the first counts. It is told by its place here,
 * so that fifty thousand of them are numbers and not objects.
 */
export const ROOT_KINDS = [
  { code: "DEP_UNREADABLE", effect: "unknown", isPromotionAsked: false },
  { code: "EXCLUDED_NEEDED", effect: "blocks", isPromotionAsked: false },
  { code: "DEP_CYCLE", effect: "blocks", isPromotionAsked: false },
  { code: "DEP_UNMAPPED", effect: "unknown", isPromotionAsked: false },
  { code: "DEP_LATER_RELEASE", effect: "blocks", isPromotionAsked: true },
  { code: "DEP_BEHIND", effect: "blocks", isPromotionAsked: true },
  { code: "DEP_BEHIND", effect: "blocks", isPromotionAsked: false },
  { code: "BLOCKER_OPEN", effect: "blocks", isPromotionAsked: false },
  { code: "HISTORY_UNREAD", effect: "unknown", isPromotionAsked: true },
  { code: "HISTORY_UNREAD", effect: "unknown", isPromotionAsked: false },
  { code: "DEP_LATER_RELEASE", effect: "warns", isPromotionAsked: false },
] as const satisfies readonly RootKind[];

/** The place of each kind. */
export const ROOT = {
  unreadable: 0,
  excluded: 1,
  cycle: 2,
  unmapped: 3,
  laterBlocks: 4,
  behindPromotion: 5,
  behind: 6,
  item: 7,
  historyOfPromotion: 8,
  history: 9,
  laterWarns: 10,
} as const;

/** What a provider says that is as far as it must be. */
export const FINE = -1;

/** How a provider's release lies to its dependant's: the same, a later one, or any other (D3, G3). */
export const SIDE = { same: 0, later: 1, other: 2 } as const;
export type Side = (typeof SIDE)[keyof typeof SIDE];

/**
 * How a provider lies to what waits for it. What goes live together is on the same side: assets of one release, and those of
 * one workload without a release.
 */
export function sideOf({ releaseOf, partOf }: DependencyModel, dependant: number, provider: number): Side {
  const own = releaseOf[dependant] ?? -1;
  const its = releaseOf[provider] ?? -1;
  if (own === its) {
    const part = partOf[provider] ?? -1;
    return own !== -1 || (part !== -1 && part === (partOf[dependant] ?? -1)) ? SIDE.same : SIDE.other;
  }
  return own !== -1 && its > own ? SIDE.later : SIDE.other;
}

/** One gate of a model of dependencies: what each single edge says there (G1–G3, D3–D6). */
export interface GateView {
  readonly gate: Gate;
  /** What a provider that is no workload says to a dependant on that side: a place in {@link ROOT_KINDS}, or {@link FINE}. */
  readonly kindOf: (provider: number, side: Side) => number;
  /** The rung that is asked of an asset. */
  readonly floorOf: (provider: number, isPromotionAsked: boolean) => Stage;
}

const PROMOTED = rankOf("Promoted");
const FLOORS = { staging: "Replicated", uat: "Staged" } as const satisfies Partial<Record<Gate, Stage>>;

/** Looks at a model from one gate. */
export function gateView(model: DependencyModel, gate: Gate): GateView {
  const { kinds, ranks, possibleRanks, assets } = model;
  const isPromotion = gate === "promotion";
  // In the same release promotion asks for what its model asks of every asset (G3, G4).
  const together = {
    staged: floorsOf("staged", "promotion")?.ready ?? "Promoted",
    "single-step": floorsOf("single-step", "promotion")?.ready ?? "Promoted",
  };
  const floorOf = (provider: number, isPromotionAsked: boolean): Stage => {
    if (!isPromotion) return FLOORS[gate];
    return isPromotionAsked ? "Promoted" : together[assets[provider]?.model ?? "staged"];
  };

  const stageKind = (provider: number, side: Side): number => {
    const rank = ranks[provider] ?? -1;
    if (rank === -1) return ROOT.unmapped;
    const isLater = side === SIDE.later;
    const isPromotionAsked = isPromotion && side !== SIDE.same;
    const asked = isPromotionAsked ? PROMOTED : rankOf(floorOf(provider, false));
    if (rank >= asked) {
      // A part of it that has no stage may be short of it (§9, M4).
      if (assets[provider]?.unmapped != null) return ROOT.unmapped;
      return isLater && rank < PROMOTED ? ROOT.laterWarns : FINE;
    }
    if ((possibleRanks[provider] ?? -1) >= asked) return isPromotionAsked ? ROOT.historyOfPromotion : ROOT.history;
    if (isLater && isPromotion) return ROOT.laterBlocks;
    return isPromotionAsked ? ROOT.behindPromotion : ROOT.behind;
  };
  return {
    gate,
    floorOf,
    kindOf: (provider, side) => {
      switch (kinds[provider]) {
        case KIND.asset:
          return stageKind(provider, side);
        case KIND.excluded:
          return ROOT.excluded;
        case KIND.unmapped:
          return ROOT.unmapped;
        case KIND.item:
          return ROOT.item;
        case KIND.gap:
        case KIND.unseen:
          return ROOT.unreadable;
        default:
          throw new Error(`Node ${provider} is no provider that stands for itself.`);
      }
    },
  };
}
