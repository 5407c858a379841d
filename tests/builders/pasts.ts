import fc from "fast-check";
import type { Team } from "../../src/domain/planning/teams";
import type { Policy } from "../../src/domain/policy/policy";
import type { ItemHistory, Snapshot } from "../../src/domain/snapshot";
import type { Instant, WorkItem } from "../../src/domain/workItem";
import { asset, day, feature, policy, snapshot } from "./estate";
import { type Change, grown } from "./history";

const DAY = 86_400_000;

/** The first day of the first of three iterations of two weeks; a Monday. */
export const BEGIN = day("2026-03-02");
export const SPRINTS = ["Contoso\\Sprint 1", "Contoso\\Sprint 2", "Contoso\\Sprint 3"] as const;

/** A team with the three iterations, each from Monday to the second Friday: two days lie between them. */
export function planningTeam(name: string, changes: Partial<Team> = {}): Team {
  return {
    id: name,
    name,
    areas: [{ path: `Contoso\\${name}`, includesChildren: true }],
    weekdays: [1, 2, 3, 4, 5],
    iterations: SPRINTS.map((path, index) => ({
      id: path,
      path,
      name: path.slice("Contoso\\".length),
      dates: { firstDay: dayOf(BEGIN + index * 14 * DAY), lastDay: dayOf(BEGIN + (index * 14 + 11) * DAY) },
      daysOff: [],
    })),
    ...changes,
  };
}

/** The day of a time (UTC). */
export function dayOf(time: Instant): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** What happens to a work item, as far as its revisions tell. */
type To = Change["to"];

const TAGS = [
  "kind:vm",
  "kind:database",
  "stage:staged",
  "stage:accepted",
  "stage:promoted",
  "release:A",
  "release:B",
  "strategy:retain",
  "not-an-asset",
] as const;

const COMMITMENTS = [
  "committed:Sprint 1@2026-03-02T08:00Z",
  "committed:Sprint 1@2026-03-04T08:00Z",
  "committed:Sprint 2@2026-03-13T08:00Z",
  "committed:Sprint 3@2026-04-01T08:00Z",
] as const;

const states = fc.constantFrom<To>(
  { state: "New", reason: "" },
  { state: "Active", reason: "" },
  { state: "Resolved", reason: "" },
  { state: "Closed", reason: "" },
  { state: "Closed", reason: "Cut" },
  { state: "Removed", reason: "" },
  { state: "On hold", reason: "" },
);

/** The quarter of a day of a change: so coarse that many fall together, on beginnings and ends too. */
const quarters = fc.nat({ max: 4 * 50 });

/** Puts a tag on, or takes it off. */
const switching =
  (tag: string) =>
  (tags: readonly string[]): To => ({
    tags: tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag],
  });

const change = fc.record({
  quarter: quarters,
  to: fc.oneof(
    { weight: 6, arbitrary: states.map((to) => (): To => to) },
    { weight: 4, arbitrary: fc.constantFrom(...TAGS).map(switching) },
    { weight: 2, arbitrary: fc.constantFrom(...COMMITMENTS).map(switching) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...SPRINTS, "Contoso").map((iterationPath) => (): To => ({ iterationPath })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("Web", "Data", "Nobody").map((name) => (): To => ({ areaPath: `Contoso\\${name}` })),
    },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, 0.1, 0.2, 3).map((effort) => (): To => ({ effort })) },
    { weight: 1, arbitrary: fc.constantFrom(null, 1, 2, 11).map((parent) => (): To => ({ parent })) },
  ),
});

/** A random past of a small estate. */
export interface RandomPast {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly teams: readonly Team[];
}

/** An item that goes through the changes in their order, each at its time. */
export function through(
  made: WorkItem,
  changes: readonly { readonly quarter: number; readonly to: (tags: readonly string[]) => To }[],
): { readonly item: WorkItem; readonly history: ItemHistory } {
  let { tags } = made;
  const sorted = [...changes].sort((a, b) => a.quarter - b.quarter);
  return grown(
    made,
    sorted.map(({ quarter, to }): Change => {
      const next = to(tags);
      tags = next.tags ?? tags;
      return { at: BEGIN - 3 * DAY + (quarter * DAY) / 4, to: next.parent === made.id ? { parent: null } : next };
    }),
  );
}

/**
 * Two workloads and a few assets, made before the first of three iterations of two teams, with a random past of seven weeks;
 * some of the assets are deleted, with or without their place in the recycle bin.
 */
export const randomPasts: fc.Arbitrary<RandomPast> = fc
  .record({
    workloads: fc.tuple(fc.array(change, { maxLength: 3 }), fc.array(change, { maxLength: 3 })),
    assets: fc.array(
      fc.record({ team: fc.constantFrom("Web", "Data"), changes: fc.array(change, { maxLength: 10 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    deleted: fc.option(fc.record({ index: fc.nat(3), quarter: fc.option(quarters) }), { freq: 4 }),
    now: quarters,
    doneStage: fc.constantFrom("Replicated" as const, "Promoted" as const),
    graceDays: fc.constantFrom(0, 1, 13),
    follows: fc.boolean(),
    model: fc.constantFrom("staged" as const, "single-step" as const),
    kind: fc.constantFrom("tag" as const, "tag" as const, "none" as const),
  })
  .map(({ workloads, assets, deleted, now, doneStage, graceDays, follows, model, kind }) => {
    const made = BEGIN - 4 * DAY;
    const pasts = [
      ...workloads.map((changes, index) =>
        // A workload stays what it is, and is no asset's child.
        through(
          feature(index + 1, { createdDate: made, tags: ["release:A"].slice(index) }),
          changes.filter(({ to }) => to([]).parent === undefined),
        ),
      ),
      ...assets.map(({ team, changes }, index) =>
        through(
          asset(11 + index, 1 + (index % 2), {
            createdDate: made,
            areaPath: `Contoso\\${team}`,
            iterationPath: SPRINTS[0],
            effort: 2,
          }),
          changes,
        ),
      ),
    ];
    const gone = deleted === null ? undefined : pasts[2 + (deleted.index % assets.length)];
    const asOf = BEGIN - 3 * DAY + 51 * DAY;
    const bin =
      gone === undefined || deleted?.quarter == null
        ? []
        : [
            {
              id: gone.item.id,
              title: gone.item.title,
              type: gone.item.type,
              deletedDate: Math.max(gone.item.changedDate + 1, BEGIN + (deleted.quarter * DAY) / 4),
            },
          ];
    const base = policy();
    return {
      snapshot: snapshot(
        pasts.flatMap(({ item }) => (item === gone?.item ? [] : [item])),
        {
          asOf: Math.max(asOf, BEGIN + (now * DAY) / 4),
          histories: pasts.map(({ history }) => history),
          deleted: bin,
        },
      ),
      policy: policy({
        releases: {
          ...base.releases,
          source: kind === "tag" ? { kind, prefix: "release:" } : { kind },
          assetsFollowWorkload: follows,
          settings: [{ key: "B", model }],
        },
        planning: { ...base.planning, doneStage, graceDays },
      }),
      teams: [planningTeam("Web"), planningTeam("Data")],
    };
  });
