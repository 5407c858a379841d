import type { Condition, Query, Value } from "./ast";

/** Writes a query as text that reads back to the same query. */
export function printWiql(query: Query): string {
  const parts = [`SELECT ${query.select.map((field) => `[${field.name}]`).join(", ")}`, "FROM WorkItems"];
  if (query.where !== null) parts.push(`WHERE ${printCondition(query.where)}`);
  if (query.orderBy.length > 0) {
    parts.push(
      `ORDER BY ${query.orderBy.map((sort) => `[${sort.field.name}]${sort.descending ? " DESC" : ""}`).join(", ")}`,
    );
  }
  if (query.asOf !== null) parts.push(`ASOF ${printValue(query.asOf)}`);
  return parts.join(" ");
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
      return `[${condition.field.name}] ${condition.operator} ${printValue(condition.value)}`;
    case "match": {
      const words = { under: "UNDER", contains: "CONTAINS", containsWords: "CONTAINS WORDS" }[condition.operator];
      return `[${condition.field.name}] ${condition.negated ? "NOT " : ""}${words} ${printValue(condition.value)}`;
    }
    case "in":
      return `[${condition.field.name}] ${condition.negated ? "NOT " : ""}IN (${condition.values.map(printValue).join(", ")})`;
    case "empty":
      return `[${condition.field.name}] IS ${condition.negated ? "NOT " : ""}EMPTY`;
  }
}

function printTerm(condition: Condition): string {
  const isGroup = condition.kind === "and" || condition.kind === "or";
  return isGroup ? `(${printCondition(condition)})` : printCondition(condition);
}

function printValue(value: Value): string {
  switch (value.kind) {
    case "string":
      return `'${value.value.replaceAll("'", "''")}'`;
    case "number":
      return String(value.value);
    case "boolean":
      return value.value ? "true" : "false";
    case "macro": {
      const shift = value.shift === null ? "" : `('${value.shift.amount}${value.shift.unit}')`;
      const offset = value.offset === 0 ? "" : value.offset > 0 ? ` + ${value.offset}` : ` - ${-value.offset}`;
      return `@${value.name}${shift}${offset}`;
    }
  }
}
