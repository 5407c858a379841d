/** Teams, capacities and the field of effort, read from the local Azure Boards over HTTP. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { FaultAction, FaultRule } from "../../../scripts/local-boards/server";
import { ApiError, Cancelled, NetworkError } from "../../../src/boards/errors";
import { readCapacity } from "../../../src/boards/planning/capacity";
import { readEffortField } from "../../../src/boards/planning/effortField";
import { readTeams } from "../../../src/boards/planning/teams";
import { dayNumber, weekdayOf } from "../../../src/domain/planning/days";
import type { Team } from "../../../src/domain/planning/teams";
import { NOW } from "../../builders/estate";
import { SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const TODAY = new Date(NOW).toISOString().slice(0, 10);

function currentOf({ iterations }: Team) {
  return iterations.findLast(({ dates }) => dates !== null && dates.firstDay <= TODAY)!;
}

describe("the teams of the sample", () => {
  const sample = useServed();
  const platformId = PROJECT.teams.find(({ name }) => name === "Platform team")!.id;

  async function platform(): Promise<{ team: Team | undefined; gaps: readonly string[]; others: number }> {
    const { teams, gaps } = await readTeams(sample.transport(), PROJECT);
    return {
      team: teams.find(({ id }) => id === platformId),
      gaps,
      others: teams.filter(({ iterations }) => iterations.length > 0).length,
    };
  }

  /** Of the requests for something of the Platform team. */
  function fault(resource: string, action: FaultAction, turn: Partial<FaultRule> = {}): FaultRule {
    return { method: "GET", route: `/${platformId}/_apis/${resource}(\\?|$)/`, ...turn, action };
  }
  const gone: FaultAction = { kind: "status", status: 404 };

  it("come by name, with their areas and the days of the week on which they work", async () => {
    const { teams, gaps } = await readTeams(sample.transport(), PROJECT);
    expect(gaps).toEqual([]);
    expect(teams.map(({ name }) => name)).toEqual(PROJECT.teams.map(({ name }) => name).sort());
    const { team } = await platform();
    expect(team?.areas).toEqual([{ path: `${PROJECT.name}\\Platform`, includesChildren: true }]);
    expect(team?.weekdays).toEqual([1, 2, 3, 4, 5]);
  });

  it("have iterations by their first day, with paths as work items carry them and days without a time", async () => {
    const { team } = await platform();
    const { iterations } = team!;
    expect(iterations.map(({ path }) => path)).toEqual(
      Array.from({ length: 16 }, (_, index) => `${PROJECT.name}\\Sprint ${index + 1}`),
    );
    for (const { dates } of iterations) {
      expect(weekdayOf(dayNumber(dates!.firstDay))).toBe(1);
      expect(dayNumber(dates!.lastDay) - dayNumber(dates!.firstDay)).toBe(11);
    }
  });

  it("have their days off, the last one included", async () => {
    const { team } = await platform();
    const current = currentOf(team!);
    const holiday = new Date((dayNumber(current.dates!.firstDay) + 7) * 86_400_000).toISOString().slice(0, 10);
    expect(current.daysOff).toEqual([{ from: holiday, to: holiday }]);
    expect(team!.iterations.at(-1)!.daysOff).toEqual([]);
  });

  it("have capacities, in hours a day over all activities, and each member's own days off", async () => {
    const { team } = await platform();
    const current = currentOf(team!);
    const { members } = await readCapacity(sample.transport(), PROJECT, team!, current);
    expect(members.map(({ name }) => name)).toEqual([...members.map(({ name }) => name)].sort());
    expect(members.map(({ hoursPerDay }) => hoursPerDay).sort()).toEqual([1, 5.5, 6, 6]);
    const off = members.flatMap(({ daysOff }) => daysOff);
    expect(off.map(({ from, to }) => dayNumber(to) - dayNumber(from))).toEqual([1]);
    const [unplanned] = team!.iterations;
    await expect(readCapacity(sample.transport(), PROJECT, team!, unplanned!)).resolves.toEqual({ members: [] });
  });

  it("keep efforts where their process does", async () => {
    for (const team of [null, platformId]) {
      await expect(readEffortField(sample.transport(), PROJECT, team)).resolves.toBe(
        "Microsoft.VSTS.Scheduling.StoryPoints",
      );
    }
  });

  it("whose days off can't be read keep the iteration, and a gap says what that means", async () => {
    const { iteration } = PROJECT.teams.find(({ id }) => id === platformId)!.iterations[9]!;
    sample.fail(fault(`work/teamsettings/iterations/${iteration}/teamdaysoff`, gone));
    const { team, gaps } = await platform();
    expect(team!.iterations).toHaveLength(16);
    expect(gaps).toEqual([
      expect.stringMatching(/^The days off in Sprint 10 of the team Platform team could not be read, so its days/),
    ]);
  });

  it.each([
    ["teamsettings/iterations", /^The iterations of the team Platform team could not be read/],
    ["teamsettings", /^The working days of the team Platform team could not be read/],
  ])("whose %s can't be read keep their areas and have no iterations, and a gap says so", async (resource, gap) => {
    sample.fail(fault(`work/${resource}`, gone));
    const { team, gaps, others } = await platform();
    expect(team).toMatchObject({ areas: [{ path: `${PROJECT.name}\\Platform` }], iterations: [] });
    expect(gaps).toEqual([expect.stringMatching(gap)]);
    expect(others).toBe(PROJECT.teams.length - 1);
  });

  it("whose areas can't be read are left out, and a gap says so", async () => {
    sample.fail(fault("work/teamsettings/teamfieldvalues", gone));
    const { team, gaps, others } = await platform();
    expect(team).toBeUndefined();
    expect(gaps).toEqual([
      expect.stringMatching(/^The areas of the team Platform team could not be read, so it is left/),
    ]);
    expect(others).toBe(PROJECT.teams.length - 1);
  });

  it("are read again where the service is not available, or an answer breaks off", async () => {
    sample.fail(
      fault("work/teamsettings", { kind: "status", status: 503 }, { first: 2 }),
      fault("work/teamsettings/iterations", { kind: "truncate" }, { first: 1 }),
    );
    const { team, gaps } = await platform();
    expect(gaps).toEqual([]);
    expect(team!.iterations).toHaveLength(16);
  });

  it("are a failure as a whole where they can't be listed", async () => {
    sample.fail({ method: "GET", route: `projects/${PROJECT.id}/teams`, action: { kind: "status", status: 403 } });
    await expect(readTeams(sample.transport(), PROJECT)).rejects.toBeInstanceOf(ApiError);
    sample.fail({ method: "GET", route: `projects/${PROJECT.id}/teams`, action: { kind: "drop" } });
    await expect(readTeams(sample.transport(), PROJECT)).rejects.toBeInstanceOf(NetworkError);
  });

  it("are not read on once nobody waits for them", async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(readTeams(sample.transport(), PROJECT, stop.signal)).rejects.toBeInstanceOf(Cancelled);
    expect(sample.events).toEqual([]);
  });
});

describe("many teams", () => {
  const builder = new EstateBuilder();
  builder.user("Ana Example", "ana@example.com");
  const names = Array.from({ length: 203 }, (_, index) => `Team ${String(index).padStart(3, "0")}`);
  const project = builder.project({
    name: "Fabrikam Move",
    process: "Scrum",
    iterations: [
      { name: "Later" },
      { name: "Second", start: "2026-03-02", finish: "2026-03-13" },
      { name: "First", start: "2026-02-02", finish: "2026-02-27" },
    ],
    teams: Object.fromEntries(names.map((name) => [name, ["Fabrikam Move"]])),
  });
  const [first] = project.teams;
  builder.equipTeams(project, (team) =>
    team.id === first!.id
      ? {
          ...team,
          workingDays: ["saturday", "sunday"],
          iterations: project.iterations.children.map(({ identifier }) => ({
            iteration: identifier,
            capacities: [],
            daysOff: [],
          })),
        }
      : team,
  );
  const served = useServed({ estate: builder.build({ label: "many", description: "Made for a test." }) });

  it("are read page by page, each once", async () => {
    const { teams, gaps } = await readTeams(served.transport(), project);
    expect(gaps).toEqual([]);
    expect(teams.map(({ name }) => name)).toEqual(names);
  });

  it("choose their own days and iterations; those without dates come last, and have no days off to be read", async () => {
    const { teams } = await readTeams(served.transport(), project);
    expect(teams[0]!.weekdays).toEqual([0, 6]);
    expect(teams[0]!.iterations.map(({ name, dates }) => [name, dates])).toEqual([
      ["First", { firstDay: "2026-02-02", lastDay: "2026-02-27" }],
      ["Second", { firstDay: "2026-03-02", lastDay: "2026-03-13" }],
      ["Later", null],
    ]);
    const asked = served.events.filter(({ kind, url }) => kind === "sent" && url.endsWith("/teamdaysoff"));
    expect(asked).toHaveLength(2);
  });

  it("share the process's field of effort", async () => {
    await expect(readEffortField(served.transport(), project, null)).resolves.toBe("Microsoft.VSTS.Scheduling.Effort");
  });
});
