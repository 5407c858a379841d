import { refOf } from "../../backlog/model";
import type { GateEffect, ItemWrite, PlannedEntry, Refusal } from "../../change/change";
import { refusal } from "../../change/draft";
import { withWrites, writesOf } from "../../change/edit";
import { effectsOf } from "../../change/effects";
import { othersMoved } from "../../change/mappingPlan";
import { type Scene, sceneOf } from "../../change/scene";
import type { Policy } from "../../policy/policy";
import { assess } from "../../readiness/assess";
import type { Snapshot } from "../../snapshot";
import type { Instant, WorkItemRef } from "../../workItem";
import type { Team } from "../teams";
import { parseCommitmentTag } from "../velocity/commitment";
import { type AdmissionFault, admissionFaults } from "./admission";
import { withCommitment } from "./commit";
import type { CommitmentEdit, PlanningEdits } from "./edits";
import { entryOf } from "./entry";
import { knownScene } from "./sceneCache";
import { carrierReason, isGranted, type PlannedItem, settle, type Settled } from "./settle";
import { wishesOf } from "./wishes";

export type { AdmissionFault } from "./admission";

/** What a draft comes to, before any of it is written. Every edited item is in exactly one of the first three lists. */
export interface PlanningPlan {
  readonly entries: readonly PlannedEntry[];
  readonly refused: readonly Refusal[];
  readonly unchanged: readonly WorkItemRef[];
  readonly effects: readonly GateEffect[];
  readonly admission: readonly AdmissionFault[];
}

/**
 * What a draft comes to: which work items are written and how, what can't be done and why, which gates it changes, and what
 * of it breaks the admission rule. Pure, and linear in the snapshot. The engine has the last word: an entry is one that it
 * reads as asked for once the whole draft is written. Releases and iterations are changed as the mapping says (M3). All lists
 * are in the order of the ids, whatever that of the edits.
 *
 * @param commitment  what is to carry the commitment's tag afterwards; null for no commitment
 * @param now  Azure DevOps' own time; the commitment's instant, to the minute
 * @param teams  to know which earlier commitments of the iteration are this team's: without them, earlier tags are taken only
 *   from what is committed anew
 */
export function planEdits(
  snapshot: Snapshot,
  policy: Policy,
  edits: PlanningEdits,
  commitment: CommitmentEdit | null,
  now: Instant,
  teams: readonly Team[] = [],
): PlanningPlan {
  const before = knownScene(snapshot, policy, now);
  const { wishes, tags } = withCommitment(before, wishesOf(before, edits), commitment, teams);
  const { settled, after } = confirmed(before, settle(before, wishes, tags));
  const { items, refused, unchanged } = settled;
  const others = othersMoved(before, after, new Set(items.map(({ wish }) => wish.subject.item.id)));
  const isNothing = items.length === 0;
  const writes = writesOf(items);
  return {
    entries: items.map((item) => entryOf(before, after, item, tags, others)),
    refused,
    unchanged: unchanged.map(({ subject }) => refOf(subject.item)),
    effects: writes.every((write) => isSilent(before, after, write))
      ? []
      : effectsOf(assess(snapshot, policy, now), assess(after.snapshot, policy, now)),
    admission: isNothing ? [] : admissionFaults(before, after),
  };
}

/**
 * The snapshot as it would be read with the edits, as far as they can be done. What the draft leaves as it is, is the very
 * same object, and with no edit so is the snapshot. The first call for a snapshot reads it through the policy, the further
 * ones cost what the edits cost. What only the engine refuses, {@link planEdits} says; it is shown here as it would be written.
 *
 * @param now  Azure DevOps' own time
 */
export function withEdits(snapshot: Snapshot, policy: Policy, edits: PlanningEdits, now: Instant): Snapshot {
  if (edits.size === 0) return snapshot;
  const scene = knownScene(snapshot, policy, now);
  return afterWrites(scene, settle(scene, wishesOf(scene, edits), null).items);
}

/**
 * Whether a write says nothing that a gate asks for: numbers, an iteration that is no release, a commitment. Two reports of
 * thousands of assets, to find that nothing differs, would make a person wait.
 */
function isSilent(before: Scene, after: Scene, { item, edit }: ItemWrite): boolean {
  const { releases, planning } = before.policy;
  const { effort: _effort, priority: _priority, tags = item.tags, iterationPath, ...others } = edit;
  if (Object.keys(others).length > 0) return false;
  if (iterationPath !== undefined && releases.source.kind === "iteration") return false;
  const changed = [
    ...item.tags.filter((tag) => !tags.includes(tag)),
    ...tags.filter((tag) => !item.tags.includes(tag)),
  ];
  const [was, is] = [before.readings.get(item.id), after.readings.get(item.id)];
  return (
    changed.every((tag) => parseCommitmentTag(planning.commitmentTag, tag) !== null) &&
    was?.stage === is?.stage &&
    was?.asset.exclusion === is?.asset.exclusion
  );
}

function afterWrites({ snapshot, now }: Scene, items: readonly PlannedItem[]): Snapshot {
  const writes = writesOf(items);
  return writes.length === 0 ? snapshot : withWrites(snapshot, writes, now);
}

const READ_OTHERWISE = "The mapping would not read it so afterwards.";

/** Refuses what the engine would not read as asked for, and what goes along with that, until all is as asked for. */
function confirmed(before: Scene, planned: Settled): { settled: Settled; after: Scene } {
  let settled = planned;
  for (;;) {
    const next = afterWrites(before, settled.items);
    const after = next === before.snapshot ? before : sceneOf(next, before.policy, before.now);
    const refused = new Map<number, Refusal>();
    for (const wish of [...settled.items.map((item) => item.wish), ...settled.unchanged]) {
      const { item } = wish.subject;
      if (!isGranted(after, wish)) refused.set(item.id, refusal(item, READ_OTHERWISE));
    }
    if (refused.size === 0) return { settled, after };
    for (const { wish, placing } of settled.items) {
      const { item } = wish.subject;
      const carrier = placing?.write.item;
      if (carrier === undefined || carrier.id === item.id || refused.has(item.id)) continue;
      if (refused.has(carrier.id)) refused.set(item.id, refusal(item, carrierReason(carrier)));
    }
    settled = {
      items: settled.items.filter(({ wish }) => !refused.has(wish.subject.item.id)),
      unchanged: settled.unchanged.filter(({ subject }) => !refused.has(subject.item.id)),
      refused: [...settled.refused, ...refused.values()].sort((a, b) => a.item.id - b.item.id),
    };
  }
}
