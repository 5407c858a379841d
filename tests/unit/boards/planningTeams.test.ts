/** What teams, capacities and the field of effort are made of, answer by answer. */
import { BoardsError, Cancelled } from "../../../src/boards/errors";
import { readCapacity } from "../../../src/boards/planning/capacity";
import { readEffortField } from "../../../src/boards/planning/effortField";
import { readTeams } from "../../../src/boards/planning/teams";
import { json } from "./support/answers";
import { ORGANIZATION } from "./support/fakeBoards";
import { transportTo } from "./support/reading";
import { ScriptedFetch, type Step, step } from "./support/scriptedFetch";

const PROJECT = { id: "p 1" };
const TEAMS = "GET _apis/projects/p%201/teams?$top=100&$skip=0";
const OF_TEAM = "GET p%201/t/_apis/work";

interface TeamAnswers {
  readonly field?: string;
  readonly workingDays?: readonly string[];
  readonly iterations?: readonly unknown[];
}

async function oneTeam(
  { field = "System.AreaPath", workingDays = ["monday"], iterations = [] }: TeamAnswers,
  further: readonly Step[] = [],
) {
  const script = new ScriptedFetch(ORGANIZATION, [
    step(TEAMS, () => json({ count: 1, value: [{ id: "t", name: "Payroll", description: "" }] })),
    step(`${OF_TEAM}/teamsettings/teamfieldvalues`, () =>
      json({ field: { referenceName: field }, values: [{ value: "P\\Payroll", includeChildren: false }] }),
    ),
    step(`${OF_TEAM}/teamsettings`, () => json({ workingDays })),
    step(`${OF_TEAM}/teamsettings/iterations`, () => json({ count: iterations.length, value: iterations })),
    ...further,
  ]);
  const reading = await readTeams(transportTo(script.fetch), PROJECT);
  script.done();
  return reading;
}

describe("a team", () => {
  it("says whether what lies below its areas is its own", async () => {
    const { teams } = await oneTeam({});
    expect(teams[0]!.areas).toEqual([{ path: "P\\Payroll", includesChildren: false }]);
  });

  it("has its days of the week in their order, by number", async () => {
    const { teams } = await oneTeam({ workingDays: ["thursday", "Sunday", "monday"] });
    expect(teams[0]!.weekdays).toEqual([0, 1, 4]);
  });

  it("that is told apart by another field than the area path is left out, and a gap names the field", async () => {
    const { teams, gaps } = await oneTeam({ field: "Custom.Team" });
    expect(teams).toEqual([]);
    expect(gaps).toEqual([
      "The team Payroll is told apart by the field Custom.Team and not by area paths, so it is left out.",
    ]);
  });

  it.each([
    ["no attributes", {}],
    ["empty dates", { attributes: { startDate: null, finishDate: null, timeFrame: "current" } }],
    ["a start alone", { attributes: { startDate: "2026-11-02T00:00:00Z" } }],
  ])("has an iteration without dates where it comes with %s, whatever time frame is said", async (_, more) => {
    const { teams, gaps } = await oneTeam({ iterations: [{ id: "i", name: "Later", path: "P\\Later", ...more }] });
    expect(gaps).toEqual([]);
    expect(teams[0]!.iterations).toEqual([{ id: "i", name: "Later", path: "P\\Later", dates: null, daysOff: [] }]);
  });

  it("has its iterations by their first day, in whatever order they come", async () => {
    const dated = (id: string, month: string) => ({
      id,
      name: id,
      path: `P\\${id}`,
      attributes: { startDate: `2026-${month}-02T00:00:00Z`, finishDate: `2026-${month}-13T00:00:00Z` },
    });
    const iterations = [{ id: "none", name: "none", path: "P\\none" }, dated("march", "03"), dated("february", "02")];
    const off = (id: string) =>
      step(`${OF_TEAM}/teamsettings/iterations/${id}/teamdaysoff`, () =>
        json({ daysOff: [{ start: "2026-02-05T00:00:00Z", end: "2026-02-06T00:00:00Z" }] }),
      );
    const { teams } = await oneTeam({ iterations }, [off("march"), off("february")]);
    expect(teams[0]!.iterations.map(({ id, daysOff }) => [id, daysOff])).toEqual([
      ["february", [{ from: "2026-02-05", to: "2026-02-06" }]],
      ["march", [{ from: "2026-02-05", to: "2026-02-06" }]],
      ["none", []],
    ]);
  });

  it("that nobody waits for any more is no gap: the reading as a whole is cancelled", async () => {
    const stop = new AbortController();
    const broken = (): Error => {
      stop.abort();
      return new Error("aborted");
    };
    const fetch = (url: string): Promise<Response> =>
      url.includes("/p%201/teams?")
        ? Promise.resolve(json({ count: 1, value: [{ id: "t", name: "Payroll" }] }))
        : Promise.reject(broken());
    await expect(readTeams(transportTo(fetch), PROJECT, stop.signal)).rejects.toBeInstanceOf(Cancelled);
  });

  it("with a day that is none has no iterations, and the gap says where the answer is wrong", async () => {
    const attributes = { startDate: "2026-02-30T00:00:00Z", finishDate: "2026-03-06T00:00:00Z" };
    const { teams, gaps } = await oneTeam({ iterations: [{ id: "i", name: "S", path: "P\\S", attributes }] });
    expect(teams[0]!.iterations).toEqual([]);
    expect(gaps).toEqual([expect.stringContaining("value.0.attributes.startDate: is no day")]);
  });
});

describe("a capacity", () => {
  const members = [
    {
      teamMember: { displayName: "Noor", id: "2" },
      activities: [
        { capacityPerDay: 4, name: "Deployment" },
        { capacityPerDay: 1.5, name: "" },
      ],
      daysOff: [],
    },
    {
      teamMember: { displayName: "Ana", id: "1" },
      activities: [],
      daysOff: [{ start: "2026-11-05T00:00:00Z", end: "2026-11-06T00:00:00Z" }],
    },
  ];

  it.each([
    ["with totals, as from 7.0 on", { teamMembers: members, totalCapacityPerDay: 5.5, totalDaysOff: 2 }],
    ["as a list, as before", { count: 2, value: members }],
  ])("is read %s: hours a day over all activities, by name", async (_, answer) => {
    const script = new ScriptedFetch(ORGANIZATION, [
      step(`${OF_TEAM}/teamsettings/iterations/i%2F1/capacities`, () => json(answer)),
    ]);
    await expect(readCapacity(transportTo(script.fetch), PROJECT, { id: "t" }, { id: "i/1" })).resolves.toEqual({
      members: [
        { name: "Ana", hoursPerDay: 0, daysOff: [{ from: "2026-11-05", to: "2026-11-06" }] },
        { name: "Noor", hoursPerDay: 5.5, daysOff: [] },
      ],
    });
    script.done();
  });
});

describe("the field of effort", () => {
  it("that a process does not have is an error that says what to do", async () => {
    const script = new ScriptedFetch(ORGANIZATION, [
      step("GET p%201/_apis/work/backlogconfiguration", () =>
        json({ backlogFields: { typeFields: { Order: "Microsoft.VSTS.Common.StackRank" } } }),
      ),
    ]);
    const reading = readEffortField(transportTo(script.fetch), PROJECT, null);
    await expect(reading).rejects.toBeInstanceOf(BoardsError);
    await expect(reading).rejects.toThrow(/names no field for effort.*Ask an administrator/);
    script.done();
  });
});
