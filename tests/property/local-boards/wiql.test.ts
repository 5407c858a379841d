import fc from "fast-check";
import type { FieldValue } from "../../../scripts/local-boards/model/estate";
import { FieldCatalogue } from "../../../scripts/local-boards/process/fields";
import type {
  Comparator,
  Condition,
  FieldName,
  FlatQuery,
  LinkQuery,
  Literal,
  Query,
  Side,
  Value,
} from "../../../scripts/local-boards/wiql/ast";
import { WiqlError } from "../../../scripts/local-boards/wiql/error";
import { compileQuery } from "../../../scripts/local-boards/wiql/evaluator";
import { parseWiql } from "../../../scripts/local-boards/wiql/parser";
import { printWiql } from "../../../scripts/local-boards/wiql/printer";
import type { QueryWorld } from "../../../scripts/local-boards/wiql/world";

const at = 0;
const COMPARATORS: readonly Comparator[] = ["=", "<>", "<", "<=", ">", ">="];

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9. ]{0,12}[A-Za-z]$/)
  .filter((text) => !["any", "source", "target"].includes(text.toLowerCase()));

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom("'", '"', "]", "@", "a") }));
const team = fc.option(text, { nil: null });
const offset = fc.integer({ min: -9, max: 9 });

const literal: fc.Arbitrary<Literal> = fc.oneof(
  text.map((value): Literal => ({ kind: "string", value, at })),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value): Literal => ({ kind: "number", value, at })),
  fc.integer({ min: 1, max: 9999 }).map((number): Literal => ({ kind: "number", value: number / 8, at })),
  fc.boolean().map((value): Literal => ({ kind: "boolean", value, at })),
  fc
    .constantFrom("me" as const, "project" as const)
    .map((macro): Literal => ({ kind: "macro", name: macro, shift: null, offset: 0, at })),
  offset.map((days): Literal => ({ kind: "macro", name: "today", shift: null, offset: days, at })),
  fc
    .record({
      name: fc.constantFrom(
        "startofday" as const,
        "startofweek" as const,
        "startofmonth" as const,
        "startofyear" as const,
      ),
      shift: fc.option(
        fc.record({
          amount: fc.integer({ min: -30, max: 30 }),
          unit: fc.constantFrom("d" as const, "w" as const, "M" as const, "y" as const, "h" as const, "m" as const),
        }),
        { nil: null },
      ),
      offset,
    })
    .map((macro): Literal => ({ kind: "macro", ...macro, at })),
  fc.record({ team, offset }).map((macro): Literal => ({ kind: "iteration", ...macro, at })),
  team.map((of): Literal => ({ kind: "teamAreas", team: of, at })),
);

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: literal },
  { weight: 1, arbitrary: name.map((found): Value => ({ kind: "field", field: { name: found, side: null, at }, at })) },
  { weight: 1, arbitrary: fc.constant<Value>({ kind: "any", at }) },
);

function leaf(fieldName: fc.Arbitrary<FieldName>): fc.Arbitrary<Condition> {
  return fc.oneof(
    fc
      .record({ field: fieldName, operator: fc.constantFrom(...COMPARATORS), value })
      .map((parts): Condition => ({ kind: "compare", ...parts, at })),
    fc
      .record({
        field: fieldName,
        operator: fc.constantFrom("under" as const, "contains" as const, "containsWords" as const, "inGroup" as const),
        negated: fc.boolean(),
        value: literal,
      })
      .map((parts): Condition => ({ kind: "match", ...parts, at })),
    fc
      .record({ field: fieldName, negated: fc.boolean(), values: fc.array(literal, { minLength: 1, maxLength: 4 }) })
      .map((parts): Condition => ({ kind: "in", ...parts, at })),
    fc.record({ field: fieldName, negated: fc.boolean() }).map((parts): Condition => ({ kind: "empty", ...parts, at })),
    fc.record({ field: fieldName, value: literal }).map((parts): Condition => ({ kind: "ever", ...parts, at })),
  );
}

function holdsEver(condition: Condition): boolean {
  return JSON.stringify(condition).includes('"kind":"ever"');
}

/** Conditions over leaves. A group of groups of the same kind is written with parentheses and read back as it was. */
function conditions(leaves: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaves,
      fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((terms): Condition => ({ kind: "and", terms })),
      fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((terms): Condition => ({ kind: "or", terms })),
      tie("condition").map((term): Condition => (holdsEver(term) ? term : { kind: "not", term })),
    ),
  })).condition;
}

const of = (side: Side | null): fc.Arbitrary<FieldName> => name.map((found) => ({ name: found, side, at }));
const sortFields = (field: fc.Arbitrary<FieldName>): fc.Arbitrary<Query["orderBy"]> =>
  fc.array(fc.record({ field, descending: fc.boolean() }), { maxLength: 3 });
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const asOf = optional(
  fc.constantFrom("2026-01-01", "it's").map((date): Literal => ({ kind: "string", value: date, at })),
);

const flatQuery: fc.Arbitrary<FlatQuery> = fc.record({
  kind: fc.constant("flat" as const),
  select: fc.array(of(null), { minLength: 1, maxLength: 4 }),
  where: optional(conditions(leaf(of(null)))),
  orderBy: sortFields(of(null)),
  asOf,
});

const LINK_TYPE: FieldName = { name: "System.Links.LinkType", side: null, at };
const linkType: fc.Arbitrary<Condition> = fc
  .record({ operator: fc.constantFrom("=" as const, "<>" as const), value: literal })
  .map((parts) => ({ kind: "compare", field: LINK_TYPE, ...parts, at }));

const linkQuery: fc.Arbitrary<LinkQuery> = fc.record({
  kind: fc.constant("links" as const),
  select: fc.array(of(null), { minLength: 1, maxLength: 4 }),
  where: fc.record({
    source: optional(conditions(leaf(of("source")))),
    link: optional(conditions(linkType)),
    target: optional(conditions(leaf(of("target")))),
  }),
  orderBy: sortFields(fc.oneof(of(null), of("source"), of("target"))),
  asOf,
  mode: fc.constantFrom("mustContain" as const, "mayContain" as const, "doesNotContain" as const),
});

const treeQuery: fc.Arbitrary<LinkQuery> = fc
  .tuple(linkQuery, literal, fc.constantFrom("recursive" as const, "returnMatchingChildren" as const))
  .map(([written, type, mode]) => ({
    ...written,
    where: { ...written.where, link: { kind: "compare", field: LINK_TYPE, operator: "=", value: type, at } },
    orderBy: [],
    asOf: null,
    mode,
  }));

const query: fc.Arbitrary<Query> = fc.oneof(flatQuery, linkQuery, treeQuery);

/** The same tree with all places at 0. */
function withoutPlaces(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, part: unknown) => (key === "at" ? 0 : part)));
}

describe("reading queries", () => {
  it("gives back every query that was written", () => {
    fc.assert(
      fc.property(query, (written) => {
        expect(withoutPlaces(parseWiql(printWiql(written)))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the case of words nor on blanks", () => {
    const blank = fc.constantFrom(" ", "  ", "\n", "\t ");
    fc.assert(
      fc.property(query, fc.boolean(), blank, (written, upper, gap) => {
        const text = printWiql(written);
        // Only outside of quotes and brackets.
        const changed = text.replace(/'(?:[^']|'')*'|\[[^\]]*\]|[A-Za-z]+| /g, (part) => {
          if (part === " ") return gap;
          if (part.startsWith("'") || part.startsWith("[")) return part;
          return upper ? part.toUpperCase() : part.toLowerCase();
        });
        expect(withoutPlaces(parseWiql(changed))).toEqual(written);
      }),
    );
  });

  it("either reads a text or says where it is wrong, whatever the text", () => {
    const pieces = [
      "select",
      "from",
      "WorkItems",
      "where",
      "[A]",
      "(",
      ")",
      "'x'",
      "'",
      "@me",
      "1",
      "=",
      "and",
      "not",
      "in",
      ",",
      "-",
      "é",
      "order by",
      "WorkItemLinks",
      "[Source]",
      ".",
      "[System.Links.LinkType]",
      "ever",
      "mode",
      "recursive",
      "@CurrentIteration",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        const text = parts.join(" ");
        try {
          parseWiql(text);
        } catch (error) {
          expect(error).toBeInstanceOf(WiqlError);
          const place = (error as WiqlError).at;
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** A work item for the evaluator: a title, a number, an area, tags and a date, each of which may be missing. */
interface Row {
  readonly title: string | null;
  readonly points: number | null;
  readonly area: string;
  readonly tags: string | null;
  readonly changed: string | null;
}

const FIELDS = new FieldCatalogue([]);
const COLUMNS: Readonly<Record<string, (row: Row) => FieldValue | null>> = {
  "System.Title": (row) => row.title,
  "Microsoft.VSTS.Scheduling.StoryPoints": (row) => row.points,
  "System.AreaPath": (row) => row.area,
  "System.Tags": (row) => row.tags,
  "System.ChangedDate": (row) => row.changed,
};
const AREAS = ["P", "P\\A", "P\\A\\B", "P\\AB"];
const NOW = Date.parse("2026-03-10T12:00:00Z");

const world: QueryWorld<Row> = {
  now: NOW,
  me: "me@contoso.example",
  project: "P",
  timePrecision: false,
  findField: (name) => FIELDS.find(name),
  pathExists: (_, path) => AREAS.includes(path),
  namesOf: (name) => [name],
  reader: (column) => COLUMNS[column.referenceName] ?? (() => null),
  pastReader: () => {
    throw new Error("Rows have no history.");
  },
  iterationPath: () => {
    throw new Error("There is no team.");
  },
  teamAreas: () => [],
  category: () => null,
  membersOf: () => null,
};

const titles = ["alpha", "Beta", "alp", "ALPHA ray"];
const tags = ["red", "Red", "blue", "redder"];
const days = ["2026-03-08", "2026-03-09", "2026-03-10"];

const row: fc.Arbitrary<Row> = fc.record({
  title: fc.option(fc.constantFrom(...titles), { nil: null }),
  points: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  area: fc.constantFrom(...AREAS),
  tags: fc.option(
    fc.subarray(["red", "blue", "redder"], { minLength: 1 }).map((names) => names.join("; ")),
    { nil: null },
  ),
  changed: fc.option(
    fc
      .tuple(fc.constantFrom(...days), fc.constantFrom("00:00:00.000", "13:45:10.500", "23:59:59.999"))
      .map(([day, time]) => `${day}T${time}Z`),
    { nil: null },
  ),
});

const string = (text: string): Literal => ({ kind: "string", value: text, at });
const field = (found: string): FieldName => ({ name: found, side: null, at });

/** A condition with the plain function that it should mean. */
interface Meant {
  readonly condition: Condition;
  readonly means: (row: Row) => boolean;
}

function order<T extends string | number>(operator: Comparator, found: T | null, wanted: T): boolean {
  if (found === null) return operator === "<>";
  return {
    "=": found === wanted,
    "<>": found !== wanted,
    "<": found < wanted,
    "<=": found <= wanted,
    ">": found > wanted,
    ">=": found >= wanted,
  }[operator];
}

const meantLeaf: fc.Arbitrary<Meant> = fc.oneof(
  fc.tuple(fc.constantFrom(...COMPARATORS), fc.constantFrom(...titles)).map(([operator, text]): Meant => ({
    condition: { kind: "compare", field: field("System.Title"), operator, value: string(text), at },
    means: ({ title }) => order(operator, title?.toLowerCase() ?? null, text.toLowerCase()),
  })),
  fc.tuple(fc.constantFrom(...COMPARATORS), fc.integer({ min: 0, max: 4 })).map(([operator, number]): Meant => ({
    condition: {
      kind: "compare",
      field: field("Story Points"),
      operator,
      value: { kind: "number", value: number, at },
      at,
    },
    means: ({ points }) => order(operator, points, number),
  })),
  fc.tuple(fc.constantFrom(...COMPARATORS), fc.constantFrom(...days)).map(([operator, text]): Meant => ({
    condition: { kind: "compare", field: field("System.ChangedDate"), operator, value: string(text), at },
    means: ({ changed }) => order(operator, changed?.slice(0, 10) ?? null, text),
  })),
  fc.tuple(fc.constantFrom(...COMPARATORS), fc.integer({ min: -2, max: 0 })).map(([operator, offset]): Meant => ({
    condition: {
      kind: "compare",
      field: field("System.ChangedDate"),
      operator,
      value: { kind: "macro", name: "today", shift: null, offset, at },
      at,
    },
    means: ({ changed }) => order(operator, changed?.slice(0, 10) ?? null, days[2 + offset] ?? ""),
  })),
  fc.tuple(fc.boolean(), fc.constantFrom(...AREAS)).map(([negated, root]): Meant => ({
    condition: { kind: "match", field: field("System.AreaPath"), operator: "under", negated, value: string(root), at },
    means: ({ area }) => (area.split("\\").slice(0, root.split("\\").length).join("\\") === root) !== negated,
  })),
  fc.tuple(fc.boolean(), fc.constantFrom(...tags)).map(([negated, tag]): Meant => ({
    condition: { kind: "match", field: field("System.Tags"), operator: "contains", negated, value: string(tag), at },
    means: (found) => (found.tags ?? "").split("; ").includes(tag.toLowerCase()) !== negated,
  })),
  fc.tuple(fc.boolean(), fc.subarray(titles, { minLength: 1 })).map(([negated, texts]): Meant => ({
    condition: { kind: "in", field: field("System.Title"), negated, values: texts.map(string), at },
    means: ({ title }) => texts.some((text) => text.toLowerCase() === title?.toLowerCase()) !== negated,
  })),
  fc.boolean().map((negated): Meant => ({
    condition: { kind: "empty", field: field("System.Tags"), negated, at },
    means: (found) => (found.tags === null) !== negated,
  })),
);

const meant: fc.Arbitrary<Meant> = fc.letrec<{ meant: Meant }>((tie) => ({
  meant: fc.oneof(
    { maxDepth: 3 },
    meantLeaf,
    fc.array(tie("meant"), { minLength: 2, maxLength: 3 }).map((parts): Meant => ({
      condition: { kind: "and", terms: parts.map(({ condition }) => condition) },
      means: (found) => parts.every(({ means }) => means(found)),
    })),
    fc.array(tie("meant"), { minLength: 2, maxLength: 3 }).map((parts): Meant => ({
      condition: { kind: "or", terms: parts.map(({ condition }) => condition) },
      means: (found) => parts.some(({ means }) => means(found)),
    })),
    tie("meant").map(({ condition, means }): Meant => ({
      condition: { kind: "not", term: condition },
      means: (found) => !means(found),
    })),
  ),
})).meant;

function flat(where: Condition | null): FlatQuery {
  return { kind: "flat", select: [field("System.Id")], where, orderBy: [], asOf: null };
}

function parsedFlat(written: string): FlatQuery {
  const parsed = parseWiql(written);
  if (parsed.kind !== "flat") throw new Error("The query is not flat.");
  return parsed;
}

describe("evaluating queries", () => {
  it("finds what a plain reading of the conditions finds", () => {
    fc.assert(
      fc.property(meant, fc.array(row, { minLength: 1, maxLength: 12 }), ({ condition, means }, rows) => {
        const written = printWiql(flat(condition));
        const compiled = compileQuery(parsedFlat(written), world);
        expect(rows.filter(compiled.matches)).toEqual(rows.filter(means));
      }),
      { numRuns: 500 },
    );
  });

  it("sorts by each field in turn, empty values first", () => {
    const sorts = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom("System.Title", "Microsoft.VSTS.Scheduling.StoryPoints"),
        descending: fc.boolean(),
      }),
      { minLength: 1, selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(sorts, fc.array(row, { maxLength: 12 }), (fields, rows) => {
        const orderBy = fields.map(({ name, descending }) => ({ field: field(name), descending }));
        const compiled = compileQuery({ ...flat(null), orderBy }, world);
        const sorted = [...rows].sort((a, b) => compiled.compare(a, b));
        const keys = (found: Row): (string | number)[] =>
          fields.map(({ name }) =>
            name === "System.Title" ? (found.title?.toLowerCase() ?? "") : (found.points ?? -1),
          );
        for (const [index, found] of sorted.slice(1).entries()) {
          const before = keys(sorted[index] ?? found);
          const after = keys(found);
          const first = before.findIndex((key, place) => key !== after[place]);
          if (first < 0) continue;
          const isRising = (before[first] ?? "") < (after[first] ?? "");
          expect(isRising).toBe(fields[first]?.descending !== true);
        }
      }),
    );
  });
});
