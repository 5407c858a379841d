import { fold } from "../text";
import type { Attributes } from "./attributes";

/** What names an asset: as much as files, records and work items have in common. */
export interface Named {
  readonly name: string;
  readonly kind: string | null;
  readonly attributes: Attributes;
}

/** The format that a key belongs to: keys of one format that differ are different assets. */
export function namespaceOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(":")));
}

/** Whether two may be of one kind: they are where either does not say. */
export function mayBeOneKind(a: string | null, b: string | null): boolean {
  return a === null || b === null || fold(a) === fold(b);
}

/** The first part of a full name: `web-1` of `web-1.contoso.example`. A name without parts, or an address, is whole. */
export function hostPart(name: string): string {
  const folded = fold(name);
  return isFullName(folded) ? folded.slice(0, folded.indexOf(".")) : folded;
}

/** Why two may be the same by their names; null where they are not. Two full names that differ are two machines. */
export function likeness(a: Named, b: Named): string | null {
  if (fold(a.name) === fold(b.name)) return "has the same name";
  const [full, other] = [fullNameOf(a), fullNameOf(b)];
  if (full !== null && full === other) return "has the same full name";
  if (full !== null && other !== null) return null;
  return hostPart(full ?? a.name) === hostPart(other ?? b.name) ? "its full name begins with the same name" : null;
}

/** What an asset is looked up by: its name, its full name, and the first part of each. */
export function lookUpNames(asset: Named): string[] {
  const full = fullNameOf(asset);
  return [
    ...new Set([fold(asset.name), hostPart(asset.name), ...(full === null ? [] : [full, hostPart(full)])]),
  ].filter((name) => name !== "");
}

/** Its addresses; empty where none are known. */
export function addressesOf({ attributes }: Pick<Named, "attributes">): readonly string[] {
  const { ipAddresses } = attributes;
  return typeof ipAddresses === "object" ? ipAddresses.map(fold) : [];
}

function fullNameOf({ name, attributes }: Named): string | null {
  const { fqdn } = attributes;
  return [typeof fqdn === "string" ? fold(fqdn) : "", fold(name)].find(isFullName) ?? null;
}

/** Whether a folded name has parts, and is no address of four numbers. */
function isFullName(name: string): boolean {
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(name) && !/^\d+(\.\d+){3}$/.test(name);
}
