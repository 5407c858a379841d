/** Which work items of a list are selected; knows rows by their ids and nothing of how they are shown. */

/** The selection of a list, with the row that the keyboard is at. */
export class Selection {
  private rows: readonly number[] = [];
  private selected = new Set<number>();
  /** Where a range begins, and what was selected when it began. */
  private anchor: number | null = null;
  private base: ReadonlySet<number> = new Set();
  private at: number | null = null;
  private readonly listeners: (() => void)[] = [];

  /** The row that the keyboard is at; null in an empty list. */
  get current(): number | null {
    return this.at;
  }

  get size(): number {
    return this.selected.size;
  }

  has(id: number): boolean {
    return this.selected.has(id);
  }

  /** What is selected, in the order of the ids given; ids that are not among them are left out. */
  inOrder(order: readonly number[]): number[] {
    return order.filter((id) => this.selected.has(id));
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes the rows that are shown now. The keyboard stays at its row, or goes to the first where that is gone.
   * @param keepsUnseen whether what is selected and not shown stays selected
   */
  show(rows: readonly number[], keepsUnseen: boolean): void {
    this.rows = rows;
    if (!keepsUnseen) this.retain(rows);
    if (this.at === null || !rows.includes(this.at)) this.at = rows[0] ?? null;
    if (this.anchor !== null && !rows.includes(this.anchor)) this.anchor = null;
    this.tell();
  }

  /** Takes out what is none of these work items any more. */
  retain(ids: readonly number[]): void {
    const present = new Set(ids);
    this.selected = new Set([...this.selected].filter((id) => present.has(id)));
    this.tell();
  }

  /** Selects one row and nothing else. */
  only(id: number): void {
    this.selected = new Set([id]);
    this.beginAt(id);
  }

  /** Selects a row, or takes it out. */
  toggle(id: number): void {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.beginAt(id);
  }

  /** Selects everything from where the range began to this row, beside what was selected before the range. */
  extendTo(id: number): void {
    const from = this.rows.indexOf(this.anchor ?? this.at ?? id);
    const to = this.rows.indexOf(id);
    if (from < 0 || to < 0) return;
    if (this.anchor === null) {
      this.anchor = this.rows[from] ?? null;
      this.base = new Set(this.selected);
    }
    this.selected = new Set([...this.base, ...this.rows.slice(Math.min(from, to), Math.max(from, to) + 1)]);
    this.at = id;
    this.tell();
  }

  /** Moves the keyboard by some rows, to the first or last at most; with `extends` the range goes along. */
  move(by: number, extend: boolean): void {
    const from = this.at === null ? -1 : this.rows.indexOf(this.at);
    const to = this.rows[Math.max(0, Math.min(this.rows.length - 1, from + by))];
    if (to === undefined) return;
    if (extend) {
      this.extendTo(to);
      return;
    }
    this.goTo(to);
  }

  /** Puts the keyboard at a row; what is selected stays. */
  goTo(id: number): void {
    this.at = id;
    this.tell();
  }

  /** Whether all rows that are shown are selected, some, or none. */
  extent(): "all" | "some" | "none" {
    const count = this.rows.filter((id) => this.selected.has(id)).length;
    return count === 0 ? "none" : count === this.rows.length ? "all" : "some";
  }

  /** Selects all rows that are shown, or takes them all out. */
  setAll(on: boolean): void {
    for (const id of this.rows) {
      if (on) this.selected.add(id);
      else this.selected.delete(id);
    }
    this.anchor = null;
    this.tell();
  }

  clear(): void {
    this.selected.clear();
    this.anchor = null;
    this.tell();
  }

  private beginAt(id: number): void {
    this.anchor = id;
    this.base = new Set(this.selected);
    this.at = id;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
