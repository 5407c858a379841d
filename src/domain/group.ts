/** Puts a value behind those that stand under the key already. */
export function append<K, T>(groups: Map<K, T[]>, key: K, value: T): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [value]);
  else members.push(value);
}

/** The values by their key, each group in the order of the values. */
export function groupBy<K, T>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) append(groups, keyOf(value), value);
  return groups;
}
