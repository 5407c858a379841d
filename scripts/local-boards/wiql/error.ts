/** A query that is refused. */
export class WiqlError extends Error {
  /**
   * @param at offset in the query's text, counted from 0.
   * @param code the service's code, where it has one.
   */
  constructor(
    readonly problem: string,
    readonly at: number,
    readonly excerpt: string,
    readonly code: string | null = null,
  ) {
    const prefix = code === null ? "" : `${code}: `;
    super(`${prefix}${problem} The error is caused by «${excerpt}» (position ${at + 1}).`);
    this.name = "WiqlError";
  }
}
