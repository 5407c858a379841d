import type { FieldValue } from "../model/estate";
import type { FieldDefinition } from "../process/fields";
import type { Comparator, Comparison, Condition, FieldName, Query, SortField, Value } from "./ast";
import { dateOfMacro, parseDateLiteral, type Span } from "./dates";
import { WiqlError } from "./error";

/** What a query is evaluated against. `R` is one revision of a work item, in whatever form the caller keeps it. */
export interface QueryWorld<R> {
  readonly now: number;
  /** Unique name of who asks: `@Me`. */
  readonly me: string;
  /** Name of the route's project: `@Project`; null where the route has none. */
  readonly project: string | null;
  /** Compare dates with their time; otherwise by day (UTC). */
  readonly timePrecision: boolean;
  findField(name: string): FieldDefinition | null;
  /** Whether an area or iteration path exists for who asks. */
  pathExists(field: FieldDefinition, path: string): boolean;
  /** The names under which an identity is known: unique name, display name. */
  namesOf(uniqueName: string): readonly string[];
  valueOf(revision: R, field: FieldDefinition): FieldValue | null;
}

export type Predicate<R> = (revision: R) => boolean;

/** A query made ready: its columns and sort fields resolved, its conditions a function. */
export interface CompiledQuery<R> {
  readonly columns: readonly FieldDefinition[];
  readonly sortColumns: readonly { readonly field: FieldDefinition; readonly descending: boolean }[];
  readonly matches: Predicate<R>;
  /** Order of ORDER BY; zero for equals. */
  compare(a: R, b: R): number;
  /** ISO 8601; null without ASOF. */
  readonly asOf: string | null;
}

/**
 * Resolves a query's names against the world.
 * @throws WiqlError TF51005 for an unknown field, TF51011 for an unknown path, and for values or operators that do not
 * fit their field.
 */
export function compileQuery<R>(query: Query, world: QueryWorld<R>): CompiledQuery<R> {
  const compiler = new Compiler(world);
  const columns = query.select.map((field) => compiler.field(field));
  const matches = query.where === null ? () => true : compiler.condition(query.where);
  const sortColumns = query.orderBy.map((sort) => ({ field: compiler.sortable(sort), descending: sort.descending }));
  const compare = (a: R, b: R): number => {
    for (const { field, descending } of sortColumns) {
      const order = compareValues(sortKey(world, field, a), sortKey(world, field, b));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
  return { columns, sortColumns, matches, compare, asOf: compiler.asOf(query.asOf) };
}

function sortKey<R>(world: QueryWorld<R>, field: FieldDefinition, revision: R): FieldValue | null {
  const value = world.valueOf(revision, field);
  if (typeof value !== "string") return value;
  return (field.isIdentity ? (world.namesOf(value)[1] ?? value) : value).toLowerCase();
}

/** Empty values come first. */
function compareValues(a: FieldValue | null, b: FieldValue | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

class Compiler<R> {
  constructor(private readonly world: QueryWorld<R>) {}

  field(name: FieldName): FieldDefinition {
    const field = this.world.findField(name.name);
    // The code is [?].
    if (field === null)
      throw new WiqlError("The query references a field that does not exist.", name.at, `[${name.name}]`, "TF51005");
    return field;
  }

  sortable(sort: SortField): FieldDefinition {
    const field = this.field(sort.field);
    if (isLongText(field)) throw new WiqlError("Long text cannot be sorted by.", sort.field.at, `[${sort.field.name}]`);
    return field;
  }

  asOf(value: Value | null): string | null {
    if (value === null) return null;
    const span = this.span(value);
    if (span === null) throw new WiqlError("ASOF needs a date.", value.at, describe(value));
    this.requirePrecision(span, value);
    return new Date(span.from).toISOString();
  }

  condition(condition: Condition): Predicate<R> {
    switch (condition.kind) {
      case "and": {
        const terms = condition.terms.map((term) => this.condition(term));
        return (revision) => terms.every((term) => term(revision));
      }
      case "or": {
        const terms = condition.terms.map((term) => this.condition(term));
        return (revision) => terms.some((term) => term(revision));
      }
      case "not": {
        const term = this.condition(condition.term);
        return (revision) => !term(revision);
      }
      case "compare":
        return this.comparison(condition, condition.operator, condition.value);
      case "in":
        return this.membership(condition);
      case "match":
        return this.match(condition);
      case "empty":
        return this.emptiness(condition);
    }
  }

  private comparison(at: Comparison, operator: Comparator, value: Value): Predicate<R> {
    const field = this.field(at.field);
    if (isLongText(field)) throw this.unsupported(at, operator);
    if (field.type === "treePath") return this.pathComparison(at, field, operator, value);
    if (field.type === "dateTime") return this.dateComparison(at, field, operator, value);
    if (value.kind === "string" && value.value === "") return this.againstEmpty(at, field, operator);
    if (field.type === "integer" || field.type === "double") {
      return this.ordered(field, operator, this.number(at, value), (found) => Number(found));
    }
    if (field.type === "boolean") {
      if (operator !== "=" && operator !== "<>") throw this.unsupported(at, operator);
      return this.ordered(field, operator, this.truth(at, value), (found) => found);
    }
    const text = this.text(at, value).toLowerCase();
    if (field.isIdentity) return this.identityComparison(at, field, operator, text);
    return this.ordered(field, operator, text, (found) => String(found).toLowerCase());
  }

  /** One of several values. Numbers and texts are looked up: a list may name thousands of ids. */
  private membership(condition: Extract<Comparison, { kind: "in" }>): Predicate<R> {
    const field = this.field(condition.field);
    const { negated, values } = condition;
    const isNumber = field.type === "integer" || field.type === "double";
    if ((field.type !== "string" && !isNumber) || field.isIdentity) {
      const terms = values.map((value) => this.comparison(condition, "=", value));
      return (revision) => terms.some((term) => term(revision)) !== negated;
    }
    const wanted = new Set<FieldValue | null>(
      values.map((value) => {
        if (value.kind === "string" && value.value === "") return null;
        return isNumber ? this.number(condition, value) : this.text(condition, value).toLowerCase();
      }),
    );
    return (revision) => {
      const found = this.world.valueOf(revision, field);
      return wanted.has(typeof found === "string" ? found.toLowerCase() : found) !== negated;
    };
  }

  /** An empty field satisfies only `<>` [?]. */
  private ordered<T extends FieldValue>(
    field: FieldDefinition,
    operator: Comparator,
    wanted: T,
    read: (found: FieldValue) => FieldValue,
  ): Predicate<R> {
    return (revision) => {
      const found = this.world.valueOf(revision, field);
      return found === null ? operator === "<>" : holds(operator, compareValues(read(found), wanted));
    };
  }

  private againstEmpty(at: Comparison, field: FieldDefinition, operator: Comparator): Predicate<R> {
    if (operator !== "=" && operator !== "<>") throw this.unsupported(at, operator);
    return (revision) => (this.world.valueOf(revision, field) === null) === (operator === "=");
  }

  private identityComparison(
    at: Comparison,
    field: FieldDefinition,
    operator: Comparator,
    wanted: string,
  ): Predicate<R> {
    if (operator !== "=" && operator !== "<>") throw this.unsupported(at, operator);
    const inBrackets = /<([^>]+)>\s*$/.exec(wanted)?.[1] ?? wanted;
    return (revision) => {
      const found = this.world.valueOf(revision, field);
      const same =
        found !== null && this.world.namesOf(String(found)).some((name) => name.toLowerCase() === inBrackets);
      return same === (operator === "=");
    };
  }

  private pathComparison(at: Comparison, field: FieldDefinition, operator: Comparator, value: Value): Predicate<R> {
    if (operator !== "=" && operator !== "<>") throw this.unsupported(at, operator);
    const wanted = this.path(at, field, value).toLowerCase();
    return (revision) => (String(this.world.valueOf(revision, field)).toLowerCase() === wanted) === (operator === "=");
  }

  private dateComparison(at: Comparison, field: FieldDefinition, operator: Comparator, value: Value): Predicate<R> {
    if (value.kind === "string" && value.value === "") return this.againstEmpty(at, field, operator);
    const span = this.span(value);
    if (span === null) throw new WiqlError("The value is not a date.", value.at, describe(value));
    this.requirePrecision(span, value);
    const { from, to } = this.world.timePrecision ? { from: span.from, to: span.from + 1 } : span;
    return (revision) => {
      const found = this.world.valueOf(revision, field);
      if (found === null) return operator === "<>";
      const time = Date.parse(String(found));
      return holds(operator, time < from ? -1 : time >= to ? 1 : 0);
    };
  }

  private match(condition: Extract<Comparison, { kind: "match" }>): Predicate<R> {
    const field = this.field(condition.field);
    const { negated, value } = condition;
    if (condition.operator === "under") {
      if (field.type !== "treePath") throw this.unsupported(condition, "UNDER");
      const root = this.path(condition, field, value).toLowerCase();
      return (revision) => isBelow(String(this.world.valueOf(revision, field)).toLowerCase(), root) !== negated;
    }
    const isText = field.type === "string" || isLongText(field);
    const name = condition.operator === "contains" ? "CONTAINS" : "CONTAINS WORDS";
    if (!isText || field.isIdentity) throw this.unsupported(condition, name);
    const wanted = this.text(condition, value);
    const test = textTest(field, condition.operator, wanted);
    return (revision) => {
      const found = this.world.valueOf(revision, field);
      return (found !== null && test(String(found).toLowerCase())) !== negated;
    };
  }

  private emptiness(condition: Extract<Comparison, { kind: "empty" }>): Predicate<R> {
    const field = this.field(condition.field);
    // Long text and tags have no other way to ask; for all other fields it is `= ''` [D].
    if (!isLongText(field)) throw this.unsupported(condition, "IS EMPTY");
    return (revision) => (this.world.valueOf(revision, field) === null) !== condition.negated;
  }

  private path(at: Comparison, field: FieldDefinition, value: Value): string {
    const path = this.text(at, value);
    if (!this.world.pathExists(field, path)) {
      const kind = field.referenceName === "System.AreaPath" ? "area" : "iteration";
      // [C]
      throw new WiqlError(`The specified ${kind} path does not exist.`, value.at, describe(value), "TF51011");
    }
    return path;
  }

  private text(at: Comparison, value: Value): string {
    if (value.kind === "string") return value.value;
    if (value.kind === "number" || value.kind === "boolean") return String(value.value);
    if (value.name === "me") return this.world.me;
    if (value.name === "project") {
      if (this.world.project === null)
        throw new WiqlError("@Project needs a project in the route.", value.at, "@Project");
      return this.world.project;
    }
    throw new WiqlError(`The field takes no date.`, value.at, `[${at.field.name}] ${describe(value)}`);
  }

  private number(at: Comparison, value: Value): number {
    if (value.kind === "number") return value.value;
    const parsed = value.kind === "string" && value.value.trim() !== "" ? Number(value.value) : Number.NaN;
    if (Number.isNaN(parsed))
      throw new WiqlError("The value is not a number.", value.at, `[${at.field.name}] ${describe(value)}`);
    return parsed;
  }

  private truth(at: Comparison, value: Value): boolean {
    if (value.kind === "boolean") return value.value;
    const text = value.kind === "macro" ? "" : String(value.value).toLowerCase();
    if (text === "true" || text === "1") return true;
    if (text === "false" || text === "0") return false;
    throw new WiqlError("The value is neither true nor false.", value.at, `[${at.field.name}] ${describe(value)}`);
  }

  private span(value: Value): Span | null {
    if (value.kind === "macro") return dateOfMacro(value, this.world.now);
    return value.kind === "string" ? parseDateLiteral(value.value) : null;
  }

  /** A time needs `timePrecision`, in ASOF as in a condition; the parameter counts in the URL only [C]. */
  private requirePrecision(span: Span, value: Value): void {
    if (!span.hasTime || this.world.timePrecision) return;
    throw new WiqlError(
      "You cannot supply a time with the date when running a query using date precision.",
      value.at,
      describe(value),
    );
  }

  private unsupported(at: Comparison, operator: string): WiqlError {
    return new WiqlError(
      `The operator ${operator} does not apply to the field.`,
      at.at,
      `[${at.field.name}] ${operator}`,
    );
  }
}

function isLongText(field: FieldDefinition): boolean {
  return field.type === "html" || field.type === "plainText" || field.type === "history";
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}\\`);
}

function holds(operator: Comparator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function textTest(
  field: FieldDefinition,
  operator: "contains" | "containsWords",
  wanted: string,
): (text: string) => boolean {
  const lower = wanted.toLowerCase();
  // A tag is found as a whole, not by a part of its name [?].
  if (field.referenceName === "System.Tags") {
    return (text) => text.split(";").some((tag) => tag.trim() === lower.trim());
  }
  if (operator === "contains") return (text) => text.includes(lower);
  const phrase = lower.match(WORDS) ?? [];
  return (text) => containsPhrase(text.match(WORDS) ?? [], phrase);
}

const WORDS = /[\p{L}\p{N}_]+\*?/gu;

/** Whether the words stand in the text one after the other; a `*` ends a word early. */
function containsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return words.some((_, start) =>
    phrase.every((wanted, i) => {
      const word = words[start + i];
      if (word === undefined) return false;
      return wanted.endsWith("*") ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
    }),
  );
}

function describe(value: Value): string {
  switch (value.kind) {
    case "string":
      return `'${value.value}'`;
    case "macro":
      return `@${value.name}`;
    case "number":
    case "boolean":
      return String(value.value);
  }
}
