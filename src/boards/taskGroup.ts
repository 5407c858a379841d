/** Runs tasks side by side, and ends with all of them; the first failure ends the others. */
export class TaskGroup {
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly thrown: unknown } | null = null;

  /** @param onFailure called once, with the first failure: stops the tasks that still run */
  constructor(private readonly onFailure: () => void) {}

  /** Takes in a task that runs already. */
  add(task: Promise<void>): void {
    const settled = task
      .catch((thrown: unknown) => {
        if (this.failure !== null) return;
        this.failure = { thrown };
        this.onFailure();
      })
      .then(() => void this.running.delete(settled));
    this.running.add(settled);
  }

  /** Resolves when all tasks have ended, those taken in meanwhile included; then throws the first failure. */
  async finished(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    this.check();
  }

  /** Throws the first failure so far, if there is one. */
  check(): void {
    if (this.failure !== null) throw this.failure.thrown;
  }
}
