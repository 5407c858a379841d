import type { Asset } from "../backlog/model";
import { refOf } from "../backlog/model";
import { type Finding, GATE_NAMES, STAGE_NAMES } from "../readiness/blockers";
import type { Gate } from "../readiness/report";
import type { WorkItemRef } from "../workItem";
import type { Drop } from "./stageHistory";

/** The warning that an asset was where a gate asks it to be, and is no longer (§8 STAGE_REGRESSED). */
export function regressionFinding(gate: Gate, { item }: Asset, drop: Drop, workload: WorkItemRef | null): Finding {
  return {
    code: "STAGE_REGRESSED",
    gate,
    workItem: refOf(item),
    workload,
    asset: item,
    expected: `${STAGE_NAMES[drop.from]}, as it was`,
    actual: STAGE_NAMES[drop.to],
    since: { date: drop.at, basis: `dropped from ${STAGE_NAMES[drop.from]} to ${STAGE_NAMES[drop.to]}` },
    owner: item.assignedTo,
    fix: `Find out why it went back, and bring it to what ${GATE_NAMES[gate]} asks again.`,
  };
}
