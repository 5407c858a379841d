/** A whole number as sentences write it: the text around it is English, whatever the reader's locale. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}

/** A sum of efforts, with one decimal at most. */
export function effortText(effort: number): string {
  return effort.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
