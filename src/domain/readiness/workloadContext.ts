import type { Dependencies } from "../dependencies/dependencies";
import type { Evidence } from "../evidence/evidence";
import type { StageHistory } from "../history/stageHistory";
import type { PromotionModel } from "../policy/policy";
import type { InventoryRecord } from "../snapshot";
import type { BesideLost } from "./beside";
import type { Finding } from "./blockers";
import type { Gate } from "./report";
import type { OpenTasks } from "./tasks";

/** What is asked of a workload besides its own assets. */
export interface WorkloadContext {
  readonly model: PromotionModel;
  /** Releases by their folded keys that its assets must claim (M3): the one that owns it, or that of its part; null while it is unplanned. */
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** The name of a release by its folded key. */
  readonly nameOf: (release: string) => string;
  /** What was lost and counts against everything: pages and items that nobody names (V2). It takes back done and n/a. */
  readonly general: (gate: Gate) => readonly Finding[];
  /** What holds back the release it is judged under (G3). It is not asked of what is done or n/a. */
  readonly ofRelease: (gate: Gate) => readonly Finding[];
  /** Worked out when they are first asked for. */
  readonly dependencies: () => Dependencies;
  readonly evidence: Evidence;
  /** Whether a waiver may speak of something that is in its way. */
  readonly hasWaivers: boolean;
  readonly tasks: OpenTasks;
  readonly besideLost: BesideLost;
  /** Stages in the past; null where no history was read. */
  readonly history: StageHistory | null;
  /** Inventory records in scope that name this workload and have no work item (M8). */
  readonly unmapped: readonly InventoryRecord[];
}
