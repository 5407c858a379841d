import * as fc from "fast-check";
import { diffReports } from "../../../src/domain/diff/diffReports";
import type { Loss } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const WORKLOADS = [feature(1, { tags: ["release:R1"] }), feature(2, { tags: ["release:R2"] }), feature(3)];

/** Assets 10–19 of any state, in any workload and release or in none. */
const assets = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 10, max: 19 }),
      parent: fc.constantFrom(1, 2, 3, null),
      state: fc.constantFrom("New", "Active", "Resolved", "On hold", "Removed"),
      tags: fc.constantFrom([], ["release:R1"], ["release:R2"], ["release:R1", "strategy:retain"]),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  )
  .map((found): WorkItem[] => [
    ...WORKLOADS,
    ...found.map(({ id, parent, state, tags }) => asset(id, parent, { state, tags })),
  ]);
const losses = fc.constantFrom<readonly Loss[]>([], [{ kind: "query", message: "500" }]);

const before = (items: readonly WorkItem[], lost: readonly Loss[] = []) =>
  reportOf(items, { snapshot: { asOf: day("2026-11-16"), losses: lost } });
const after = (items: readonly WorkItem[], lost: readonly Loss[] = []) =>
  reportOf(items, { snapshot: { losses: lost } });

describe("the difference of two reports", () => {
  it("does not depend on the order of input (L2)", () => {
    fc.assert(
      fc.property(assets, assets, (was, is) => {
        const straight = diffReports(before(was), after(is));
        const turned = diffReports(before([...was].reverse()), after([...is].reverse()));
        expect(turned).toEqual(straight);
      }),
    );
  });

  it("read backwards, opens what it cleared, and lets in what it let out", () => {
    fc.assert(
      fc.property(assets, assets, (was, is) => {
        const [forth, back] = [diffReports(before(was), after(is)), diffReports(before(is), after(was))];
        const keys = (changes: (typeof forth)["opened"]) =>
          changes.map(({ blocker: { code, gate, workItem }, release }) =>
            [code, gate, workItem?.id, release?.key].join(),
          );
        expect(keys(back.cleared).sort()).toEqual(keys(forth.opened).sort());
        const places = (direction: string, { scope }: typeof forth) =>
          scope
            .filter((change) => change.direction === direction)
            .map(({ item, release, workload }) => [item.id, release?.key, workload?.id].join())
            .sort();
        expect(places("out", back)).toEqual(places("in", forth));
      }),
    );
  });

  it("claims nothing lost or gained that a loss of a whole page explains (V2)", () => {
    fc.assert(
      fc.property(assets, losses, losses, (items, lostBefore, lostAfter) => {
        const diff = diffReports(before(items, lostBefore), after(items, lostAfter));
        const claims = [...diff.gates, ...diff.opened, ...diff.cleared, ...diff.scope, ...diff.stages];
        expect(claims.filter(({ isUncertain }) => !isUncertain)).toEqual([]);
      }),
    );
  });
});
