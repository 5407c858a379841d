import type { Asset, Backlog, Workload } from "../backlog/model";
import { isInScope } from "../backlog/model";
import { releaseId, type ReleaseId } from "../backlog/releases";
import { StageHistory } from "../history/stageHistory";
import { CONNECTIVITY } from "../policy/checklists";
import type { EvidenceRule, Policy } from "../policy/policy";
import type { AssetReading } from "../readiness/assetStages";
import type { Finding } from "../readiness/blockers";
import type { Decision, EvidenceStatus, Gate, UnrecognisedItem, WaiverRequest } from "../readiness/report";
import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { Instant, WorkItem, WorkItemRef } from "../workItem";
import { type DecisionIndex, decisionsOf } from "./decisions";
import { evidenceFinding } from "./findings";
import { grantsOf } from "./grants";
import { type Covered, Ground } from "./ground";
import { type JudgedEvidence, judgeEvidence, type JudgingContext } from "./judging";
import { type MarkedItem, markedItems } from "./marks";
import { type ItemsByRule, placeEvidence, type PlacedEvidence } from "./placing";
import { type WaiverResult, Waivers } from "./waivers";

/**
 * Evidence, sign-offs, waivers and decisions of a snapshot (section 7). `readings` are those of `readingsOf(backlog,
 * policy)`; `now` is Azure DevOps' own time.
 */
export function evidenceOf(
  snapshot: Snapshot,
  backlog: Backlog,
  policy: Policy,
  readings: ReadonlyMap<number, AssetReading>,
  now: Instant,
): Evidence {
  return new Evidence(snapshot, backlog, policy, readings, now);
}

/** What section 7 says of a snapshot; made by {@link evidenceOf}. */
export class Evidence {
  /** What stages were in the past, by the histories that are there. */
  readonly history: StageHistory;
  /** Ids of the providers whose connectivity evidence is given (D6). */
  readonly satisfied: ReadonlySet<number>;
  /** Evidence, waivers and decisions that count for nothing, and why; by id. */
  readonly unrecognised: readonly UnrecognisedItem[];
  /** Waivers that are asked for and not granted; releases by their folded keys. */
  readonly waiverRequests: readonly WaiverRequest[];
  readonly #rules: readonly EvidenceRule[];
  readonly #ground: Ground;
  readonly #placed: PlacedEvidence;
  readonly #decisions: DecisionIndex;
  readonly #waivers: Waivers;
  readonly #context: JudgingContext;
  readonly #needed = new Set<number>();
  /** What a status leaves out and a blocker says. */
  readonly #judged = new WeakMap<EvidenceStatus, JudgedEvidence>();

  constructor(
    snapshot: Snapshot,
    backlog: Backlog,
    policy: Policy,
    readings: ReadonlyMap<number, AssetReading>,
    now: Instant,
  ) {
    const { states } = backlog;
    this.#rules = policy.evidence.checklist;
    this.history = new StageHistory(snapshot, backlog, policy, readings);
    this.#ground = new Ground(snapshot, backlog, policy, readings);
    const modelOf = ({ item }: Asset) => readings.get(item.id)?.model ?? policy.releases.defaultModel;
    this.#context = { states, history: this.history, modelOf, now };

    const marked = markedOf(snapshot, policy, this.#ground);
    this.#placed = placeEvidence(marked, policy.evidence.checklist, this.#ground, states);
    this.#decisions = decisionsOf(marked, this.#ground, states, now);
    const grants = grantsOf(marked, snapshot.links, this.#ground, states, now);
    this.#waivers = new Waivers(grants, this.#ground, this.history, now, (unread) => this.#need(unread));
    this.waiverRequests = grants.requests;
    this.unrecognised = [...this.#placed.unrecognised, ...this.#decisions.unrecognised, ...grants.unrecognised].sort(
      (a, b) => a.item.id - b.item.id,
    );
    this.satisfied = this.#satisfiedProviders();
  }

  /**
   * The evidence that a gate asks of a workload and of its assets in scope, or that somebody has put there, in the order of
   * the checklist, then by id. Of assets without a workload only what covers each of them: there is nothing else to put it
   * below. Release evidence is the release's own (E1).
   */
  statuses(gate: Gate, workload: Workload): EvidenceStatus[] {
    const { below } = this.#placed;
    const rules = this.#rules.filter((rule) => rule.gate === gate);
    if (below.size === 0 && !rules.some(({ isRequired, scope }) => isRequired && scope !== "release")) return [];
    const { item } = workload;
    const own = item === null ? undefined : below.get(item.id);
    const assets = workload.assets.filter(isInScope);
    const withItems = below.size === 0 ? [] : assets.filter((asset) => below.has(asset.item.id));
    return rules.flatMap((rule) => {
      const found: EvidenceStatus[] = [];
      if (item !== null && isAsked(rule, "workload", own)) {
        found.push(this.#judge(rule, own, this.#ground.workload(workload), item));
      }
      for (const asset of rule.isRequired ? assets : withItems) {
        const ofAsset = below.get(asset.item.id);
        if (!isAsked(rule, "asset", ofAsset)) continue;
        found.push(this.#judge(rule, ofAsset, this.#ground.asset(asset.item.id), asset.item));
      }
      return found;
    });
  }

  /** The evidence that a gate asks of a release itself, or that names it and stands below nothing, in the checklist's order. */
  releaseStatuses(gate: Gate, release: ReleaseId): EvidenceStatus[] {
    const id = releaseId(release);
    const own = this.#placed.ofRelease.get(id);
    return this.#rules
      .filter((rule) => rule.gate === gate && isAsked(rule, "release", own))
      .map((rule) => this.#judge(rule, own, this.#ground.release(id), null));
  }

  /**
   * What stands in the way of a gate among statuses that this object gave; `workload` is null for a release's own. Throws a
   * `TypeError` for a status of another origin.
   */
  findingsOf(statuses: readonly EvidenceStatus[], gate: Gate, workload: WorkItemRef | null): Finding[] {
    return statuses.flatMap((status) => {
      const judged = this.#judged.get(status);
      if (judged === undefined) throw new TypeError(`evidence ${status.id}: give back the very status that was given`);
      return evidenceFinding(judged, gate, workload) ?? [];
    });
  }

  /** Whether there is any waiver at all. */
  get hasWaivers(): boolean {
    return this.#waivers.some;
  }

  /** What waivers say of a finding; see {@link Waivers.waive}. `releaseId` is the release that a finding of its own is of. */
  waive(finding: Finding, { releaseId: release }: { readonly releaseId: ReleaseId | null }): WaiverResult | null {
    return this.#waivers.waive(finding, release);
  }

  /** What was decided about a release, the latest first (E5). */
  decisions(release: ReleaseId): readonly Decision[] {
    return this.#decisions.of.get(releaseId(release)) ?? [];
  }

  /** Work items whose history would tell what was left unproven in what has been asked of this object so far, in order. */
  get historyNeeded(): number[] {
    return [...this.#needed].sort((a, b) => a - b);
  }

  #judge(
    rule: EvidenceRule,
    items: ItemsByRule | undefined,
    covered: Covered,
    covers: WorkItem | null,
  ): EvidenceStatus {
    const judged = judgeEvidence(rule, items?.get(rule) ?? [], covered, covers, this.#context);
    this.#need(judged.unread);
    this.#judged.set(judged.status, judged);
    return judged.status;
  }

  #need(unread: readonly number[]): void {
    for (const id of unread) this.#needed.add(id);
  }

  #satisfiedProviders(): ReadonlySet<number> {
    const satisfied = new Set<number>();
    for (const rule of this.#rules.filter(({ id }) => fold(id) === CONNECTIVITY)) {
      for (const [id, items] of this.#placed.below) {
        if (items.has(rule) && this.#judge(rule, items, this.#ground.below(id), null).state === "given")
          satisfied.add(id);
      }
    }
    return satisfied;
  }
}

/** What a rule asks for: whatever somebody has put there and, where it is required, of everything in its scope (E1). */
function isAsked(rule: EvidenceRule, scope: EvidenceRule["scope"], items: ItemsByRule | undefined): boolean {
  return items?.has(rule) === true || (rule.isRequired && rule.scope === scope);
}

/** Looks at the raw items first: most snapshots have none, and need no tree for that. */
function markedOf(snapshot: Snapshot, policy: Policy, ground: Ground): readonly MarkedItem[] {
  const some = markedItems(snapshot.workItems, policy.evidence);
  return some.size === 0 ? [] : [...markedItems(ground.tree.items.values(), policy.evidence).values()];
}
