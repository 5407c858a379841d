/** How long the past of a portfolio takes. The floor is looking once at each revision and sorting each history by time. */
import { backlogOf } from "../../src/domain/backlog/backlog";
import { burnUpOf } from "../../src/domain/planning/flow/burnUp";
import { dayText } from "../../src/domain/planning/days";
import type { Team } from "../../src/domain/planning/teams";
import { trackReader } from "../../src/domain/planning/velocity/tracks";
import { recordsOf } from "../../src/domain/planning/velocity/velocity";
import { asset, day, feature, policy, snapshot } from "../builders/estate";
import { type Change, grown } from "../builders/history";
import { measure, print } from "./measure";

const ASSETS = 5_000;
const TEAMS = ["Web", "Data", "Network", "Storage", "Edge"];
const ITERATIONS = 26;
const DAY = 86_400_000;
const BEGIN = day("2025-11-24");

const pathOf = (iteration: number) => `Contoso\\Sprint ${iteration + 1}`;

/** Each asset goes into an iteration, is committed, moved once, and comes up to promotion, in eight revisions. */
function estate() {
  const workloads = Array.from({ length: 200 }, (_, index) => feature(index + 1, { tags: [`release:R${index % 20}`] }));
  const pasts = Array.from({ length: ASSETS }, (_, index) => {
    const iteration = index % ITERATIONS;
    const start = BEGIN + iteration * 14 * DAY;
    const team = TEAMS[index % TEAMS.length] ?? "";
    const at = (days: number) => start + days * DAY + (index % 97) * 60_000;
    const committed = `committed:Sprint ${iteration + 1}@2025-11-24T00:00Z`;
    const tags = ["kind:vm", committed];
    const changes: Change[] = [
      { at: at(-20), to: { effort: (index % 7) + 1 } },
      { at: at(-1), to: { iterationPath: pathOf(iteration), tags } },
      { at: at(3), to: { state: "Active" } },
      { at: at(5 + (index % 9)), to: { state: "Resolved" } },
      { at: at(20), to: { tags: [...tags, "stage:staged"] } },
      { at: at(30), to: { tags: [...tags, "stage:staged", "stage:accepted"] } },
      { at: at(40), to: { tags: [...tags, "stage:staged", "stage:accepted", "stage:promoted"] } },
    ];
    const made = asset(1_001 + index, 1 + (index % 200), {
      createdDate: start - 30 * DAY,
      areaPath: `Contoso\\${team}`,
    });
    return grown(made, changes);
  });
  const histories = [...workloads.map((item) => grown(item, []).history), ...pasts.map(({ history }) => history)];
  const teams = TEAMS.map((name): Team => ({
    id: name,
    name,
    areas: [{ path: `Contoso\\${name}`, includesChildren: true }],
    weekdays: [1, 2, 3, 4, 5],
    iterations: Array.from({ length: ITERATIONS }, (_, index) => {
      const first = BEGIN / DAY + index * 14;
      const dates = { firstDay: dayText(first), lastDay: dayText(first + 11) };
      return { id: pathOf(index), path: pathOf(index), name: `Sprint ${index + 1}`, dates, daysOff: [] };
    }),
  }));
  return { read: snapshot([...workloads, ...pasts.map(({ item }) => item)], { histories }), teams };
}

/** Prints the times of making the reader, of all tracks, and of records and burn-up from them. */
export async function benchVelocity(): Promise<void> {
  const { read, teams } = estate();
  const mapping = policy();
  const now = BEGIN + ITERATIONS * 14 * DAY + 60 * DAY;
  const ready = trackReader(read, mapping, teams);
  const tracks = ready.ids.map(ready.trackOf);
  const floor = "floor: sort each history by time";
  const timings = await measure(
    {
      [floor]: () =>
        read.histories.map(({ revisions }) => [...revisions].sort((a, b) => a.changedDate - b.changedDate).length),
      backlog: () => backlogOf(read, mapping),
      "reader, with the backlog": () => trackReader(read, mapping, teams),
      "reader and all tracks": () => {
        const { ids, trackOf } = trackReader(read, mapping, teams);
        return ids.map(trackOf);
      },
      "records of all iterations": () => recordsOf(tracks, teams, mapping, now),
      "burn-up of a release": () => burnUpOf(tracks, "r1", mapping, now),
    },
    5,
  );
  const size = `${ASSETS.toLocaleString("en-US")} assets of 8 revisions, ${TEAMS.length} teams of ${ITERATIONS} iterations`;
  print(`${size}: velocity`, timings, floor);
}
