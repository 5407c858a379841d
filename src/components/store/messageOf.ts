import * as v from "valibot";

/** Errors that cross frames arrive as plain objects. */
const HAS_MESSAGE = v.object({ message: v.string() });

/** What failed, in the words of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const message = v.is(HAS_MESSAGE, thrown) ? thrown.message : String(thrown);
  return message === "" ? "It failed without saying why." : message;
}
