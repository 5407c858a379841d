import fc from "fast-check";
import { FieldCatalogue } from "../../../scripts/local-boards/process/fields";
import { compileLinkQuery, runLinkQuery, type LinkWorld } from "../../../scripts/local-boards/wiql/links";
import { parseWiql } from "../../../scripts/local-boards/wiql/parser";
import type { QueryWorld } from "../../../scripts/local-boards/wiql/world";

/** A work item, its title a colour to ask for. Its parent has a lower id, so there are no circles. */
interface Node {
  readonly id: number;
  readonly title: string;
  readonly parent: number | null;
  readonly needs: readonly number[];
  /** Deleted or not to be read: it is in no answer, and links to it lead nowhere. */
  readonly isHidden: boolean;
}

const CHILD = "System.LinkTypes.Hierarchy-Forward";
const NEEDS = "System.LinkTypes.Dependency-Reverse";
const FIELDS = new FieldCatalogue([]);

const graph: fc.Arbitrary<Node[]> = fc
  .array(
    fc.record({
      title: fc.constantFrom("red", "blue"),
      parent: fc.option(fc.nat(), { nil: null }),
      needs: fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
      isHidden: fc.integer({ min: 0, max: 4 }).map((number) => number === 4),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((plans) =>
    plans.map((plan, index) => ({
      ...plan,
      id: index + 1,
      parent: plan.parent === null || index === 0 ? null : (plan.parent % index) + 1,
      needs: plan.needs.filter((other) => other < plans.length && other !== index).map((other) => other + 1),
    })),
  );

const world: QueryWorld<Node> = {
  now: 0,
  me: "me@contoso.example",
  project: null,
  timePrecision: false,
  findField: (name) => FIELDS.find(name),
  pathExists: () => false,
  namesOf: (name) => [name],
  reader: (field) => (node) => (field.referenceName === "System.Id" ? node.id : node.title),
  pastReader: () => () => [],
  iterationPath: () => "",
  teamAreas: () => [],
  category: () => null,
  membersOf: () => null,
};

function links(nodes: readonly Node[]): LinkWorld<Node> {
  const shown = nodes.filter((node) => !node.isHidden);
  return {
    all: shown,
    idOf: (node) => node.id,
    linksOf: (node) => [
      ...shown.filter(({ parent }) => parent === node.id).map((target) => ({ rel: CHILD, target })),
      ...shown.filter(({ id }) => node.needs.includes(id)).map((target) => ({ rel: NEEDS, target })),
    ],
  };
}

function run(nodes: readonly Node[], where: string, mode: string): string[] {
  const parsed = parseWiql(`SELECT [System.Id] FROM WorkItemLinks WHERE ${where} MODE (${mode})`);
  if (parsed.kind !== "links") throw new Error("The query is not over links.");
  const rows = runLinkQuery(compileLinkQuery(parsed, world), links(nodes));
  return rows.map(({ target, via }) => (via === null ? `${target}` : `${via.source} ${via.rel} ${target}`));
}

const color = fc.constantFrom("red", "blue", null);
const condition = (side: string, wanted: string | null): string =>
  wanted === null ? `[${side}].[System.Id] > 0` : `[${side}].[System.Title] = '${wanted}'`;
const fits = (node: Node, wanted: string | null): boolean => wanted === null || node.title === wanted;

describe("queries over direct links", () => {
  it("find what loops over all pairs of work items find, in every mode", () => {
    const type = fc.constantFrom(CHILD, NEEDS, null);
    const mode = fc.constantFrom("MustContain", "MayContain", "DoesNotContain");
    fc.assert(
      fc.property(graph, color, color, type, mode, (nodes, source, target, rel, chosen) => {
        const expected: string[] = [];
        for (const a of nodes) {
          if (a.isHidden || !fits(a, source)) continue;
          const rows: string[] = [];
          for (const b of nodes) {
            if (b.isHidden || !fits(b, target)) continue;
            if (a.needs.includes(b.id) && rel !== CHILD) rows.push(`${a.id} ${NEEDS} ${b.id}`);
            if (b.parent === a.id && rel !== NEEDS) rows.push(`${a.id} ${CHILD} ${b.id}`);
          }
          if (chosen === "DoesNotContain" && rows.length === 0) expected.push(`${a.id}`);
          if (chosen === "MayContain" || (chosen === "MustContain" && rows.length > 0)) {
            expected.push(`${a.id}`, ...rows);
          }
        }
        const link = rel === null ? "[System.Links.LinkType] <> ''" : `[System.Links.LinkType] = '${rel}'`;
        const where = `(${condition("Source", source)}) AND (${link}) AND (${condition("Target", target)})`;
        expect(run(nodes, where, chosen)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("queries over trees", () => {
  function ancestors(nodes: readonly Node[], node: Node): Node[] {
    const parent = nodes.find(({ id }) => id === node.parent);
    return parent === undefined || parent.isHidden ? [] : [parent, ...ancestors(nodes, parent)];
  }

  function where(source: string | null, target: string | null): string {
    const link = `[System.Links.LinkType] = '${CHILD}'`;
    return `(${condition("Source", source)}) AND (${link}) AND (${condition("Target", target)})`;
  }

  it("hold each source, and what fits from there down without a gap", () => {
    fc.assert(
      fc.property(graph, color, color, (nodes, source, target) => {
        const expected: string[] = [];
        for (const node of nodes) {
          if (node.isHidden) continue;
          const above = ancestors(nodes, node);
          // Some ancestor is a source, and all below it down to here fit the target.
          const isReached = above.some(
            (ancestor, height) =>
              fits(ancestor, source) && [node, ...above.slice(0, height)].every((between) => fits(between, target)),
          );
          if (isReached) expected.push(`${node.parent ?? 0} ${CHILD} ${node.id}`);
          else if (fits(node, source)) expected.push(`${node.id}`);
        }
        expect(run(nodes, where(source, target), "Recursive").sort()).toEqual(expected.sort());
      }),
      { numRuns: 1000 },
    );
  });

  it("hold what fits with all that stand above it where children are to match", () => {
    fc.assert(
      fc.property(graph, color, color, (nodes, source, target) => {
        const kept = new Set<Node>();
        for (const node of nodes) {
          if (!node.isHidden && fits(node, target)) [node, ...ancestors(nodes, node)].forEach((each) => kept.add(each));
        }
        const expected = [...kept].map((node) =>
          ancestors(nodes, node).length === 0 ? `${node.id}` : `${node.parent ?? 0} ${CHILD} ${node.id}`,
        );
        expect(run(nodes, where(source, target), "Recursive, ReturnMatchingChildren").sort()).toEqual(expected.sort());
      }),
      { numRuns: 1000 },
    );
  });

  it("name a parent before its children", () => {
    fc.assert(
      fc.property(graph, color, color, (nodes, source, target) => {
        const rows = run(nodes, where(source, target), "Recursive").map((row) => row.split(" "));
        rows.forEach(([first, , child], place) => {
          if (child === undefined) return;
          expect(rows.slice(0, place).map((row) => row.at(-1))).toContain(first);
        });
      }),
    );
  });
});
