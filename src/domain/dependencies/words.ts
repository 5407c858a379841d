import { type Finding, SINCE_UNKNOWN, STAGE_NAMES } from "../readiness/blockers";
import { isOnLadder } from "../readiness/stage";
import { counted } from "../text";
import type { GateView, RootKind } from "./gateView";
import { type DependencyModel, itemOf, KIND } from "./model";

/** What a finding says of its root. */
export type RootWords = Pick<Finding, "expected" | "actual" | "since" | "owner" | "fix">;

/** Says in words what is expected of a root, what there is, and what a person can do (§8). */
export function wordsOf(model: DependencyModel, view: GateView, root: number, kind: RootKind): RootWords {
  const { title } = itemOf(model, root);
  const reading = model.assets[root];
  const since = reading?.since ?? SINCE_UNKNOWN;
  const owner = reading?.asset.item.assignedTo ?? null;
  const other = reading === undefined ? model.others[root - model.firstOther] : undefined;
  switch (kind.code) {
    case "DEP_BEHIND":
    case "HISTORY_UNREAD": {
      const floor = STAGE_NAMES[view.floorOf(root, kind.isPromotionAsked)];
      const stage = reading !== undefined && isOnLadder(reading.stage) ? STAGE_NAMES[reading.stage] : "";
      return kind.code === "DEP_BEHIND"
        ? { since, owner, expected: floor, actual: stage, fix: `Bring ${reading?.heldBy?.title ?? title} to ${floor}.` }
        : {
            since,
            owner,
            expected: floor,
            actual: `${stage}, or further: dates can't tell`,
            fix: `Record on ${title} itself that it is ${floor}.`,
          };
    }
    case "DEP_LATER_RELEASE": {
      const release = model.releases[model.releaseOf[root] ?? -1]?.name ?? "";
      return {
        owner,
        // When the link or the plan became so can't be told from the items as they are.
        since: SINCE_UNKNOWN,
        expected: "Promoted, or in no later release",
        actual: `release ${release}, later`,
        fix: `Move ${title} to an earlier release, or what waits for it to a later one.`,
      };
    }
    case "DEP_CYCLE":
      return {
        owner,
        since: SINCE_UNKNOWN,
        expected: "no circle across releases",
        actual: "waits for itself across releases",
        fix: "Take out one link of the circle, or plan all of it in one release.",
      };
    case "DEP_UNMAPPED": {
      const unmapped = reading?.unmapped ?? reading?.asset.item;
      return unmapped === undefined
        ? {
            since,
            expected: "a workload with assets",
            actual: other?.reason ?? "no assets",
            owner: other?.read?.assignedTo ?? null,
            fix: `Map the assets that belong to ${title}, or remove the link to it.`,
          }
        : {
            since,
            owner,
            expected: "a state that the mapping knows",
            actual: `${unmapped.type} in state ${unmapped.state}`,
            fix: `Map the state "${unmapped.state}" of ${unmapped.type} to a stage, or move ${unmapped.title} to a mapped state.`,
          };
    }
    case "DEP_UNREADABLE":
      return {
        since,
        owner,
        expected: model.kinds[root] === KIND.gap ? "all of its items" : "an item that can be read",
        actual: other?.reason ?? `names ${counted(lostOf(model, root), "item")} that could not be read`,
        fix: "Ask for permission to its area, or remove the link that names it.",
      };
    case "EXCLUDED_NEEDED": {
      const read = other?.read ?? null;
      const date = read === null ? (other?.deletedDate ?? null) : read.stateChangeDate;
      return {
        expected: "an asset that is moved, or proof that it is reachable",
        actual: other?.reason ?? "",
        since: { date, basis: read === null ? "deleted" : `in state ${read.state}` },
        owner: read?.assignedTo ?? null,
        fix: `Prove that ${title} stays reachable, bring it back into scope, or remove the link to it.`,
      };
    }
    default: {
      const read = other?.read ?? null;
      return {
        expected: "closed",
        actual: read?.state ?? "",
        since: {
          date: read === null ? null : (read.stateChangeDate ?? read.createdDate),
          basis: `in state ${read?.state ?? ""}`,
        },
        owner: read?.assignedTo ?? null,
        fix: "Resolve it and close it.",
      };
    }
  }
}

function lostOf({ parts, partOf }: DependencyModel, gap: number): number {
  return parts[partOf[gap] ?? -1]?.lost ?? 0;
}
