/** How long the plan of a forecast takes to be put together on the page, and the longest that it holds the page up. */
import { backlogOf } from "../../src/domain/backlog/backlog";
import { assembleForecast, assembling } from "../../src/domain/planning/forecast/assemble";
import type { PlanningWorld } from "../../src/domain/planning/world";
import { team } from "../builders/planning";
import { pastRecords, planningWorld } from "../builders/planningWorld";
import { estateOf } from "./estate";
import { measure, print, say } from "./measure";

const ASSETS = 5_000;
const TEAMS = ["Web", "Data", "Network", "Storage"];
const PAST = Array.from({ length: 26 }, (_, index) => 15 + ((index * 7) % 23));

/** 20 releases, 5,000 assets with nearly as many dependencies, four teams with a year of past. */
function world(): PlanningWorld {
  const estate = estateOf(ASSETS, ["New", "Active", "Resolved"]);
  const workItems = estate.workItems.map((item, index) => ({
    ...item,
    areaPath: `Contoso\\${TEAMS[(index >> 2) % TEAMS.length] ?? ""}`,
    effort: (index % 7) + 1,
  }));
  const teams = TEAMS.map((name) =>
    team({ id: name, name, areas: [{ path: `Contoso\\${name}`, includesChildren: true }] }),
  );
  const records = TEAMS.flatMap((name) => pastRecords(PAST, { team: name }));
  return planningWorld({ ...estate, workItems }, { teams, records });
}

/** Prints the times of the whole, and its longest step: the page has its turn between them. */
export async function benchAssemble(): Promise<void> {
  const subject = world();
  const floor = "floor: read the backlog";
  const timings = await measure(
    {
      [floor]: () => backlogOf(subject.snapshot, subject.policy),
      "plan of a forecast": () => assembleForecast(subject),
    },
    7,
  );
  print(`20 releases, ${ASSETS.toLocaleString("en-US")} assets, estimated: the plan of a forecast`, timings, floor);
  say(`  longest step ${Math.max(...stepsOf(subject)).toFixed(0)} ms`);
}

function stepsOf(subject: PlanningWorld): number[] {
  const steps = assembling(subject);
  const times: number[] = [];
  for (;;) {
    const start = performance.now();
    const { done } = steps.next();
    times.push(performance.now() - start);
    if (done === true) return times;
  }
}
