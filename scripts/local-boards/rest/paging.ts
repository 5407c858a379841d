import { invalidRequest } from "../http/errors";
import type { Context } from "../http/context";

const USUAL_PAGE = 100;

/**
 * The part of a list that `$skip` and `$top` ask for; 100 without them [D].
 * @throws ServiceError 400 where they are no numbers of elements
 */
export function pageOf<T>(context: Context, all: readonly T[]): readonly T[] {
  const skip = numberOf(context, "$skip", 0);
  return all.slice(skip, skip + numberOf(context, "$top", USUAL_PAGE));
}

function numberOf(context: Context, name: string, usual: number): number {
  const text = context.query.get(name);
  const value = text === null || text === "" ? usual : Number(text);
  if (!Number.isInteger(value) || value < 0) throw invalidRequest(`The parameter ${name} must be a number from 0.`);
  return value;
}
