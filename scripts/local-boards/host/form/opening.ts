/** What pages and services ask of the forms of a host page. */
import type { Relation, WorkItem } from "../workItems";
import type { OpenForm } from "./openForm";

/** A new work item that is asked for. */
export interface NewWorkItem {
  readonly project: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly relations?: readonly Relation[];
}

/** The forms of a host page. */
export interface Forms {
  /** The topmost open form; null where none is open. */
  active(): OpenForm | null;
  /** The address of a work item's resource. */
  resourceUrl(id: number): string;
  /**
   * Opens a work item in a dialog.
   * @returns the work item as it is when the dialog closes; null where it could not be read
   */
  open(id: number, tab?: string | null): Promise<WorkItem | null>;
  /** Opens a dialog for a new work item; resolves with it when the dialog closes, with null where it was not saved. */
  openNew(wanted: NewWorkItem): Promise<WorkItem | null>;
  /** Opens a work item in a window of its own. */
  openWindow(id: number): void;
  /** Fills a page with the form of a work item. Rejects where it cannot be read. */
  showPage(container: HTMLElement, id: number, tab: string | null): Promise<void>;
}
