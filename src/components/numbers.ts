/** A whole number in the reader's locale. */
export function countText(count: number): string {
  return count.toLocaleString();
}

/** A sum of efforts, with one decimal at most. */
export function effortText(effort: number): string {
  return effort.toLocaleString(undefined, { maximumFractionDigits: 1 });
}
