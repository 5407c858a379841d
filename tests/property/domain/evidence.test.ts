import fc from "fast-check";
import { backlogOf } from "../../../src/domain/backlog/backlog";
import { evidenceOf } from "../../../src/domain/evidence/evidence";
import { readingsOf } from "../../../src/domain/readiness/assetStages";
import { BLOCKER_CODES, GATES } from "../../../src/domain/readiness/report";
import type { ItemHistory, Link, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, NOW, policy, snapshot } from "../../builders/estate";
import { finding, mark, person } from "../../builders/evidence";
import { grown } from "../../builders/history";

const MAPPING = policy();
const WORKLOADS = [1, 2];
const WAIVABLE = BLOCKER_CODES.filter(
  (code) => !["EMPTY_SCOPE", "READ_PARTIAL", "ITEM_UNREADABLE", "STATE_UNMAPPED", "WAIVER_EXPIRED"].includes(code),
);

/** Days after the items were made, when something happened; few, so that things happen at the same time. */
const time = fc.integer({ min: 0, max: 12 }).map((week) => day("2026-01-05") + week * 7 * 24 * 60 * 60 * 1000);

const change = fc.record({
  at: time,
  to: fc.record(
    {
      state: fc.constantFrom("New", "Active", "Resolved", "Closed", "On hold"),
      tags: fc
        .subarray(["stage:staged", "stage:accepted", "strategy:retire", "release:A", "release:B"])
        .map((tags) => ["kind:vm", ...tags]),
      parent: fc.constantFrom(...WORKLOADS, 10),
    },
    { requiredKeys: [] },
  ),
});

const assets = fc.array(
  fc.record({
    parent: fc.constantFrom(...WORKLOADS, null),
    changes: fc.array(change, { maxLength: 5 }),
    owner: fc.constantFrom("Ann", "Bob", null),
  }),
  { minLength: 1, maxLength: 4 },
);

const TAGS = [
  ...MAPPING.evidence.checklist.map(({ id }) => `gate:${id}`),
  "waiver:NOT_REPLICATED",
  "waiver:FREEZE",
  "decision:go",
];
const marks = fc.array(
  fc.record({
    tag: fc.constantFrom(...TAGS),
    parent: fc.constantFrom(...WORKLOADS, 10, 11, null),
    closed: fc.option(time, { freq: 5 }),
    by: fc.constantFrom("Ann", "Bob"),
    release: fc.constantFrom("release:A", "release:B"),
  }),
  { maxLength: 6 },
);

/** An estate of two workloads, assets with a past, and items of section 7, each related to the first asset. */
const estates: fc.Arbitrary<Snapshot> = fc.record({ assets, marks }).map(({ assets, marks }) => {
  const pasts = assets.map(({ parent, changes, owner }, index) =>
    grown(
      asset(10 + index, parent, { assignedTo: owner === null ? null : person(owner) }),
      [...changes].sort((a, b) => a.at - b.at),
    ),
  );
  const items = marks.map(({ tag, parent, closed, by, release }, index) =>
    mark(50 + index, parent, [tag, release, "until:2027-01-31"], closed, {
      ...(closed === null ? {} : { closedBy: person(by) }),
    }),
  );
  return snapshot(
    [...WORKLOADS.map((id) => feature(id, { tags: ["release:A"] })), ...pasts.map(({ item }) => item), ...items],
    {
      histories: pasts.map(({ history }) => history),
      links: items.map(({ id }): Link => ({ type: "System.LinkTypes.Related", source: id, target: 10 })),
    },
  );
});

function bookOf(read: Snapshot) {
  const backlog = backlogOf(read, MAPPING);
  return { backlog, evidence: evidenceOf(read, backlog, MAPPING, readingsOf(backlog, MAPPING), NOW) };
}

/** All that section 7 says of a snapshot. */
function sayings(read: Snapshot) {
  const { backlog, evidence } = bookOf(read);
  const statuses = GATES.flatMap((gate) => [
    ...[...backlog.workloads, ...backlog.withoutWorkload].flatMap(({ workload }) =>
      evidence.statuses(gate, workload).map((status) => ({ ...status, place: workload.item?.id ?? null })),
    ),
    ...["a", "b"].flatMap((id) =>
      evidence.releaseStatuses(gate, id).map((status) => ({ ...status, place: `release ${id}` })),
    ),
  ]);
  const first = read.workItems.find(({ id }) => id === 10) as WorkItem;
  const waived = WAIVABLE.flatMap((code) => [
    evidence.waive(finding(code, { asset: first, workItem: first }), { releaseId: null }),
    evidence.waive(finding(code), { releaseId: "a" }),
  ]);
  return {
    statuses,
    waived: waived.map((result) => (result?.kind === "waived" ? result : result && [result.kind, result.reason])),
    decisions: evidence.decisions("a"),
    satisfied: [...evidence.satisfied].sort((a, b) => a - b),
    unrecognised: evidence.unrecognised,
    needed: evidence.historyNeeded,
  };
}

function isInForce(result: ReturnType<typeof sayings>["waived"][number] | undefined): boolean {
  return result !== null && result !== undefined && "waiver" in result;
}

function keyOf({ id, covers, place }: ReturnType<typeof sayings>["statuses"][number]): string {
  return `${id} of ${covers?.id ?? place}`;
}

describe("section 7 of arbitrary estates", () => {
  it("L2: does not depend on the order of items, links and histories", () =>
    fc.assert(
      fc.property(estates, fc.infiniteStream(fc.double({ noNaN: true })), (read, weights) => {
        const shuffled = <T>(values: readonly T[]): T[] =>
          values
            .map((value) => ({ value, weight: weights.next().value as number }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ value }) => value);
        const other: Snapshot = {
          ...read,
          workItems: shuffled(read.workItems).map((item) => ({ ...item, tags: shuffled(item.tags) })),
          links: shuffled(read.links),
          histories: shuffled(read.histories),
        };
        expect(sayings(other)).toEqual(sayings(read));
      }),
    ));

  it("L4: losing a history never makes evidence given, nor a waiver one in force", () =>
    fc.assert(
      fc.property(estates, fc.subarray([10, 11, 12, 13]), fc.boolean(), (read, lost, isAll) => {
        const isLost = ({ id }: ItemHistory) => lost.includes(id);
        const less = sayings({
          ...read,
          histories: read.histories.filter((history) => !isLost(history)),
          losses: [{ kind: "history", ids: isAll ? null : lost, message: "no answer" }],
        });
        const whole = sayings(read);
        const given = new Set(whole.statuses.filter(({ state }) => state === "given").map(keyOf));
        for (const status of less.statuses.filter(({ state }) => state === "given")) {
          expect([...given]).toContain(keyOf(status));
        }
        less.waived.forEach((result, index) => {
          // Of two that are in force either may be the one that is shown.
          if (isInForce(result)) expect(isInForce(whole.waived[index])).toBe(true);
        });
        expect(new Set([...lost, ...less.needed])).toEqual(new Set(lost));
      }),
    ));

  it("L7: a waiver changes what is said of the code, the part and the place that it names, and nothing else", () =>
    fc.assert(
      fc.property(
        estates,
        fc.constantFrom(...WAIVABLE),
        fc.constantFrom("", ":uat", ":test-plan"),
        fc.constantFrom(10, 1, null),
        (read, code, part, target) => {
          const waiver = mark(99, null, [`waiver:${code}${part}`, "until:2027-12-31", "release:A"], day("2026-11-01"));
          const links = target === null ? [] : [{ type: "System.LinkTypes.Related", source: 99, target }];
          const before = bookOf(read).evidence;
          const after = bookOf({
            ...read,
            workItems: [...read.workItems, waiver],
            links: [...read.links, ...links],
          }).evidence;
          const first = read.workItems.find(({ id }) => id === 10) as WorkItem;
          const workload = { id: 1, title: "", type: "Feature" };
          for (const gate of GATES) {
            for (const id of [undefined, "test-plan"]) {
              for (const other of WAIVABLE) {
                const about = { gate, ...(id === undefined ? {} : { evidence: id }) };
                const findings = [
                  { at: 10, of: finding(other, { ...about, asset: first, workItem: first, workload }), release: "a" },
                  { at: 1, of: finding(other, { ...about, workload }), release: "a" },
                  { at: null, of: finding(other, about), release: "a" },
                ];
                for (const { at, of, release } of findings) {
                  const isPart = part === "" || part === `:${gate}` || part === `:${id ?? ""}`;
                  // It names a release besides, whatever it is linked to.
                  const isNamed = other === code && isPart && (at === target || at === null);
                  const [was, is] = [before, after].map((evidence) => evidence.waive(of, { releaseId: release }));
                  if (isNamed) expect(is).not.toBeNull();
                  else expect(is).toEqual(was);
                }
              }
            }
          }
        },
      ),
      { numRuns: 40 },
    ));
});
