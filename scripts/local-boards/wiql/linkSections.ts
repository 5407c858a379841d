import type { Comparison, Condition, LinkConditions } from "./ast";

type Section = keyof LinkConditions;

/** The only field of a link; it has no prefix and is called by its reference name [C]. */
export const LINK_TYPE_FIELD = "System.Links.LinkType";

/**
 * Takes the conditions of a query over links apart. They are sections that AND joins; each is about the source, the link
 * or the target, and any may be missing [D]. Within OR, NOT and parentheses a section cannot be left [C].
 * @param refuse makes the error for what is wrong at a place.
 */
export function linkSections(where: Condition | null, refuse: (problem: string, at: number) => Error): LinkConditions {
  const terms: Record<Section, Condition[]> = { source: [], link: [], target: [] };
  const isList = where?.kind === "and" && new Set(where.terms.flatMap(comparisons).map(sectionName)).size > 1;
  for (const term of isList ? where.terms : where === null ? [] : [where]) terms[sectionOf(term, refuse)].push(term);
  return { source: joined(terms.source), link: joined(terms.link), target: joined(terms.target) };
}

function joined(terms: readonly Condition[]): Condition | null {
  const [first] = terms;
  if (first === undefined) return null;
  return terms.length === 1 ? first : { kind: "and", terms };
}

/** The section that a whole condition is about. */
function sectionOf(condition: Condition, refuse: (problem: string, at: number) => Error): Section {
  let section: Section | null = null;
  for (const comparison of comparisons(condition)) {
    const found = sectionName(comparison);
    if (found === null) {
      throw refuse("A field of a query over WorkItemLinks begins with [Source]. or [Target].", comparison.at);
    }
    if (section !== null && section !== found) {
      throw refuse(
        `Conditions on the ${section} and on the ${found} cannot stand within the same OR, NOT or parentheses.`,
        comparison.at,
      );
    }
    section = found;
  }
  if (section === null) throw new Error("A condition holds no comparison.");
  return section;
}

/** Null for a field that should have a prefix. */
function sectionName({ field }: Comparison): Section | null {
  if (field.side !== null) return field.side;
  return field.name.toLowerCase() === LINK_TYPE_FIELD.toLowerCase() ? "link" : null;
}

function comparisons(condition: Condition): readonly Comparison[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.terms.flatMap(comparisons);
    case "not":
      return comparisons(condition.term);
    default:
      return [condition];
  }
}
