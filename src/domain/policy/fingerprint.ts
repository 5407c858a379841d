import type { Policy } from "./policy";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/**
 * A short name for a policy's content: equal for equal policies whatever the order of their keys, so that two reports can
 * be told to rest on the same mapping. FNV-1a, 64 bits, in hexadecimal; it is no protection against forgery.
 */
export function fingerprintOf(policy: Policy): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(canonical(policy))) {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  }
  return hash.toString(16).padStart(16, "0");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join(",")}}`;
}
