import type { EstateNode, EstateTeam } from "../../../scripts/local-boards/model/estate";
import { sampleEstate } from "../../../scripts/local-boards/server";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const DAY = 86_400_000;

describe("the teams of the sample", () => {
  const estate = sampleEstate({ now: NOW });
  const [project] = estate.projects;
  if (project === undefined) throw new Error("The sample has no project.");
  const nodes = new Map(project.iterations.children.map((node) => [node.identifier, node]));
  const nodeOf = (identifier: string): EstateNode => {
    const node = nodes.get(identifier);
    if (node === undefined) throw new Error(`There is no iteration ${identifier}.`);
    return node;
  };
  const roleOf = (id: string): string | undefined => estate.users.find((user) => user.id === id)?.role;
  const each = (check: (team: EstateTeam) => void): void => {
    expect(project.teams).toHaveLength(5);
    for (const team of project.teams) check(team);
  };

  it("have four members each, who take part in the work, and everyone who moves something is in one", () => {
    each(({ members }) => {
      expect(new Set(members).size).toBe(4);
      expect(members.map(roleOf)).toEqual(["administrator", "contributor", "contributor", "contributor"]);
    });
    const inTeams = new Set(project.teams.flatMap(({ members }) => members));
    expect(inTeams.size).toBe(8);
  });

  it("have the root as backlog iteration, and every sprint with dates, in its order", () => {
    each((team) => {
      expect(team.backlogIteration).toBe(project.iterations.identifier);
      expect(team.iterations.map(({ iteration }) => nodeOf(iteration).name)).toEqual(
        Array.from({ length: 16 }, (_, index) => `Sprint ${index + 1}`),
      );
    });
  });

  it("have planned the current sprint and its neighbours, for all members, with hours a day can have", () => {
    each((team) => {
      const planned = team.iterations.filter(({ capacities }) => capacities.length > 0);
      expect(planned.map(({ iteration }) => nodeOf(iteration).name)).toEqual(["Sprint 9", "Sprint 10", "Sprint 11"]);
      for (const { capacities } of planned) {
        expect(capacities.map(({ member }) => member)).toEqual(team.members);
        for (const { activities } of capacities) {
          const hours = activities.reduce((sum, { hoursPerDay }) => sum + hoursPerDay, 0);
          expect(hours).toBeGreaterThan(0);
          expect(hours).toBeLessThanOrEqual(8);
        }
      }
    });
  });

  it("have one member two days off, and one public holiday, on working days of the current sprint, whatever the day", () => {
    for (let days = 0; days < 7; days += 1) {
      const [made] = sampleEstate({ now: NOW + days * DAY }).projects;
      for (const team of made?.teams ?? []) {
        const current = team.iterations[9];
        const node = made?.iterations.children.find(({ identifier }) => identifier === current?.iteration);
        const personal = current?.capacities.flatMap(({ daysOff }) => daysOff) ?? [];
        const holidays = current?.daysOff ?? [];
        expect([personal.length, holidays.length]).toEqual([1, 1]);
        for (const { start, end } of [...personal, ...holidays]) {
          expect(start >= (node?.startDate ?? "9")).toBe(true);
          expect(end <= (node?.finishDate ?? "0")).toBe(true);
          for (const day of [start, end]) expect([1, 2, 3, 4, 5]).toContain(new Date(day).getUTCDay());
        }
        expect(new Date(holidays[0]?.start ?? "").getUTCDay()).toBe(1);
      }
    }
  });
});
