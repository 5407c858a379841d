import * as v from "valibot";

/** A failure as a person is told it. */
export interface Problem {
  /** What failed and what to do, as the failing part says it. */
  readonly message: string;
  /** Whether the stored mapping is what can't be used; a new one may be proposed then. */
  readonly isMapping: boolean;
}

/** Errors that cross frames arrive as plain objects. */
const HAS_MESSAGE = v.object({ message: v.string() });

/** Whatever was thrown, as a problem. */
export function problemOf(thrown: unknown, isMapping = false): Problem {
  const message = v.is(HAS_MESSAGE, thrown) ? thrown.message : String(thrown);
  return { message: message === "" ? "It failed without saying why." : message, isMapping };
}
