/** What can be done with an open work item: save, refresh, revert; and who is told of it. */
import * as v from "valibot";
import type { Rest } from "../rest";
import { RestError } from "../rest";
import { readWorkItem, type WorkItem, workItemSchema } from "../workItems";
import type { FormModel, Submission } from "./model";
import { relationOperations } from "./relations";
import { findField } from "./facts";
import { serviceValue } from "./values";

/** What the frames of a form are told (reference §1.5). */
export type FormEvent =
  | { readonly name: "onFieldChanged"; readonly changedFields: Readonly<Record<string, unknown>> }
  | { readonly name: "onSaved"; readonly closing: boolean }
  | { readonly name: "onRefreshed" | "onReset" };

/** The message of Azure DevOps' own form for a work item that somebody else changed. */
const CHANGED_BY_SOMEONE_ELSE =
  "TF26071: This work item has been changed by someone else since you opened it. You will need to refresh it and " +
  "discard your changes.";

const PATCH_DOCUMENT = "application/json-patch+json";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An open work item form. */
export class OpenForm {
  private readonly listeners = new Set<(event: FormEvent) => void>();
  private readonly statusListeners = new Set<() => void>();
  /** What was asked for last: the next waits for it. */
  private last: Promise<void> = Promise.resolve();
  private underWay = 0;
  private shownFailure: string | null = null;
  private wasSaved = false;

  constructor(
    readonly model: FormModel,
    private readonly rest: Rest,
  ) {
    model.onChange((change) => {
      if (change !== null && Object.keys(change).length > 0) this.tellChange(change);
    });
  }

  /** Why the last attempt to save or refresh failed; null where it did not. */
  get failure(): string | null {
    return this.shownFailure;
  }

  /** Whether the service is being asked for something. */
  get isBusy(): boolean {
    return this.underWay > 0;
  }

  /** Whether something was saved since it was opened. */
  get hasSaved(): boolean {
    return this.wasSaved;
  }

  /** Calls back for what frames are told; the returned function ends that. */
  onEvent(listener: (event: FormEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls back when the failure to be shown changes, and when the service begins or ends to be asked. */
  onStatus(listener: () => void): void {
    this.statusListeners.add(listener);
  }

  /** Resolves when everything that was asked for by now is done, well or not. */
  settled(): Promise<void> {
    return this.last;
  }

  /**
   * One after the other: what was changed while a save was on its way is saved by the next one, a new work item is made
   * once, and no reading that began before a save replaces what it saved.
   */
  private inTurn(work: () => Promise<void> | void): Promise<void> {
    this.underWay++;
    this.tellStatus();
    const turn = this.last.then(work).finally(() => {
      this.underWay--;
      this.tellStatus();
    });
    // Who asked for it hears of its failure; the next begins all the same.
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Saves what is not saved. Rejects, and keeps everything as it is, where the form is invalid or the service refuses.
   * @param closing whether the form closes with it
   */
  save(closing = false): Promise<void> {
    return this.inTurn(() => this.saveNow(closing));
  }

  private async saveNow(closing: boolean): Promise<void> {
    const { model } = this;
    if (model.isReadOnly) throw this.failed(new Error("The work item is read-only."));
    const [problem] = [model.error, ...model.problems().values()].filter((one) => one !== null);
    if (problem !== undefined) throw this.failed(new Error(problem));
    const submission = model.submission();
    if (!model.isNew && !model.isDirty) return;
    try {
      const saved = await (model.isNew ? this.create(submission) : this.update(submission));
      this.wasSaved = true;
      model.accept(saved, submission);
    } catch (error) {
      const isConflict = error instanceof RestError && error.status === 412;
      throw this.failed(isConflict ? new Error(CHANGED_BY_SOMEONE_ELSE, { cause: error }) : error);
    }
    this.showFailure(null);
    this.tell({ name: "onSaved", closing });
  }

  private async create(submission: Submission): Promise<WorkItem> {
    const { facts, type } = this.model;
    const operations = [...submission.operations, ...relationOperations([], submission.added, [])];
    const path = `/${encodeURIComponent(facts.project)}/_apis/wit/workitems/$${encodeURIComponent(type.name)}`;
    return this.write("POST", path, operations);
  }

  private async update({ operations, added, removed }: Submission): Promise<WorkItem> {
    const { id } = this.model;
    // Links have no revision that a test could hold, so their places are looked up right before.
    const current = removed.length === 0 ? [] : (await readWorkItem(this.rest, id)).relations;
    const all = [...operations, ...relationOperations(current, added, removed)];
    return this.write("PATCH", `/_apis/wit/workitems/${id}`, all);
  }

  private async write(method: "POST" | "PATCH", path: string, operations: readonly unknown[]): Promise<WorkItem> {
    const answer = await this.rest.send(method, `${path}?$expand=all&api-version=7.0`, operations, PATCH_DOCUMENT);
    return v.parse(workItemSchema, answer);
  }

  /** Reads the work item anew; what is not saved is lost. Rejects, and keeps everything, where it cannot be read. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.refreshNow());
  }

  private async refreshNow(): Promise<void> {
    if (this.model.isNew) return;
    try {
      this.model.replace(await readWorkItem(this.rest, this.model.id));
    } catch (error) {
      throw this.failed(error);
    }
    this.showFailure(null);
    this.tell({ name: "onRefreshed" });
  }

  /** Takes back what is not saved; a save that is on its way has saved it. */
  reset(): Promise<void> {
    return this.inTurn(() => {
      this.model.reset();
      this.showFailure(null);
      this.tell({ name: "onReset" });
    });
  }

  /**
   * Looks at the service again after another form saved something: links are taken in, and the whole work item where
   * nothing here is unsaved. Unsaved changes of an outdated work item stay, and saving them is refused.
   */
  catchUp(): Promise<void> {
    return this.inTurn(() => this.catchUpNow());
  }

  private async catchUpNow(): Promise<void> {
    const { model } = this;
    if (model.isNew) return;
    try {
      const now = await readWorkItem(this.rest, model.id);
      if (now.rev !== model.rev && !model.isDirty) {
        model.replace(now);
        this.tell({ name: "onRefreshed" });
      } else model.adoptRelations(now.relations);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): Error {
    this.showFailure(messageOf(error));
    return error instanceof Error ? error : new Error(String(error));
  }

  private showFailure(message: string | null): void {
    this.shownFailure = message;
    this.tellStatus();
  }

  private tellStatus(): void {
    for (const listener of this.statusListeners) listener();
  }

  private tellChange(change: Readonly<Record<string, unknown>>): void {
    const changedFields = Object.fromEntries(
      Object.entries(change).map(([name, value]) => {
        const field = findField(this.model.facts, name);
        // An empty field is an empty text here, or its name would not arrive [?].
        return [name, (field === null ? value : serviceValue(field, value)) ?? ""];
      }),
    );
    this.tell({ name: "onFieldChanged", changedFields });
  }

  private tell(event: FormEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
