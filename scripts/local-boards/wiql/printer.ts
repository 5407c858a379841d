import type { Condition, FieldName, LinkConditions, LinkMode, Literal, Matcher, Query, Value } from "./ast";

const MATCHERS: Readonly<Record<Matcher, string>> = {
  under: "UNDER",
  contains: "CONTAINS",
  containsWords: "CONTAINS WORDS",
  inGroup: "IN GROUP",
};

const MODES: Readonly<Record<LinkMode, string>> = {
  mustContain: "MustContain",
  mayContain: "MayContain",
  doesNotContain: "DoesNotContain",
  recursive: "Recursive",
  returnMatchingChildren: "Recursive, ReturnMatchingChildren",
};

/** Writes a query as text that reads back to the same query. */
export function printWiql(query: Query): string {
  const parts = [`SELECT ${query.select.map(printField).join(", ")}`];
  parts.push(query.kind === "flat" ? "FROM WorkItems" : "FROM WorkItemLinks");
  const where = query.kind === "flat" ? query.where && printCondition(query.where) : printSections(query.where);
  if (where !== null && where !== "") parts.push(`WHERE ${where}`);
  if (query.orderBy.length > 0) {
    const sorts = query.orderBy.map((sort) => `${printField(sort.field)}${sort.descending ? " DESC" : ""}`);
    parts.push(`ORDER BY ${sorts.join(", ")}`);
  }
  if (query.asOf !== null) parts.push(`ASOF ${printValue(query.asOf)}`);
  if (query.kind === "links") parts.push(`MODE (${MODES[query.mode]})`);
  return parts.join(" ");
}

function printSections({ source, link, target }: LinkConditions): string {
  return [source, link, target]
    .flatMap((section) => (section === null ? [] : `(${printCondition(section)})`))
    .join(" AND ");
}

function printField({ name, side }: FieldName): string {
  return side === null ? `[${name}]` : `[${side === "source" ? "Source" : "Target"}].[${name}]`;
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "and":
      return condition.terms.map(printTerm).join(" AND ");
    case "or":
      return condition.terms.map(printTerm).join(" OR ");
    case "not":
      return `NOT ${printTerm(condition.term)}`;
    case "compare":
      return `${printField(condition.field)} ${condition.operator} ${printValue(condition.value)}`;
    case "match": {
      const operator = `${condition.negated ? "NOT " : ""}${MATCHERS[condition.operator]}`;
      return `${printField(condition.field)} ${operator} ${printValue(condition.value)}`;
    }
    case "in": {
      const values = condition.values.map(printValue).join(", ");
      return `${printField(condition.field)} ${condition.negated ? "NOT " : ""}IN (${values})`;
    }
    case "empty":
      return `${printField(condition.field)} IS ${condition.negated ? "NOT " : ""}EMPTY`;
    case "ever":
      return `EVER ${printField(condition.field)} = ${printValue(condition.value)}`;
  }
}

function printTerm(condition: Condition): string {
  const isGroup = condition.kind === "and" || condition.kind === "or";
  return isGroup ? `(${printCondition(condition)})` : printCondition(condition);
}

/** A value as a query has it. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case "string":
      return printString(value.value);
    case "number":
      return String(value.value);
    case "boolean":
      return value.value ? "true" : "false";
    case "macro": {
      const shift = value.shift === null ? "" : `('${value.shift.amount}${value.shift.unit}')`;
      return `@${value.name}${shift}${printOffset(value.offset)}`;
    }
    case "iteration":
      return `@CurrentIteration${printTeam(value)}${printOffset(value.offset)}`;
    case "teamAreas":
      return `@TeamAreas${printTeam(value)}`;
    case "field":
      return printField(value.field);
    case "any":
      return "[Any]";
  }
}

function printString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function printTeam({ team }: Extract<Literal, { readonly team: string | null }>): string {
  return team === null ? "" : `(${printString(team)})`;
}

function printOffset(offset: number): string {
  return offset === 0 ? "" : offset > 0 ? ` + ${offset}` : ` - ${-offset}`;
}
