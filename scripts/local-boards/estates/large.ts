import type { Estate, EstateUser } from "../model/estate";
import { EstateBuilder, type NodePlan } from "./builder";
import { Dice } from "./stable";

/** What a large estate is made of. */
export interface LargeOptions {
  /** Milliseconds since the epoch: the day in whose middle the migration is. */
  readonly now: number;
  /** How many work items, at least one. */
  readonly items: number;
}

const DAY = 86_400_000;
const ASSETS_OF_WORKLOAD = 25;
const WORKLOADS_OF_RELEASE = 40;
const SPRINTS = 12;
const KINDS = ["vm", "database", "file-share", "app"];
const STATES = ["Active", "Resolved", "Closed"];
const STAGES = ["stage:staged", "stage:accepted", "stage:promoted"];

/**
 * An estate of any size, the same for the same options: workloads of 25 assets in releases, with sprints, dependencies and a
 * history of several months. It is there to be many; the sample is there to be looked at.
 */
export function largeEstate({ now, items }: LargeOptions): Estate {
  const dice = new Dice(items);
  const builder = new EstateBuilder();
  const people = ["Ana Example", "Ben Example", "Cleo Example", "Dan Example"].map((name) =>
    builder.user(name, `${name.slice(0, name.indexOf(" ")).toLowerCase()}@example.com`),
  );
  const project = builder.project({
    name: "Fabrikam Datacenter Exit",
    description: `Generated: ${items.toLocaleString("en-US")} work items of a datacenter exit.`,
    iterations: sprints(now),
  });

  /** Times rise, so that the history is one in which things happened one after the other. */
  let clock = now - 200 * DAY;
  const tick = (): number => (clock += Math.max(1, Math.floor((170 * DAY) / (items * 5))));
  const someone = (): EstateUser => dice.pick(people);

  let left = items;
  let earlier: number[] = [];
  for (let workload = 1; left > 0; workload++) {
    const release = Math.ceil(workload / WORKLOADS_OF_RELEASE);
    const rung = Math.max(0, 6 - release - dice.between(0, 2));
    const parent = builder.item({
      type: "Feature",
      title: `Workload ${workload}`,
      project,
      at: tick(),
      by: someone(),
      tags: [`release:Wave ${release}`],
    });
    left -= 1;
    const assets: number[] = [];
    for (let index = 1; index <= ASSETS_OF_WORKLOAD && left > 0; index++, left--) {
      const by = someone();
      const id = builder.item({
        type: "User Story",
        title: `${dice.pick(["srv", "db", "fs", "app"])}-${workload}-${index}`,
        project,
        at: tick(),
        by,
        tags: [`kind:${dice.pick(KINDS)}`],
        fields: {
          "System.AssignedTo": someone().uniqueName,
          "System.IterationPath": `${project.name}\\Sprint ${dice.between(1, SPRINTS)}`,
          "Microsoft.VSTS.Scheduling.StoryPoints": dice.between(1, 8),
        },
      });
      builder.parent(id, parent, tick(), by);
      if (earlier.length > 0 && dice.chance(0.3)) {
        builder.link(id, "System.LinkTypes.Dependency-Reverse", dice.pick(earlier), tick(), by);
      }
      for (const state of STATES.slice(0, Math.min(rung, STATES.length))) {
        builder.change(id, tick(), someone(), { "System.State": state });
      }
      const stages = STAGES.slice(0, Math.max(0, rung - STATES.length));
      if (stages.length > 0) builder.tag(id, tick(), someone(), ...stages);
      assets.push(id);
    }
    earlier = assets;
  }
  return builder.build({
    label: "large",
    description: `A generated datacenter exit of ${items.toLocaleString("en-US")} work items.`,
  });
}

/** Two weeks each, half of them before now. */
function sprints(now: number): NodePlan[] {
  const first = now - (SPRINTS / 2) * 14 * DAY;
  return Array.from({ length: SPRINTS }, (_, index) => ({
    name: `Sprint ${index + 1}`,
    start: dayOf(first + index * 14 * DAY),
    finish: dayOf(first + index * 14 * DAY + 11 * DAY),
  }));
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
