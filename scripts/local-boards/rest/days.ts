import { invalidRequest } from "../http/errors";

/** The last year that the service has a date in. */
const LAST_YEAR = 9999;

/**
 * A day as it is kept: its midnight in UTC [R], ISO 8601.
 * @throws ServiceError 400 for what is no date of the years 1 to 9999
 */
export function midnightOf(text: string): string {
  const date = new Date(Date.parse(text));
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= LAST_YEAR)) throw invalidRequest(`The date ${text} is not valid.`);
  return `${date.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
