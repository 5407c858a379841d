import type { StateReader } from "../backlog/states";
import type { Signal } from "../policy/policy";
import type { CompiledSignal } from "../readiness/assetStage";
import type { WorkItemTypeInfo } from "../snapshot";
import { fold, tidy } from "../text";
import type { FieldValue, StateCategory, WorkItem } from "../workItem";

type SignalOf<K extends Signal["kind"]> = Extract<Signal, { kind: K }>;

/** Signals that are to hold (`on`), and signals that are not to (`off`). */
export interface Wanted<K extends Signal["kind"]> {
  readonly on: readonly CompiledSignal<SignalOf<K>>[];
  readonly off: readonly CompiledSignal<SignalOf<K>>[];
}

/** Those of one kind. */
export function ofKind<K extends Signal["kind"]>(
  signals: readonly CompiledSignal[],
  ...kinds: readonly K[]
): CompiledSignal<SignalOf<K>>[] {
  const isOfKind = (compiled: CompiledSignal): compiled is CompiledSignal<SignalOf<K>> =>
    (kinds as readonly Signal["kind"][]).includes(compiled.signal.kind);
  return signals.filter(isOfKind);
}

/** The first state of a category in the workflow of a type; null where the type has none. */
export type Workflow = (type: string, category: StateCategory) => string | null;

/** Looks states up in the project's own types. */
export function workflowOf(types: readonly WorkItemTypeInfo[]): Workflow {
  const byName = new Map(types.map((type) => [fold(type.name), type.states]));
  return (type, category) => byName.get(fold(type))?.find((state) => state.category === category)?.name ?? null;
}

/** Whether a text can be a tag: Azure Boards parts tags at these signs. */
export function isTag(text: string): boolean {
  return text !== "" && !/[;,]/.test(text);
}

/** The words that a signal may be switched on with: what has a `*` says too little to be written. */
export function literalsOf(signal: SignalOf<"tag" | "field">): string[] {
  const patterns = signal.kind === "tag" ? [signal.tag].filter(isTag) : signal.values;
  return patterns.map(tidy).filter((pattern) => !pattern.includes("*"));
}

/** The tags under which the signals hold as wanted: others stay, in their order. Null where there are none such. */
export function tagsWith(tags: readonly string[], { on, off }: Wanted<"tag">): readonly string[] | null {
  const isOff = (tag: string) => off.some(({ matches }) => matches(tag));
  const after = tags.filter((tag) => !isOff(tag));
  for (const { signal, matches } of on) {
    if (after.some(matches)) continue;
    const tag = literalsOf(signal).find((literal) => !isOff(literal));
    if (tag === undefined) return null;
    after.push(tag);
  }
  return after;
}

/** The fields to set so that the signals hold as wanted; those that do already are left out. Null where no value does. */
export function fieldsWith(item: WorkItem, { on, off }: Wanted<"field">): Record<string, FieldValue> | null {
  const changed: Record<string, FieldValue> = {};
  for (const field of new Set([...on, ...off].map(({ signal }) => signal.field))) {
    const ofField = ({ signal }: CompiledSignal<SignalOf<"field">>) => signal.field === field;
    const [mustMatch, mustNotMatch] = [on.filter(ofField), off.filter(ofField)];
    const fits = (value: FieldValue) =>
      value === null
        ? mustMatch.length === 0
        : mustMatch.every(({ matches }) => matches(String(value))) &&
          !mustNotMatch.some(({ matches }) => matches(String(value)));
    if (fits(item.fields[field] ?? null)) continue;
    const value = mustMatch.length === 0 ? null : mustMatch.flatMap(({ signal }) => literalsOf(signal)).find(fits);
    if (value === undefined) return null;
    changed[field] = value;
  }
  return changed;
}

/** New states of work items; those that stay as they are are left out. */
export type NewStates = ReadonlyMap<WorkItem, string>;

/** Work items by whose states signals are read. */
export interface Steps {
  readonly items: readonly WorkItem[];
  readonly states: StateReader;
  readonly workflow: Workflow;
}

/**
 * The states under which the signals hold as wanted. Finished: all items with the title are; started: one is. Items that were
 * removed, or closed for a reason such as *Cut*, count for neither (M6). Null where there is no such item or state; where
 * signals contradict each other, it is for the engine to find that out.
 */
export function statesWith(
  { items, states, workflow }: Steps,
  { on, off }: Wanted<"childTask" | "phaseItem">,
): NewStates | null {
  const group = (compiled: CompiledSignal<SignalOf<"childTask" | "phaseItem">>) => countingIn(items, compiled, states);
  const finish = new Set<WorkItem>();
  const reopen = new Set<WorkItem>();
  const reset = new Set<WorkItem>();
  for (const compiled of off) {
    const found = group(compiled);
    if (compiled.signal.when === "started") found.filter(states.isStarted).forEach((item) => reset.add(item));
    else if (found.every(states.isFinished)) found.forEach((item) => reopen.add(item));
  }
  for (const compiled of on) {
    const found = group(compiled);
    if (found.length === 0) return null;
    if (compiled.signal.when === "finished") found.forEach((item) => finish.add(item));
  }

  const changed = new Map<WorkItem, string>();
  const change = (item: WorkItem, state: string | null) => {
    if (state !== null) changed.set(item, state);
    return state !== null;
  };
  for (const item of new Set([...finish, ...reset, ...reopen])) {
    const isChanged =
      finish.has(item) && states.isFinished(item)
        ? true
        : change(
            item,
            finish.has(item)
              ? workflow(item.type, "Completed")
              : reset.has(item)
                ? workflow(item.type, "Proposed")
                : (workflow(item.type, "InProgress") ?? workflow(item.type, "Proposed")),
          );
    if (!isChanged) return null;
  }
  for (const compiled of on) {
    if (compiled.signal.when === "finished") continue;
    const found = group(compiled);
    if (found.some((item) => finish.has(item) || (states.isStarted(item) && !reset.has(item)))) continue;
    const first = found.find((item) => !reset.has(item));
    if (first === undefined || !change(first, workflow(first.type, "InProgress"))) return null;
  }
  return changed;
}

/** The items that count for a signal (M6). */
export function countingIn(
  items: readonly WorkItem[],
  { matches }: Pick<CompiledSignal, "matches">,
  states: StateReader,
): WorkItem[] {
  return items.filter(
    (item) => matches(item.title) && states.categoryOf(item) !== "Removed" && states.notDoneReason(item) === null,
  );
}

/** Whether the items say what the signal looks for. */
export function isReached(items: readonly WorkItem[], when: "started" | "finished", states: StateReader): boolean {
  if (when === "started") return items.some(states.isStarted);
  return items.length > 0 && items.every(states.isFinished);
}
