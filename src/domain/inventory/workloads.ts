import { append } from "../group";
import { candidateFilter } from "../backlog/candidates";
import { titleOf } from "../record/plan";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import type { ItemPointer } from "./importPlan";
import { plainText } from "./plainText";
import type { InventoryScene } from "./scene";

/** What a person, a file, or an option of the import says of a workload. */
export type WorkloadChoice =
  | { readonly kind: "id"; readonly id: number }
  /** Made in any case. */
  | { readonly kind: "create"; readonly title: string }
  /** As a file calls it: the one of that title, else made where that is asked for. */
  | { readonly kind: "named"; readonly title: string }
  | { readonly kind: "none" };

/** Where an asset goes. */
export type WorkloadTarget =
  | { readonly kind: "known"; readonly item: WorkItem }
  /** Made by the entry of this key. */
  | { readonly kind: "made"; readonly key: string; readonly title: string }
  | { readonly kind: "none"; readonly note: string | null }
  | { readonly kind: "refused"; readonly reason: string };

/** Finds workloads by what they are called, and remembers which are to be made. */
export class WorkloadTargets {
  readonly #byTitle = new Map<string, WorkItem[]>();
  readonly #made = new Map<string, Extract<WorkloadTarget, { kind: "made" }>>();
  readonly #isCandidate: (item: WorkItem) => boolean;

  constructor(
    private readonly scene: InventoryScene,
    private readonly mayCreate: boolean,
    private readonly isTaken: (key: string) => boolean,
  ) {
    this.#isCandidate = candidateFilter(scene.policy);
    for (const item of scene.tree.items.values()) {
      const isRemoved = scene.backlog.states.categoryOf(item) === "Removed";
      if (this.#isCandidate(item) && !isRemoved) append(this.#byTitle, fold(item.title), item);
    }
  }

  /** Those that were asked for and are to be made, by title. */
  get made(): readonly Extract<WorkloadTarget, { kind: "made" }>[] {
    return [...this.#made.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  targetOf(choice: WorkloadChoice): WorkloadTarget {
    switch (choice.kind) {
      case "none":
        return { kind: "none", note: null };
      case "id": {
        const item = this.scene.tree.items.get(choice.id);
        if (item === undefined) return { kind: "refused", reason: `Workload #${choice.id} was not read.` };
        if (this.#isCandidate(item)) return { kind: "known", item };
        const types = this.scene.policy.workloads.types.join(" or ");
        return {
          kind: "refused",
          reason: `${item.title} is of type ${item.type}; the mapping's workloads are of type ${types}.`,
        };
      }
      case "create":
        return this.#make(choice.title);
      case "named": {
        const title = titleOf(plainText(choice.title));
        const found = this.#byTitle.get(fold(title)) ?? [];
        const [item] = found;
        if (item === undefined) {
          if (this.mayCreate) return this.#make(choice.title);
          return { kind: "none", note: `There is no workload ${title}: it goes into none.` };
        }
        if (found.length === 1) return { kind: "known", item };
        const ids = found.map(({ id }) => `#${id}`).sort();
        return { kind: "refused", reason: `Several workloads are called ${title}: ${ids.join(", ")}. Choose one.` };
      }
    }
  }

  #make(text: string): WorkloadTarget {
    const title = titleOf(plainText(text));
    if (title === "") return { kind: "refused", reason: "A workload needs a name." };
    const known = this.#made.get(fold(title));
    if (known !== undefined) return known;
    const target = { kind: "made", title, key: freeKey(`workload:${fold(title)}`, this.isTaken) } as const;
    this.#made.set(fold(title), target);
    return target;
  }
}

/** A key that nothing else in the run has. */
export function freeKey(wanted: string, isTaken: (key: string) => boolean): string {
  let key = wanted;
  while (isTaken(key)) key += "+";
  return key;
}

/** The work item of a workload, as an entry points to it; null for none. */
export function pointerOf(target: WorkloadTarget): ItemPointer | null {
  if (target.kind === "known") return { id: target.item.id };
  return target.kind === "made" ? { key: target.key } : null;
}
