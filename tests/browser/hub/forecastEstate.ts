/** Projects whose teams have a past at every gate, so that releases can be forecast with all of their ranges. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import type { ReleaseSettings } from "../../../src/domain/policy/policy";
import { PROMOTED } from "../../builders/estate";
import { withReleases } from "../../builders/planningWorld";
import { projectId, storeElsewhere } from "../settings/settingsPage";

const PROJECT = "Fabrikam Move";
const DAY = 86_400_000;
const SPRINT = 14 * DAY;
/** Sprints to come after the running one. */
const COMING = 2;
/** Where the team without a past works. */
const PLANT = "Plant";

/** A release that is ahead, with so many VMs that nobody has begun. */
export interface ReleasePlan {
  readonly key: string;
  readonly assets: number;
  /** Whether it is the work of the team without a past. */
  readonly isOfNewcomers?: boolean;
  /** In days from today; no target date where absent. */
  readonly targetIn?: number;
}

/** What a project holds. */
export interface ForecastProject {
  /** What each team brought through all gates in each sprint that is over, oldest first. */
  readonly past: readonly number[];
  /** Teams with that past, which share the work; one by default. */
  readonly teams?: readonly string[];
  readonly releases: readonly ReleasePlan[];
}

/** A project whose sprints ended one after the other until today's, and the team Newcomers, which has brought nothing through. */
export function forecastEstate({ past, teams = ["Movers"], releases }: ForecastProject): Estate {
  const now = Date.now();
  const monday = now - (((Math.floor(now / DAY) + 3) % 7) * DAY + (now % DAY));
  const startOf = (sprint: number): number => monday + (sprint - past.length) * SPRINT;
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  const areaOf = (name: string): string => `${PROJECT}\\${name}`;
  const project = builder.project({
    name: PROJECT,
    areas: [...teams, PLANT].map((name) => ({ name })),
    iterations: Array.from({ length: past.length + 1 + COMING }, (_, sprint) => ({
      name: `Sprint ${sprint + 1}`,
      start: dayOf(startOf(sprint)),
      finish: dayOf(startOf(sprint) + 11 * DAY),
    })),
    teams: { ...Object.fromEntries(teams.map((name) => [name, [areaOf(name)]])), Newcomers: [areaOf(PLANT)] },
  });
  builder.equipTeams(project, (team) => ({
    ...team,
    members: [by.id],
    iterations: project.iterations.children.map(({ identifier }) => ({
      iteration: identifier,
      capacities: [],
      daysOff: [],
    })),
  }));

  // Each asset is made below its workload: a link of a later time would be scope that came in.
  const made = startOf(0) - 30 * DAY;
  const add = (type: string, title: string, tags: readonly string[], area: string, sprint?: number): number =>
    builder.item({
      type,
      title,
      project,
      at: made,
      by,
      tags,
      fields: {
        "System.AreaPath": areaOf(area),
        ...(sprint === undefined ? {} : { "System.IterationPath": `${PROJECT}\\Sprint ${sprint + 1}` }),
      },
    });
  for (const team of teams) {
    const moved = add("Feature", `Moved by ${team}`, ["release:R0"], team);
    for (const [sprint, count] of past.entries()) {
      for (let asset = 1; asset <= count; asset += 1) {
        const id = add("User Story", `${team} OLD-${sprint + 1}-${asset}`, ["kind:vm"], team, sprint);
        builder.parent(id, moved, made, by);
        const tags = ["kind:vm", ...PROMOTED].join("; ");
        builder.change(id, startOf(sprint) + 4 * DAY, by, { "System.State": "Resolved", "System.Tags": tags });
      }
    }
  }
  for (const { key, assets, isOfNewcomers = false } of releases) {
    const owners = isOfNewcomers ? [PLANT] : teams;
    const workload = add("Feature", `Workload of ${key}`, [`release:${key}`], owners[0] ?? PLANT);
    for (let asset = 0; asset < assets; asset += 1) {
      const owner = owners[asset % owners.length] ?? PLANT;
      builder.parent(add("User Story", `${key} VM-${asset + 1}`, ["kind:vm"], owner), workload, made, by);
    }
  }
  return builder.build({ label: "sample", description: "Made for a test." });
}

/** Stores a mapping with the releases in their order and their target dates. */
export async function storeReleases(
  boards: RunningBoards,
  estate: Estate,
  releases: readonly ReleasePlan[],
): Promise<void> {
  const settings = releases.map(({ key, targetIn }, order): ReleaseSettings => ({
    key,
    order,
    ...(targetIn === undefined ? {} : { targetDate: dayOf(Date.now() + targetIn * DAY) }),
  }));
  await storeElsewhere(boards, projectId(estate), withReleases([...settings]));
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
