import { Enumerated } from "../http/reply";
import { invalidRequest } from "../http/errors";
import type { Context } from "../http/context";
import type { Comparison, Condition, LinkMode, LinkQuery, Query } from "../wiql/ast";
import { LINK_TYPE_FIELD } from "../wiql/linkSections";
import { printValue } from "../wiql/printer";
import { fieldReference } from "./wiql";

/** Numbers and names of the official client [S]. */
const FILTERS: Readonly<Record<LinkMode, readonly [name: string, number: number]>> = {
  mustContain: ["linksOneHopMustContain", 1],
  mayContain: ["linksOneHopMayContain", 2],
  doesNotContain: ["linksOneHopDoesNotContain", 3],
  recursive: ["linksRecursiveMayContain", 5],
  returnMatchingChildren: ["linksRecursiveMayContain", 5],
};

/** The conditions of a query taken apart, as a stored query answers them where they are asked for [S]. */
export function clausesAnswer(query: Query, context: Context): Record<string, unknown> {
  if (query.kind === "flat") return { clauses: clauseOrNothing(query.where, context) };
  const { source, link, target } = query.where;
  return {
    ...modeAnswer(query),
    linkClauses: clauseOrNothing(link, context),
    sourceClauses: clauseOrNothing(source, context),
    targetClauses: clauseOrNothing(target, context),
  };
}

function modeAnswer({ mode }: LinkQuery): Record<string, unknown> {
  const filterOptions = new Enumerated(...FILTERS[mode]);
  if (mode === "recursive") return { filterOptions, queryRecursionOption: new Enumerated("parentFirst", 0) };
  if (mode === "returnMatchingChildren")
    return { filterOptions, queryRecursionOption: new Enumerated("childFirst", 1) };
  return { filterOptions };
}

function clauseOrNothing(condition: Condition | null, context: Context): Record<string, unknown> | undefined {
  return condition === null ? undefined : clause(condition, context);
}

function clause(condition: Condition, context: Context): Record<string, unknown> {
  switch (condition.kind) {
    case "and":
    case "or":
      return {
        logicalOperator: condition.kind === "and" ? new Enumerated("and", 1) : new Enumerated("or", 2),
        clauses: condition.terms.map((term) => clause(term, context)),
      };
    case "not":
      return clause(negated(condition.term), context);
    default:
      return { field: fieldOf(condition, context), ...operation(condition, context) };
  }
}

/** Clauses know no NOT but that of an operator: it goes down to those that have one. */
function negated(term: Condition): Condition {
  switch (term.kind) {
    case "not":
      return term.term;
    case "match":
    case "in":
    case "empty":
      return { ...term, negated: !term.negated };
    default:
      throw invalidRequest("Clauses of a query that has NOT before a group or a comparison are not served here.");
  }
}

function fieldOf({ field }: Comparison, context: Context): Record<string, unknown> {
  const found = context.organization.fields.find(field.name);
  if (found !== null) return fieldReference(found, context);
  if (field.name.toLowerCase() !== LINK_TYPE_FIELD.toLowerCase()) throw new Error(`There is no field ${field.name}.`);
  return { referenceName: LINK_TYPE_FIELD, name: "Link Type" };
}

const OPERATIONS: Readonly<Record<string, string>> = {
  "=": "Equals",
  "<>": "NotEquals",
  "<": "LessThan",
  "<=": "LessThanEquals",
  ">": "GreaterThan",
  ">=": "GreaterThanEquals",
  UNDER: "Under",
  CONTAINS: "Contains",
  "CONTAINS WORDS": "ContainsWords",
  "IN GROUP": "InGroup",
  IN: "In",
  "IS EMPTY": "IsEmpty",
  EVER: "Ever",
};

/** Operators by the names that the service lists for fields [C]; those that compare with a field are [?]. */
function operation(condition: Comparison, context: Context): Record<string, unknown> {
  switch (condition.kind) {
    case "compare": {
      const { operator, value } = condition;
      if (value.kind !== "field") return { operator: named(operator, false), value: valueText(printValue(value)) };
      const right = context.organization.fields.find(value.field.name);
      if (right === null) throw new Error(`There is no field ${value.field.name}.`);
      return {
        operator: named(operator, false, "Field"),
        isFieldValue: true,
        fieldValue: fieldReference(right, context),
      };
    }
    case "match": {
      const words = { under: "UNDER", contains: "CONTAINS", containsWords: "CONTAINS WORDS", inGroup: "IN GROUP" };
      return {
        operator: named(words[condition.operator], condition.negated),
        value: valueText(printValue(condition.value)),
      };
    }
    case "in":
      return {
        operator: named("IN", condition.negated),
        value: condition.values.map((value) => valueText(printValue(value))).join(", "),
      };
    case "empty":
      return { operator: named("IS EMPTY", condition.negated) };
    case "ever":
      return { operator: named("EVER", false), value: valueText(printValue(condition.value)) };
  }
}

function named(words: string, isNegated: boolean, suffix = ""): Record<string, unknown> {
  const name = OPERATIONS[words];
  if (name === undefined) throw new Error(`The operator ${words} has no name.`);
  if (words === "IS EMPTY" && isNegated)
    return { referenceName: "SupportedOperations.IsNotEmpty", name: "Is Not Empty" };
  const shown = words.replace(/[A-Z]+/g, (word) => word.slice(0, 1) + word.slice(1).toLowerCase());
  return {
    referenceName: `SupportedOperations.${isNegated ? "Not" : ""}${name}${suffix}`,
    name: `${isNegated ? "Not " : ""}${shown}${suffix === "" ? "" : ` [${suffix}]`}`,
  };
}

/** Texts stand without their quotes [D]. */
function valueText(printed: string): string {
  return printed.startsWith("'") ? printed.slice(1, -1).replaceAll("''", "'") : printed;
}
