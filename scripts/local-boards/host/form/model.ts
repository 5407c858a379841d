/**
 * One open work item: what is saved of it, and what is not yet. It knows no browser and no REST; the form shows it, the
 * form services of extensions read and change it, and both hear of every change.
 */
import type { WorkItemTypeDefinition } from "../../process/definition";
import { defaultReason, firstState } from "../../process/process";
import type { Relation, WorkItem } from "../workItems";
import { fieldText, targetOf } from "../workItems";
import { type FieldFacts, findField, type ProjectFacts, typeNamed } from "./facts";
import { holds, type Operation, without } from "./relations";
import { allowedValues, problemOf, type WorkflowPlace } from "./rules";
import { heldValue, sameValue, sentValue } from "./values";

/** What changed: values by field, or null when everything may have (saved, refreshed, reverted). */
export type Change = Readonly<Record<string, unknown>> | null;

/** What of a form is sent to be saved. */
export interface Submission {
  readonly operations: readonly Operation[];
  readonly fields: ReadonlyMap<string, unknown>;
  readonly added: readonly Relation[];
  readonly removed: readonly Relation[];
}

interface Unsaved {
  readonly value: unknown;
  /** Set by a rule, not by a person. */
  readonly byRule: boolean;
}

/** An id that no work item has: what a new one is called until it is saved [C]. */
export const NEW_ID = 0;

const STATE = "System.State";
const REASON = "System.Reason";
const RELATED = "System.RelatedLinkCount";
/** REST gives a new work item this priority too. */
const USUAL_PRIORITY = 2;

/** The fields that a new work item of a type begins with. */
export function blankWorkItem(facts: ProjectFacts, type: WorkItemTypeDefinition): WorkItem {
  const state = firstState(type);
  const fields = {
    "System.TeamProject": facts.project,
    "System.WorkItemType": type.name,
    [STATE]: state,
    [REASON]: defaultReason(type, "", state),
    "System.AreaPath": facts.areas[0] ?? facts.project,
    "System.IterationPath": facts.iterations[0] ?? facts.project,
    "Microsoft.VSTS.Common.Priority": USUAL_PRIORITY,
  };
  return { id: NEW_ID, rev: 0, fields, relations: [] };
}

/** An open work item. */
export class FormModel {
  readonly type: WorkItemTypeDefinition;
  private readonly unsaved = new Map<string, Unsaved>();
  private added: Relation[] = [];
  private removed: Relation[] = [];
  private givenError: string | null = null;
  private readonly listeners = new Set<(change: Change) => void>();

  /**
   * @param saved the work item as it was read, or a blank one
   * @throws Error when the project has no such type
   */
  constructor(
    readonly facts: ProjectFacts,
    private saved: WorkItem,
    readonly isReadOnly: boolean,
  ) {
    const name = fieldText(saved.fields["System.WorkItemType"]);
    const type = typeNamed(facts, name);
    if (type === null) throw new Error(`The project ${facts.project} has no work item type ${name}.`);
    this.type = type;
  }

  get id(): number {
    return this.saved.id;
  }

  /** The revision that is saved; 0 for a new work item. */
  get rev(): number {
    return this.saved.rev;
  }

  get isNew(): boolean {
    return this.saved.id === NEW_ID;
  }

  /** The work item as it is saved; a blank one for a new work item. */
  get savedItem(): WorkItem {
    return this.saved;
  }

  get isDirty(): boolean {
    return this.unsaved.size > 0 || this.added.length > 0 || this.removed.length > 0;
  }

  get isValid(): boolean {
    return this.givenError === null && this.problems().size === 0;
  }

  /** The message of `setError`; null where there is none. */
  get error(): string | null {
    return this.givenError;
  }

  get relations(): readonly Relation[] {
    return [...without(this.saved.relations, this.removed), ...this.added];
  }

  /** The value as the form holds it, unsaved changes included; null where it is empty. */
  value(referenceName: string): unknown {
    const held = this.unsaved.get(referenceName);
    return (held === undefined ? this.saved.fields[referenceName] : held.value) ?? null;
  }

  /** The value that is saved; null where it is empty. */
  original(referenceName: string): unknown {
    return this.saved.fields[referenceName] ?? null;
  }

  /** Calls back after every change; the returned function ends that. */
  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Sets fields, as a person or an extension does, and what rules make of it.
   * @returns by the given names, whether the field could be set: not where it is unknown or read-only
   */
  set(values: Readonly<Record<string, unknown>>): Record<string, boolean> {
    const results: Record<string, boolean> = {};
    const changed: Record<string, unknown> = {};
    // The state proposes a reason, so a reason that is given with it must come after it.
    const names = Object.keys(values).sort((a, b) => Number(b === STATE) - Number(a === STATE));
    for (const name of names) {
      const field = findField(this.facts, name);
      const isSettable = field !== null && !field.readOnly && !this.isReadOnly;
      results[name] = isSettable;
      if (isSettable) this.put(field.referenceName, heldValue(field, values[name], this.facts), false, changed);
    }
    if (Object.keys(changed).length > 0) this.tell(changed);
    return results;
  }

  private put(name: string, value: unknown, byRule: boolean, changed: Record<string, unknown>): void {
    if (sameValue(this.value(name), value)) return;
    if (sameValue(this.original(name), value)) this.unsaved.delete(name);
    else this.unsaved.set(name, { value, byRule });
    changed[name] = value;
    if (name === STATE) this.put(REASON, this.proposedReason(fieldText(value)), true, changed);
  }

  /** The default reason of a transition; where the state is the saved one again, the saved reason. */
  private proposedReason(state: string): unknown {
    if (sameValue(this.original(STATE), state)) return this.original(REASON);
    return defaultReason(this.type, this.from(), state);
  }

  private from(): string {
    return this.isNew ? "" : fieldText(this.original(STATE));
  }

  private place(): WorkflowPlace {
    return { from: this.from(), to: fieldText(this.value(STATE)), reason: fieldText(this.original(REASON)) };
  }

  /** The values to choose from, as the form holds them; null where any fits. */
  allowed(field: FieldFacts): readonly unknown[] | null {
    return allowedValues(field, this.facts, this.type, this.place());
  }

  /** What is wrong, by reference name; what was saved once is believed, except that a title must be there. */
  problems(): ReadonlyMap<string, string> {
    const problems = new Map<string, string>();
    for (const name of new Set(["System.Title", ...this.unsaved.keys()])) {
      const field = findField(this.facts, name);
      if (field === null) continue;
      const problem = problemOf(field, this.value(name), this.facts, this.type, this.place());
      if (problem !== null) problems.set(field.referenceName, problem);
    }
    return problems;
  }

  /**
   * Fields whose values are not saved.
   * @param withRules whether those that a rule set count
   */
  dirtyFields(withRules: boolean): readonly FieldFacts[] {
    return [...this.unsaved].flatMap(([name, { byRule }]) =>
      byRule && !withRules ? [] : (findField(this.facts, name) ?? []),
    );
  }

  invalidFields(): readonly FieldFacts[] {
    return [...this.problems().keys()].flatMap((name) => findField(this.facts, name) ?? []);
  }

  /** Makes the work item invalid with a message of somebody else's, or takes it back with null. */
  setError(message: string | null): void {
    this.givenError = message;
    this.tell({});
  }

  /** Adds links; those that are there already are left as they are. Throws for a form that is read-only. */
  addRelations(relations: readonly Relation[]): void {
    this.refuseReadOnly();
    for (const relation of relations) {
      if (holds(this.relations, relation)) continue;
      if (holds(this.removed, relation)) this.removed = without(this.removed, [relation]);
      else this.added = [...this.added, relation];
    }
    this.tellRelations();
  }

  /** Removes links. Throws for a form that is read-only, and for a link that is not there. */
  removeRelations(relations: readonly Relation[]): void {
    this.refuseReadOnly();
    const absent = relations.find((relation) => !holds(this.relations, relation));
    if (absent !== undefined) throw new Error(`There is no link ${absent.rel} to ${absent.url}.`);
    for (const relation of relations) {
      if (holds(this.added, relation)) this.added = without(this.added, [relation]);
      else this.removed = [...this.removed, relation];
    }
    this.tellRelations();
  }

  private refuseReadOnly(): void {
    if (this.isReadOnly) throw new Error("The work item is read-only.");
  }

  /** Which field tells extensions of links is [?]. */
  private tellRelations(): void {
    this.tell({ [RELATED]: this.relations.filter((relation) => targetOf(relation) !== null).length });
  }

  /** What is to be saved; of a new work item every field that has a value and can be set. */
  submission(): Submission {
    const fields = new Map([...this.unsaved].map(([name, { value }]) => [name, value]));
    const { added, removed } = this;
    const sent = new Map(fields);
    if (this.isNew) {
      for (const [name, value] of Object.entries(this.saved.fields)) {
        if (findField(this.facts, name)?.readOnly === false && !sent.has(name)) sent.set(name, value);
      }
    }
    const test: Operation[] = this.isNew ? [] : [{ op: "test", path: "/rev", value: this.rev }];
    const operations = [...sent].map(([name, value]): Operation =>
      value === null
        ? { op: "remove", path: `/fields/${name}` }
        : { op: "add", path: `/fields/${name}`, value: sentValue(value) },
    );
    return { operations: [...test, ...operations], fields, added, removed };
  }

  /**
   * Takes in the work item that a submission became; what was changed meanwhile stays unsaved, also where it was changed
   * back to what it had been.
   */
  accept(saved: WorkItem, submission: Submission): void {
    const before = this.saved.fields;
    const takenBack = [...submission.fields.keys()].filter((name) => !this.unsaved.has(name));
    const addedAgain = without(submission.removed, this.removed);
    const removedAgain = without(submission.added, this.added);
    this.saved = saved;
    for (const [name, { value }] of [...this.unsaved]) {
      const wasSent = submission.fields.has(name) && sameValue(submission.fields.get(name), value);
      if (wasSent || sameValue(this.original(name), value)) this.unsaved.delete(name);
    }
    for (const name of takenBack) {
      const value = before[name] ?? null;
      if (!sameValue(this.original(name), value)) this.unsaved.set(name, { value, byRule: false });
    }
    this.added = without([...without(this.added, submission.added), ...addedAgain], saved.relations);
    this.removed = [
      ...without(this.removed, submission.removed),
      ...removedAgain.filter((relation) => holds(saved.relations, relation)),
    ];
    this.tell(null);
  }

  /** Takes in the work item as it is now and forgets what was not saved. */
  replace(saved: WorkItem): void {
    this.saved = saved;
    this.forget();
    this.tell(null);
  }

  /** Forgets what was not saved. */
  reset(): void {
    this.forget();
    this.tell(null);
  }

  /** Takes in links that were made or removed elsewhere; they come and go without a new revision. */
  adoptRelations(relations: readonly Relation[]): void {
    const before = this.relations.length;
    this.saved = { ...this.saved, relations: [...relations] };
    this.added = without(this.added, relations);
    this.removed = this.removed.filter((relation) => holds(relations, relation));
    if (this.relations.length !== before) this.tellRelations();
  }

  private forget(): void {
    this.unsaved.clear();
    this.added = [];
    this.removed = [];
  }

  private tell(change: Change): void {
    for (const listener of [...this.listeners]) listener(change);
  }
}
