/** Who would have been told of a write. */
export interface Notification {
  readonly workItemId: number;
  /** The revision that the work item had after it. */
  readonly rev: number;
  /** Unique name of who wrote. */
  readonly by: string;
  /** The write asked that nobody be told. */
  readonly suppressed: boolean;
}

const LONGEST_LOG = 10_000;

/** Writes by REST of which Azure DevOps would tell people. Nobody is told here; the latest are kept to be looked at. */
export class Notifications {
  private entries: Notification[] = [];

  add(entry: Notification): void {
    this.entries.push(entry);
    if (this.entries.length > LONGEST_LOG) this.entries.shift();
  }

  /** The latest 10,000, in the order in which they were made. */
  list(): readonly Notification[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}
