/** The published JSON Schema and the product take and refuse the same documents (M11). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { parsePolicy } from "../../../src/domain/policy/parse";
import { fullPolicy } from "../../builders/policies";

const SCHEMA: unknown = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "..", "static", "policy.schema.json"), "utf8"),
);
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA as object);

/** What the product asks between members, which no schema can say. */
const BETWEEN_MEMBERS = [
  "names one type both for assets and for workloads: an item can't be both",
  "maps one type and state twice",
  "says something about one release twice",
  "splits one workload twice",
  "has one id twice",
  "ends before it begins",
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const DOCUMENT = JSON.parse(JSON.stringify(fullPolicy())) as Json;

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((one, index) => [index, one])
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

const PATHS = pathsOf(DOCUMENT);

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((here, key) => (here as Record<string | number, Json>)[key] ?? null, value);
}

type Edit = (parent: Record<string | number, Json>, key: string | number) => void;

const odd = fc.constantFrom<Json>(
  ...([null, true, 0, 1, 2, -1, 1.5, 1e300, "", " ", "x", "-", "a-b", "A", [], {}, [""], ["x", "y"], [1]] as Json[]),
  ...["2026-02-29", "2026-02-28", "Pending", "staged", "uat", "finished", "System.LinkTypes.Dependency-forward"],
  "scrum",
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  odd.map((value): Edit => (parent, key) => {
    parent[key] = value;
  }),
  // Something that is right in another place.
  fc.constantFrom(...PATHS).map((from): Edit => (parent, key) => {
    parent[key] = structuredClone(at(DOCUMENT, from));
  }),
  fc.constant<Edit>((parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }),
  fc.constant<Edit>((parent, key) => {
    if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)] as Json));
    else parent[`${key}x`] = parent[key] as Json;
  }),
);

const document = fc
  .array(fc.tuple(fc.constantFrom(...PATHS.filter((path) => path.length > 0)), edit), { minLength: 0, maxLength: 3 })
  .map((edits) => {
    const made = structuredClone(DOCUMENT);
    for (const [path, change] of edits) {
      const parent = path.slice(0, -1).reduce<Json>((here, key) => {
        return typeof here === "object" && here !== null
          ? ((here as Record<string | number, Json>)[key] ?? null)
          : null;
      }, made);
      // An edit before may have taken the place away.
      if (typeof parent === "object" && parent !== null) {
        change(parent as Record<string | number, Json>, path.at(-1) as string | number);
      }
    }
    return made;
  });

it("agree on every document, up to what one member says of another", () => {
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(document, (made) => {
      const parsed = parsePolicy(made);
      const isShapeFine = parsed.ok || parsed.problems.every(({ message }) => BETWEEN_MEMBERS.includes(message));
      seen[isShapeFine ? "taken" : "refused"] += 1;
      expect({ schema: accepts(made), errors: accepts.errors, document: made }).toMatchObject({ schema: isShapeFine });
    }),
    { numRuns: 3_000 },
  );
  // Neither side may win by never being asked.
  expect(seen.taken).toBeGreaterThan(200);
  expect(seen.refused).toBeGreaterThan(200);
});
