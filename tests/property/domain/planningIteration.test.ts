import fc from "fast-check";
import { releaseId } from "../../../src/domain/backlog/releases";
import { edited, inverseOf, withWrites, writesOf } from "../../../src/domain/change/edit";
import { effectsOf } from "../../../src/domain/change/effects";
import { assess } from "../../../src/domain/readiness/assess";
import type { PlanningEdit, PlanningEdits } from "../../../src/domain/planning/iteration/edits";
import { backlogsOf } from "../../../src/domain/planning/iteration/backlogs";
import { nestingFaults } from "../../../src/domain/planning/iteration/nesting";
import { planEdits, withEdits } from "../../../src/domain/planning/iteration/planEdits";
import type { Policy, ReleaseSource } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import { fold } from "../../../src/domain/text";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import { iterationTree, team } from "../../builders/planning";

const TREE = iterationTree("Contoso\\A", "Contoso\\B");
const PATHS = TREE.map(({ path }) => path);
const SOURCES: readonly ReleaseSource[] = [
  { kind: "tag", prefix: "release:" },
  { kind: "field", field: "Custom.Release" },
  { kind: "iteration", level: 1 },
  { kind: "none" },
];

const policies: fc.Arbitrary<Policy> = fc
  .record({ source: fc.constantFrom(...SOURCES), assetsFollowWorkload: fc.boolean() })
  .map((rule) => policy({ releases: { ...policy().releases, ...rule } }));

const places = fc.record({
  path: fc.constantFrom(...PATHS),
  release: fc.constantFrom(null, "Contoso\\A", "Contoso\\B"),
  priority: fc.constantFrom(null, 1, 2),
  effort: fc.constantFrom(null, 0, 3),
});
/** Workloads 1 and 2, assets 10 … 15 below them or below nothing; releases by tag, field and path at once. */
const estates: fc.Arbitrary<Snapshot> = fc
  .record({
    workloads: fc.tuple(places, places),
    assets: fc.array(fc.tuple(places, fc.constantFrom(null, 1, 2), fc.constantFrom("New", "Resolved", "Removed")), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ workloads, assets }) => {
    const changesOf = ({ path, release, priority, effort }: (typeof workloads)[number]) => ({
      iterationPath: path,
      priority,
      effort,
      tags: release === null ? [] : [`release:${release}`],
      fields: { "Custom.Release": release },
    });
    return snapshot(
      [
        ...workloads.map((place, index) => feature(index + 1, changesOf(place))),
        ...assets.map(([place, parent, state], index) => asset(10 + index, parent, { ...changesOf(place), state })),
      ],
      { iterations: TREE },
    );
  });

const edits: fc.Arbitrary<[number, PlanningEdit][]> = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(1, 2, 10, 11, 12, 13, 14, 15, 99),
    fc.record(
      {
        release: fc.constantFrom(null, "Contoso\\A", "contoso\\b", "New"),
        iterationPath: fc.constantFrom(...PATHS, "Contoso\\Nowhere"),
        effort: fc.constantFrom(null, 0, 5, -1),
        priority: fc.constantFrom(null, 1, 3, 0),
      },
      { requiredKeys: [] },
    ),
  ),
  { selector: ([id]) => id, maxLength: 6 },
);

const scenes = fc.record({ read: estates, mapping: policies, asked: edits });
const planOf = (read: Snapshot, mapping: Policy, asked: PlanningEdits) => planEdits(read, mapping, asked, null, NOW);
const idsOf = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id);

describe("a draft of plans", () => {
  it("has every edited item in exactly one list, and writes each work item once", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const { entries, refused, unchanged } = planOf(read, mapping, new Map(asked));
        const listed = [...entries, ...refused].map(({ item }) => item.id).concat(idsOf(unchanged));
        expect(new Set(listed).size).toBe(listed.length);
        for (const [id] of asked) expect(listed).toContain(id);
        const written = writesOf(entries).map(({ item }) => item.id);
        expect(new Set(written).size).toBe(written.length);
      }),
    );
  });

  it("shows what a reading gives once it is written, without what is refused", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const { entries, refused } = planOf(read, mapping, new Map(asked));
        const out = new Set(refused.map(({ item }) => item.id));
        // What goes along with a workload that is refused, or is refused beside it, is no edit of its own.
        fc.pre([...out].every((id) => asked.some(([other]) => other === id)));
        // Without its own edit a refused asset would go along with its workload.
        const taken = new Set(asked.flatMap(([id, { release }]) => (release === undefined ? [] : [id])));
        fc.pre(read.workItems.every(({ id, parent }) => !out.has(id) || parent === null || !taken.has(parent)));
        const rest = new Map(asked.filter(([id]) => !out.has(id)));
        expect(withEdits(read, mapping, rest, NOW)).toEqual(withWrites(read, writesOf(entries), NOW));
      }),
    );
  });

  it("tells the gates that two reports tell, before and after (G1–G3)", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const { entries, effects } = planOf(read, mapping, new Map(asked));
        const after = withWrites(read, writesOf(entries), NOW);
        expect(effects).toEqual(effectsOf(assess(read, mapping, NOW), assess(after, mapping, NOW)));
      }),
    );
  });

  it("leaves nothing to write once it is written", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const { entries, refused } = planOf(read, mapping, new Map(asked));
        const out = new Set(refused.map(({ item }) => item.id));
        fc.pre(out.size === 0);
        const after = withWrites(read, writesOf(entries), NOW);
        expect(planOf(after, mapping, new Map(asked)).entries).toEqual([]);
      }),
    );
  });

  it("is the same whatever the order of edits and items (L2)", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const turned = { ...read, workItems: [...read.workItems].reverse() };
        expect(planOf(turned, mapping, new Map([...asked].reverse()))).toEqual(planOf(read, mapping, new Map(asked)));
      }),
    );
  });

  it("is taken back by the inverse of its writes", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        for (const write of writesOf(planOf(read, mapping, new Map(asked)).entries)) {
          const { rev, changedDate, fields, ...rest } = edited(
            edited(write.item, write.edit, NOW),
            inverseOf(write),
            NOW,
          );
          expect(rest).toEqual({ ...write.item, rev: undefined, changedDate: undefined, fields: undefined });
          expect({ ...fields }).toEqual({ ...write.item.fields });
          expect([rev, changedDate]).toEqual([write.item.rev + 2, NOW]);
        }
      }),
    );
  });

  it("shares with the snapshot every work item that it does not write", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const written = new Set(writesOf(planOf(read, mapping, new Map(asked)).entries).map(({ item }) => item.id));
        const planned = withEdits(read, mapping, new Map(asked), NOW).workItems;
        for (const [index, item] of read.workItems.entries()) {
          if (!asked.some(([id]) => id === item.id || id === item.parent)) expect(planned[index]).toBe(item);
          if (planned[index] === item) expect(written.has(item.id)).toBe(false);
        }
      }),
    );
  });

  it("is nested, and broken, as a new reading of it would be", () => {
    fc.assert(
      fc.property(scenes, ({ read, mapping, asked }) => {
        const planned = withEdits(read, mapping, new Map(asked), NOW);
        // A release that the draft empties stays on the page, to be filled again; a new reading may not know it.
        const shown = (from: Snapshot) => {
          const { releases, unplanned, first } = backlogsOf(from, planned, mapping, [team()], NOW);
          const filled = [...releases, unplanned].filter(({ iterations }) => iterations.length > 0);
          return filled.map(({ release, iterations }) => [
            // A release is shown as it was read; a draft may name it in another spelling.
            release === null ? null : { ...release, key: releaseId(release.key), name: releaseId(release.name) },
            iterations.map(({ iteration, assets }) => [iteration, assets.map(({ item, stage }) => [item, stage])]),
            first.map(({ item }) => item.id),
          ]);
        };
        expect(shown(read)).toEqual(shown(planned));
        const faults = (from: Snapshot) =>
          nestingFaults(from, planned, mapping, NOW).map((fault) => ({ ...fault, sentence: fold(fault.sentence) }));
        expect(faults(read)).toEqual(faults(planned));
      }),
    );
  });
});
