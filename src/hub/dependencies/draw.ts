import { backlogOf } from "../../domain/backlog/backlog";
import { type DependencyDrawing, dependencyDrawing } from "../../domain/dependencies/drawing";
import { evidenceOf } from "../../domain/evidence/evidence";
import type { Policy } from "../../domain/policy/policy";
import { readingsOf } from "../../domain/readiness/assetStages";
import type { Gate } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";

/** What a release waits for at a gate, all of it or around one work item. Providers whose connectivity is proven are met (D6). */
export function drawingOf(
  snapshot: Snapshot,
  policy: Policy,
  release: string,
  gate: Gate,
  around: number | null,
): DependencyDrawing {
  const backlog = backlogOf(snapshot, policy);
  const { satisfied } = evidenceOf(snapshot, backlog, policy, readingsOf(backlog, policy), snapshot.asOf);
  return dependencyDrawing(snapshot, policy, release, gate, satisfied, around);
}
