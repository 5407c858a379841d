import { refOf } from "../backlog/model";
import { compareNames, releaseId } from "../backlog/releases";
import type { WorkItem } from "../workItem";
import { checked, type Expected } from "./checkPlan";
import {
  createAsset,
  type CreateEntry,
  createWorkload,
  type DraftedDefaults,
  releaseOf,
  wishedRelease,
} from "./createEntries";
import { releaseKeyOf } from "./drafts";
import type { ImportPlan, ItemPointer, RecordChange } from "./importPlan";
import { type Intent, type Intents, isSameRecord } from "./intents";
import { linkEntries } from "./linkEntries";
import type { ReconciledEdge } from "./reconciliation";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";
import { unmapEntry, type UpdateEntry, updateEntry } from "./updateEntry";
import { pointerOf, type WorkloadChoice, type WorkloadTarget, WorkloadTargets } from "./workloads";

/** What a plan is made for, besides the intents. */
export interface DraftRequest extends Pick<ImportPlan, "purpose" | "title"> {
  readonly options: DraftOptions;
  /** Those that become links. */
  readonly edges: readonly ReconciledEdge[];
  readonly records: readonly StoredRecord[];
}

/** What holds for assets that are made, where nothing says otherwise. */
export interface DraftOptions extends DraftedDefaults {
  readonly createWorkloads: boolean;
  readonly defaultWorkload: number | { readonly create: string } | null;
}

/**
 * The plan that intents come to. The engine has the last word: an asset that the mapping would not read as one is refused, and
 * what it would read otherwise than asked for is noted.
 */
export function planOfIntents({ intents, refused }: Intents, request: DraftRequest, scene: InventoryScene): ImportPlan {
  const draft = new Draft(scene, request, intents);
  for (const { key, reason } of refused) draft.refuse(key, null, reason);
  for (const intent of draft.settle(intents)) draft.write(intent);
  return withoutIdle(checked(draft.plan(), draft.expected, scene), draft.workloads);
}

/** The plan without workloads that would be made for nothing, because all that was to go there was refused. */
function withoutIdle(plan: ImportPlan, workloads: ReadonlySet<string>): ImportPlan {
  const used = new Set(
    [
      ...plan.records.map(({ workload }) => workload),
      ...plan.entries.map((entry) =>
        entry.kind === "create" ? entry.under : entry.kind === "update" ? entry.edit.under : null,
      ),
    ].flatMap((pointer) => (pointer !== null && pointer !== undefined && "key" in pointer ? [pointer.key] : [])),
  );
  const isIdle = (key: string): boolean => workloads.has(key) && !used.has(key);
  if (![...workloads].some(isIdle)) return plan;
  return {
    ...plan,
    entries: plan.entries.filter(({ key }) => !isIdle(key)),
    notes: plan.notes.filter(({ key }) => !isIdle(key)),
  };
}

/** An intent with the workload that it goes to; null where that stays as it is. */
interface Settled {
  readonly intent: Intent;
  readonly target: WorkloadTarget | null;
}

/** A plan while it is made. */
class Draft {
  readonly expected = new Map<string, Expected>();
  readonly #creates: CreateEntry[] = [];
  readonly #updates: UpdateEntry[] = [];
  readonly #freed: UpdateEntry[] = [];
  readonly #records: RecordChange[] = [];
  readonly #refused: ImportPlan["refused"][number][] = [];
  readonly #notes: { key: string; text: string }[] = [];
  readonly #targets: WorkloadTargets;
  /** Releases of workloads, folded, by their entry's key or their id. */
  readonly #releases = new Map<string | number, string | null>();
  readonly #pointers = new Map<string, ItemPointer>();

  constructor(
    private readonly scene: InventoryScene,
    private readonly request: DraftRequest,
    intents: readonly Intent[],
  ) {
    const keys = new Set([...intents, ...request.records].map(({ key }) => key));
    this.#targets = new WorkloadTargets(scene, request.options.createWorkloads, (key) => keys.has(key));
    for (const { key, workItem } of request.records) {
      if (workItem !== null && scene.tree.items.has(workItem)) this.#pointers.set(key, { id: workItem });
    }
  }

  /** Keys of the workloads that are made. */
  get workloads(): ReadonlySet<string> {
    return new Set(this.#targets.made.map(({ key }) => key));
  }

  refuse(key: string, item: WorkItem | null, reason: string): void {
    this.#refused.push({ key, item: item === null ? null : refOf(item), reason });
  }

  /** Says where each goes, and makes the workloads that are wanted. */
  settle(intents: readonly Intent[]): readonly Settled[] {
    const settled = intents.flatMap((intent): Settled[] => {
      const target = this.#targetOf(intent);
      if (target?.kind !== "refused") return [{ intent, target }];
      this.refuse(intent.key, intent.item, target.reason);
      return [];
    });
    for (const workload of this.#targets.made) {
      const members = settled.filter(({ target }) => target?.kind === "made" && target.key === workload.key);
      const release = this.#commonRelease(members);
      const made = createWorkload(this.scene, workload, release);
      if (typeof made === "string") {
        for (const { intent } of members) this.refuse(intent.key, intent.item, made);
        continue;
      }
      this.#creates.push(made.entry);
      this.#note(workload.key, made.notes);
      this.#releases.set(workload.key, release === null ? null : releaseId(releaseKeyOf(this.scene, release)));
    }
    return settled.filter(({ target }) => target?.kind !== "made" || this.#releases.has(target.key));
  }

  write({ intent, target }: Settled): void {
    if (target?.kind === "none" && target.note !== null) this.#note(intent.key, [target.note]);
    if (intent.action === "create") this.#create(intent, target ?? { kind: "none", note: null });
    else if (intent.item !== null) this.#update({ ...intent, item: intent.item }, target);
    else {
      this.#unmap(intent, []);
      this.#record(intent, null, target);
    }
  }

  plan(): ImportPlan {
    const { purpose, title, edges } = this.request;
    // What stands for another record now carries the key of that one: an item is written once.
    const written = new Set(this.#updates.map(({ item }) => item.id));
    const freed = this.#freed.filter(({ item }) => !written.has(item.id));
    const linked = linkEntries(edges, (key) => this.#pointerTo(key));
    return {
      purpose,
      title,
      entries: [...this.#inOrder(), ...[...this.#updates].sort(byTitle), ...freed.sort(byTitle), ...linked.entries],
      records: this.#records,
      refused: this.#refused,
      notes: [...this.#notes, ...linked.notes],
    };
  }

  /** What is made, as a person looks for it: by name, each workload before what goes there. */
  #inOrder(): readonly CreateEntry[] {
    const { workloads } = this;
    const rank = ({ key }: CreateEntry): number => (workloads.has(key) ? 0 : 1);
    return [...this.#creates].sort((a, b) => rank(a) - rank(b) || byTitle(a, b));
  }

  #create(intent: Intent, target: WorkloadTarget): void {
    const releaseOfWorkload = this.#releaseOf(target);
    const made = createAsset(this.scene, intent, target, releaseOfWorkload, this.request.options);
    if (typeof made === "string") {
      this.refuse(intent.key, null, made);
      return;
    }
    const { entry, notes } = made;
    this.#creates.push(entry);
    this.#note(intent.key, notes);
    this.#pointers.set(intent.key, { key: intent.key });
    this.expected.set(intent.key, { isAsset: true, workload: pointerOf(target), ...this.#wished(intent) });
    this.#record(intent, { key: intent.key }, target);
  }

  #update(intent: Intent & { readonly item: WorkItem }, target: WorkloadTarget | null): void {
    const made = updateEntry(this.scene, intent, target);
    if (typeof made === "string") {
      this.refuse(intent.key, intent.item, made);
      return;
    }
    this.#note(intent.key, made.notes);
    if (made.entry !== null) {
      this.#updates.push(made.entry);
      this.expected.set(intent.key, { isAsset: intent.action === "map", workload: pointerOf(target ?? NOWHERE) });
    }
    this.#pointers.set(intent.key, { id: intent.item.id });
    this.#unmap(intent, made.entry === null ? [] : [intent.key]);
    this.#record(intent, null, target);
  }

  /** Takes the key from the work item that stood for it before. */
  #unmap({ key, before, after }: Intent, needs: readonly string[]): void {
    const former = before?.workItem ?? null;
    const freed = former === null || former === after.workItem ? null : unmapEntry(this.scene, key, former);
    if (freed !== null) this.#freed.push({ ...freed, after: needs });
  }

  #record(intent: Intent, item: ItemPointer | null, target: WorkloadTarget | null): void {
    const { before, after, absorbed } = intent;
    const workload = target === null ? null : pointerOf(target);
    const known = workload !== null && "id" in workload ? workload.id : null;
    const next: StoredRecord = { ...after, workloadItem: target === null ? this.#workloadItemOf(intent) : known };
    const isMade = workload !== null && "key" in workload;
    if (item !== null || isMade || !isSameRecord(before, next)) {
      this.#records.push({ before, after: next, item, workload: isMade ? workload : null });
    }
    for (const record of absorbed) {
      this.#records.push({ before: record, after: null, item: null, workload: null });
      // Its work item stands for nothing any more: with the key it would come back as a record of its own.
      const freed = record.workItem === null ? null : unmapEntry(this.scene, record.key, record.workItem);
      if (freed !== null) this.#freed.push(freed);
    }
  }

  /**
   * The workload of a record that nobody moves: where it is mapped or unmapped, that which its work item stands in, so that it
   * holds that one back when it has no work item any more (M8).
   */
  #workloadItemOf({ action, before, after, item }: Intent): number | null {
    const former = before?.workItem ?? null;
    const id = action === "map" ? (item?.id ?? null) : after.workItem === null ? former : null;
    const standsIn = id === null ? null : (this.scene.places.of.get(id)?.workload ?? null);
    return standsIn ?? after.workloadItem;
  }

  /** Where an asset goes. What is there already is moved by a person alone. */
  #targetOf({ action, after, before, decision }: Intent): WorkloadTarget | null {
    const { workload } = decision;
    if (workload !== undefined) return this.#targets.targetOf(choiceOf(workload));
    const isUnplaced = action === "create" || (action === "record" && before?.workload !== after.workload);
    const isNew = action === "record" && before === null;
    if (!isUnplaced && !isNew) return null;
    if (after.workload !== null) return this.#targets.targetOf({ kind: "named", title: after.workload });
    if (action === "create" && before !== null && before.workloadItem !== null) {
      return this.#targets.targetOf({ kind: "id", id: before.workloadItem });
    }
    return this.#targets.targetOf(choiceOf(this.request.options.defaultWorkload));
  }

  /** The release that all who go there are to be in; null where they differ, or some are in none. */
  #commonRelease(members: readonly Settled[]): string | null {
    const wished = members.map(({ intent }) => this.#wished(intent).release);
    const [first = null] = wished;
    const idOf = (word: string | null): string | null =>
      word === null ? null : releaseId(releaseKeyOf(this.scene, word));
    return wished.every((word) => idOf(word) === idOf(first)) ? first : null;
  }

  #wished({ decision, after }: Intent): { release: string | null } {
    return { release: wishedRelease(decision.release, after.release, this.request.options.release) };
  }

  #releaseOf(target: WorkloadTarget): string | null {
    if (target.kind === "known") return releaseOf(this.scene, target.item);
    return target.kind === "made" ? (this.#releases.get(target.key) ?? null) : null;
  }

  #pointerTo(key: string): ItemPointer | null {
    const item = /^item:(\d+)$/.exec(key)?.[1];
    return this.#pointers.get(key) ?? (item === undefined ? null : { id: Number(item) });
  }

  #note(key: string, texts: readonly string[]): void {
    for (const text of texts) this.#notes.push({ key, text });
  }
}

/** By title, then key. */
function byTitle(a: CreateEntry | UpdateEntry, b: CreateEntry | UpdateEntry): number {
  return compareNames(a.item.title, b.item.title) || (a.key < b.key ? -1 : 1);
}

const NOWHERE: WorkloadTarget = { kind: "none", note: null };

function choiceOf(workload: number | { readonly create: string } | null): WorkloadChoice {
  if (workload === null) return { kind: "none" };
  return typeof workload === "number" ? { kind: "id", id: workload } : { kind: "create", title: workload.create };
}
