import type { FieldValue } from "../model/estate";
import type { FieldDefinition } from "../process/fields";
import type { Comparator, Comparison, Condition, FlatQuery, LinkQuery, Literal, SortField, Value } from "./ast";
import { WiqlError } from "./error";
import { doesNotFit, Literals, unsupported } from "./literals";
import { textTest } from "./text";
import type { Predicate, QueryWorld } from "./world";

/** Tells by the value of a field; null is an empty field. */
type Test = (found: FieldValue | null) => boolean;

export interface SortColumn {
  readonly field: FieldDefinition;
  readonly descending: boolean;
}

/** What the query answers besides its results. */
export interface CompiledHead {
  readonly columns: readonly FieldDefinition[];
  readonly sortColumns: readonly SortColumn[];
  /** ISO 8601; null without ASOF. */
  readonly asOf: string | null;
}

/** Order of ORDER BY; zero for equals. */
export type Order<R> = (a: R, b: R) => number;

/** A query for work items made ready: its columns and sort fields resolved, its conditions a function. */
export interface CompiledQuery<R> extends CompiledHead {
  readonly matches: Predicate<R>;
  readonly compare: Order<R>;
}

/**
 * Resolves a query's names against the world.
 * @throws WiqlError TF51005 for an unknown field, TF51011 for an unknown path, and for values or operators that do not
 * fit their field.
 */
export function compileQuery<R>(query: FlatQuery, world: QueryWorld<R>): CompiledQuery<R> {
  return {
    ...compileHead(query, world),
    matches: compileCondition(query.where, world),
    compare: compileOrder(query.orderBy, world),
  };
}

/** Resolves columns, sort fields and time; see `compileQuery` for errors. */
export function compileHead<R>(query: FlatQuery | LinkQuery, world: QueryWorld<R>): CompiledHead {
  const literals = new Literals(world);
  return {
    columns: query.select.map((field) => literals.field(field)),
    sortColumns: query.orderBy.map((sort) => ({ field: sortable(sort, literals), descending: sort.descending })),
    asOf: query.asOf === null ? null : literals.asOf(query.asOf),
  };
}

/** Makes conditions a function; none hold always. See `compileQuery` for errors. */
export function compileCondition<R>(condition: Condition | null, world: QueryWorld<R>): Predicate<R> {
  return condition === null ? () => true : new Compiler(world).condition(condition);
}

/** Makes ORDER BY a function; see `compileQuery` for errors. */
export function compileOrder<R>(orderBy: readonly SortField[], world: QueryWorld<R>): Order<R> {
  const literals = new Literals(world);
  const keys = orderBy.map((sort) => {
    const field = sortable(sort, literals);
    const read = world.reader(field);
    const key = (revision: R): FieldValue | null => {
      const value = read(revision);
      if (typeof value !== "string") return value;
      return (field.isIdentity ? (world.namesOf(value)[1] ?? value) : value).toLowerCase();
    };
    return { key, sign: sort.descending ? -1 : 1 };
  });
  return (a, b) => {
    for (const { key, sign } of keys) {
      const order = compareValues(key(a), key(b));
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

function sortable({ field: name }: SortField, literals: Literals): FieldDefinition {
  const field = literals.field(name);
  if (isLongText(field)) throw new WiqlError("Long text cannot be sorted by.", name.at, `[${name.name}]`);
  return field;
}

/** Empty values come first. */
function compareValues(a: FieldValue | null, b: FieldValue | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

class Compiler<R> {
  private readonly literals: Literals;

  constructor(private readonly world: QueryWorld<R>) {
    this.literals = new Literals(world);
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
      case "ever":
        return this.ever(condition);
      case "match":
        if (condition.operator === "inGroup") return this.group(condition, condition.value);
        return this.ofField(condition, (field) => this.match(condition, field));
      case "in":
        return this.ofField(condition, (field) => this.membership(condition, field));
      case "empty":
        return this.ofField(condition, (field) => emptiness(condition, field));
      case "compare": {
        const { operator, value } = condition;
        if (value.kind === "field") return this.betweenFields(condition, operator, value);
        return this.ofField(condition, (field) => this.comparison(condition, field, operator, value));
      }
    }
  }

  private ofField(condition: Comparison, make: (field: FieldDefinition) => Test): Predicate<R> {
    const field = this.literals.field(condition.field);
    const test = make(field);
    const read = this.world.reader(field);
    return (revision) => test(read(revision));
  }

  /** Whether the field has the value in any revision; for texts, numbers and dates [D]. */
  private ever(condition: Extract<Comparison, { kind: "ever" }>): Predicate<R> {
    const field = this.literals.field(condition.field);
    if (isLongText(field) || field.type === "treePath" || field.type === "boolean")
      throw unsupported(condition, "EVER");
    const test = this.comparison(condition, field, "=", condition.value);
    const read = this.world.pastReader(field);
    return (revision) => read(revision).some(test);
  }

  /** Both empty are equal, one empty is unequal and neither less nor more [?]. */
  private betweenFields(at: Comparison, operator: Comparator, value: Extract<Value, { kind: "field" }>): Predicate<R> {
    const left = this.literals.field(at.field);
    const right = this.literals.field(value.field);
    if (left.type !== right.type || left.isIdentity !== right.isIdentity) throw doesNotFit(at, value);
    const isOrder = operator !== "=" && operator !== "<>";
    // Long texts and paths are not compared with fields, truths not by order [D].
    if (isLongText(left) || left.type === "treePath" || (left.type === "boolean" && isOrder)) {
      throw unsupported(at, `${operator} [Field]`);
    }
    const readLeft = this.world.reader(left);
    const readRight = this.world.reader(right);
    const key = this.keyOf(left);
    return (revision) => {
      const a = readLeft(revision);
      const b = readRight(revision);
      if (a === null || b === null) return !isOrder && (a === b) === (operator === "=");
      return holds(operator, compareValues(key(a), key(b)));
    };
  }

  /** What two values of a field are compared by. */
  private keyOf(field: FieldDefinition): (found: FieldValue) => FieldValue {
    if (field.type === "dateTime") {
      const length = this.world.timePrecision ? undefined : "2026-01-01".length;
      return (found) => String(found).slice(0, length);
    }
    if (field.type === "integer" || field.type === "double") return Number;
    return (found) => String(found).toLowerCase();
  }

  private comparison(at: Comparison, field: FieldDefinition, operator: Comparator, value: Value): Test {
    if (value.kind === "field") throw new Error("A field is compared elsewhere.");
    if (value.kind === "any") return anything(at, operator);
    if (isLongText(field)) throw unsupported(at, operator);
    if (field.type === "treePath") return this.onPath(at, field, operator, value);
    if (value.kind === "string" && value.value === "") return againstEmpty(at, operator);
    if (field.type === "dateTime") return this.onDate(operator, value);
    if (field.type === "integer" || field.type === "double") {
      const wanted = this.literals.number(at, value);
      return ordered(operator, (found) => compareValues(Number(found), wanted));
    }
    if (field.type === "boolean") {
      if (operator !== "=" && operator !== "<>") throw unsupported(at, operator);
      const wanted = this.literals.truth(at, value);
      return ordered(operator, (found) => compareValues(found, wanted));
    }
    const text = this.literals.text(at, value).toLowerCase();
    if (field.isIdentity) return this.onIdentity(operator, text);
    return ordered(operator, (found) => compareValues(String(found).toLowerCase(), text));
  }

  /** One of several values. Numbers and texts are looked up: a list may name thousands of ids. */
  private membership(condition: Extract<Comparison, { kind: "in" }>, field: FieldDefinition): Test {
    const { negated, values } = condition;
    if (isLongText(field) || field.type === "boolean") throw unsupported(condition, "IN");
    const isNumber = field.type === "integer" || field.type === "double";
    if ((field.type !== "string" && !isNumber) || field.isIdentity) {
      const tests = values.map((value) => this.comparison(condition, field, "=", value));
      return (found) => tests.some((test) => test(found)) !== negated;
    }
    const wanted = new Set<FieldValue | null>(
      values.map((value) => {
        if (value.kind === "string" && value.value === "") return null;
        return isNumber ? this.literals.number(condition, value) : this.literals.text(condition, value).toLowerCase();
      }),
    );
    return (found) => wanted.has(typeof found === "string" ? found.toLowerCase() : found) !== negated;
  }

  /** By any name for equality; an order goes by the display name [?]. */
  private onIdentity(operator: Comparator, wanted: string): Test {
    const name = /<([^>]+)>\s*$/.exec(wanted)?.[1] ?? wanted;
    const namesOf = (found: FieldValue): string[] =>
      this.world.namesOf(String(found)).map((known) => known.toLowerCase());
    if (operator !== "=" && operator !== "<>") {
      return ordered(operator, (found) => compareValues(namesOf(found).at(-1) ?? null, wanted));
    }
    return ordered(operator, (found) => (namesOf(found).includes(name) ? 0 : 1));
  }

  private onPath(at: Comparison, field: FieldDefinition, operator: Comparator, value: Literal): Test {
    if (operator !== "=" && operator !== "<>") throw unsupported(at, operator);
    if (value.kind === "teamAreas") {
      const areas = this.literals.areas(at, field, value).map((area) => ({ ...area, path: area.path.toLowerCase() }));
      return ordered(operator, (found) => {
        const path = String(found).toLowerCase();
        return areas.some((area) => (area.includeChildren ? isBelow(path, area.path) : path === area.path)) ? 0 : 1;
      });
    }
    const wanted = this.literals.path(at, field, value).toLowerCase();
    return ordered(operator, (found) => (String(found).toLowerCase() === wanted ? 0 : 1));
  }

  private onDate(operator: Comparator, value: Literal): Test {
    const { from, to } = this.literals.date(value);
    return ordered(operator, (found) => {
      const time = Date.parse(String(found));
      return time < from ? -1 : time >= to ? 1 : 0;
    });
  }

  private match(condition: Extract<Comparison, { kind: "match" }>, field: FieldDefinition): Test {
    const { negated, value, operator } = condition;
    if (operator === "inGroup") throw new Error("Groups are compared elsewhere.");
    if (operator === "under") {
      if (field.type !== "treePath") throw unsupported(condition, "UNDER");
      const root = this.literals.path(condition, field, value).toLowerCase();
      return (found) => isBelow(String(found).toLowerCase(), root) !== negated;
    }
    const isText = field.type === "string" || isLongText(field);
    // Words are searched in long texts alone, parts also in names [D]; that words are found in titles is [?].
    if (!isText || (field.isIdentity && operator === "containsWords")) {
      throw unsupported(condition, operator === "contains" ? "CONTAINS" : "CONTAINS WORDS");
    }
    const test = textTest(field, operator, this.literals.text(condition, value));
    if (!field.isIdentity) return (found) => (found !== null && test(String(found).toLowerCase())) !== negated;
    const isNamed = (found: FieldValue): boolean =>
      this.world.namesOf(String(found)).some((name) => test(name.toLowerCase()));
    return (found) => (found !== null && isNamed(found)) !== negated;
  }

  /** A category of work item types, or a team of people: there are no other groups here. */
  private group(at: Extract<Comparison, { kind: "match" }>, value: Literal): Predicate<R> {
    const field = this.literals.field(at.field);
    const name = this.literals.text(at, value);
    if (field.isIdentity) {
      const members = this.world.membersOf(name);
      if (members === null) throw new WiqlError(`The group ${name} is not served here; teams are.`, value.at, name);
      const read = this.world.reader(field);
      return (revision) => {
        const found = read(revision);
        return (found !== null && members.has(String(found).toLowerCase())) !== at.negated;
      };
    }
    if (field.referenceName !== "System.WorkItemType") throw unsupported(at, "IN GROUP");
    const isMember = this.world.category(name);
    if (isMember === null) throw new WiqlError(`There is no category ${name}.`, value.at, name);
    return (revision) => isMember(revision) !== at.negated;
  }
}

/** An empty field satisfies only `<>` [?]. */
function ordered(operator: Comparator, order: (found: FieldValue) => number): Test {
  return (found) => (found === null ? operator === "<>" : holds(operator, order(found)));
}

function againstEmpty(at: Comparison, operator: Comparator): Test {
  if (operator !== "=" && operator !== "<>") throw unsupported(at, operator);
  return (found) => (found === null) === (operator === "=");
}

/** `[Any]`: a field that is not empty, or with `<>` one that is [?]. */
function anything(at: Comparison, operator: Comparator): Test {
  if (operator !== "=" && operator !== "<>") throw unsupported(at, `${operator} [Any]`);
  return (found) => (found !== null) === (operator === "=");
}

/** Long text and tags have no other way to ask; for all other fields it is `= ''` [D]. */
function emptiness(condition: Extract<Comparison, { kind: "empty" }>, field: FieldDefinition): Test {
  if (!isLongText(field)) throw unsupported(condition, "IS EMPTY");
  return (found) => (found === null) !== condition.negated;
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
