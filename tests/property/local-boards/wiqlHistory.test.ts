import fc from "fast-check";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { QueryParameters, type Context } from "../../../scripts/local-boards/http/context";
import { prepareQuery, runQuery } from "../../../scripts/local-boards/rest/wiql";
import { Organization } from "../../../scripts/local-boards/store/organization";

const DAY = 86_400_000;
const START = Date.parse("2026-01-01T12:00:00Z");
const STATES = ["New", "Active", "Closed"] as const;

/** The states of a work item, a day apart; which one is set anew on which day. */
type History = readonly (typeof STATES)[number][];

const histories: fc.Arbitrary<History[]> = fc.array(
  fc.array(fc.constantFrom(...STATES), { minLength: 1, maxLength: 6 }),
  { minLength: 1, maxLength: 5 },
);

/** Asks a made organisation whose work items had those states. */
function ids(made: readonly History[], query: string): number[] {
  const builder = new EstateBuilder();
  const by = builder.user("Lead Person", "lead@contoso.example");
  const project = builder.project({ name: "Contoso" });
  for (const [first, ...later] of made) {
    const id = builder.item({
      type: "Task",
      title: "A",
      project,
      at: START,
      by,
      fields: { "System.State": first ?? "New" },
    });
    later.forEach((state, index) => builder.change(id, START + (index + 1) * DAY, by, { "System.State": state }));
  }
  const organization = new Organization(builder.build({ label: "made", description: "" }));
  const context: Context = {
    organization,
    organizationUrl: "http://localhost/local",
    user: by,
    now: START + 100 * DAY,
    method: "POST",
    address: new URL("http://localhost/local/_apis/wit/wiql"),
    version: "7.1",
    serverVersion: null,
    query: new QueryParameters(new URLSearchParams()),
    params: {},
    project: null,
    team: null,
    contentType: "application/json",
    body: undefined,
    omittedAs: "null",
    dispatch: () => {
      throw new Error("A query makes no further requests.");
    },
  };
  const { body } = runQuery(prepareQuery(query, context), context);
  return (body.workItems as { id: number }[]).map(({ id }) => id);
}

/** Midnight of a day, so many days after the first revision: what was set at noon of the day before is there. */
function day(number: number): string {
  return new Date(START + number * DAY).toISOString().slice(0, 10);
}

const SELECT = "SELECT [System.Id] FROM WorkItems";

describe("queries over what was", () => {
  it("find by EVER what was so in some revision", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...STATES), (made, state) => {
        const expected = made.flatMap((states, index) => (states.includes(state) ? [index + 1] : []));
        expect(ids(made, `${SELECT} WHERE EVER [System.State] = '${state}'`)).toEqual(expected);
        expect(ids(made, `${SELECT} WHERE [System.State] EVER '${state}'`)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("find as of a time what a query at that time would have found", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...STATES), fc.integer({ min: 0, max: 7 }), (made, state, number) => {
        const until = made.map((states) => states.slice(0, number));
        const now = until.every((states) => states.length === 0)
          ? []
          : ids(until, `${SELECT} WHERE [System.State] = '${state}'`);
        const ever = until.flatMap((states, index) => (states.includes(state) ? [index + 1] : []));
        expect(ids(made, `${SELECT} WHERE [System.State] = '${state}' ASOF '${day(number)}'`)).toEqual(now);
        expect(ids(made, `${SELECT} WHERE EVER [System.State] = '${state}' ASOF '${day(number)}'`)).toEqual(ever);
      }),
      { numRuns: 200 },
    );
  });

  it("find by EVER the revision's own fields as each revision had them", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 7 }), (made, rev) => {
        const expected = made.flatMap((states, index) => (states.length >= rev ? [index + 1] : []));
        expect(ids(made, `${SELECT} WHERE EVER [System.Rev] = ${rev}`)).toEqual(expected);
      }),
    );
  });
});
