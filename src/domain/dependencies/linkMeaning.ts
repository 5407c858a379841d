import type { DependencyRule } from "../policy/policy";

/** What a link type says of the two ends of a link (D1). */
export interface LinkMeaning {
  readonly kind: "hard" | "serves" | "soft";
  /** Which end waits for the other one; where a link has no direction, each for the other. */
  readonly dependant: "source" | "target" | "both";
}

/** The link type whose successor depends on its predecessor, without direction. */
const DEPENDENCY = "System.LinkTypes.Dependency";

/**
 * Reads link types by the policy (D1); null for a type that is no dependency. As with Predecessor, the end that a `-Reverse`
 * link leads to is what its source waits for.
 */
export function linkMeanings({ serves, soft }: DependencyRule): (type: string) => LinkMeaning | null {
  const kinds = new Map<string, LinkMeaning["kind"]>();
  for (const name of soft) kinds.set(name.toLowerCase(), "soft");
  for (const name of serves) kinds.set(name.toLowerCase(), "serves");
  kinds.set(DEPENDENCY.toLowerCase(), "hard");

  const known = new Map<string, LinkMeaning | null>();
  return (type) => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const [, name = "", direction] = /^(.*?)(-forward|-reverse)?$/.exec(type.toLowerCase()) ?? [];
    const kind = kinds.get(name);
    const dependant = direction === undefined ? "both" : direction === "-reverse" ? "source" : "target";
    const meaning: LinkMeaning | null = kind === undefined ? null : { kind, dependant };
    known.set(type, meaning);
    return meaning;
  };
}
