import { effortText } from "../../../components/numbers";

/** What is typed into a list of a plan. */
export type Field = "effort" | "priority";

export const FIELD_TITLES: Readonly<Record<Field, string>> = { effort: "Effort", priority: "Priority" };

/** Azure Boards' own priorities; 1 is the highest. */
const LOWEST_PRIORITY = 4;

/** What a typed text means; a sentence where it means nothing. Nothing typed is no estimate, or no priority. */
export function valueOf(field: Field, text: string): { readonly value: number | null } | { readonly fault: string } {
  const typed = text.trim();
  if (typed === "") return { value: null };
  // A comma parts thousands for some and decimals for others: before three digits nobody knows which.
  if (/^[1-9]\d{0,2},\d{3}$/.test(typed))
    return { fault: `"${typed}" can be read in two ways. Type it without a comma.` };
  const value = /^\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(",", ".")) : NaN;
  if (field === "effort") {
    return Number.isNaN(value)
      ? { fault: `"${typed}" is no effort. Type a number such as 5 or 2.5, or nothing for no estimate.` }
      : { value };
  }
  return Number.isInteger(value) && value >= 1 && value <= LOWEST_PRIORITY
    ? { value }
    : { fault: `"${typed}" is no priority. Type 1 (highest) to ${LOWEST_PRIORITY}, or nothing for none.` };
}

/** A value as a list shows it; a dash for none. */
export function valueText(value: number | null): string {
  return value === null ? "–" : effortText(value);
}
