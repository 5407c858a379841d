import type { Link, Snapshot } from "../../../src/domain/snapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { BLOCKER_CODES, type BlockerCode, type Effect, type Gate } from "../../../src/domain/readiness/report";
import type { Identity, WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, NOW, PROMOTED, STAGED, task, workItem } from "../../builders/estate";
import { reportOf } from "../../builders/report";

/** One code of readiness.md §8: the least that gives it, and where. */
interface Row {
  readonly code: BlockerCode;
  readonly effect: Effect;
  readonly gate: Gate;
  readonly when: string;
  readonly items: readonly WorkItem[];
  readonly snapshot?: Partial<Snapshot>;
  readonly policy?: Partial<Policy>;
}

const DAY = 86_400_000;
const R1 = ["release:R1"];
const R2 = ["release:R2"];
const ana: Identity = { id: "ana", displayName: "Ana", uniqueName: "ana@contoso.example", imageUrl: null };
const ben: Identity = { id: "ben", displayName: "Ben", uniqueName: "ben@contoso.example", imageUrl: null };

const payroll = feature(1, { tags: R1 });
const billing = feature(10, { tags: R2 });
const replicated = (id: number, parent: number, tags: readonly string[] = []): WorkItem =>
  asset(id, parent, { state: "Resolved", tags });
const given = (id: number, parent: number, tag: string, at: number, changes: Partial<WorkItem> = {}): WorkItem =>
  task(id, parent, tag, {
    state: "Closed",
    tags: [tag],
    closedDate: at,
    stateChangeDate: at,
    createdBy: ana,
    closedBy: ben,
    ...changes,
  });

const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});
const related = (source: number, target: number): Link => ({ type: "System.LinkTypes.Related", source, target });

const release = (settings: Partial<Policy["releases"]["settings"][number]>): Partial<Policy> => ({
  releases: {
    source: { kind: "tag", prefix: "release:" },
    assetsFollowWorkload: true,
    defaultModel: "staged",
    settings: [{ key: "R1", ...settings }],
  },
});

const iterations: Snapshot["iterations"] = [
  { path: "Contoso", name: "Contoso", level: 0, startDate: null, finishDate: null },
  {
    path: "Contoso\\Sprint 9",
    name: "Sprint 9",
    level: 1,
    startDate: day("2027-01-04"),
    finishDate: day("2027-01-15"),
  },
];

const revision = (rev: number, state: string, at: number) => ({
  id: 2,
  rev,
  type: "User Story",
  state,
  reason: "",
  tags: ["kind:vm"],
  iterationPath: "Contoso",
  areaPath: "Contoso",
  parent: 1,
  boardColumn: null,
  effort: null,
  fields: {},
  changedDate: at,
});

const ROWS: readonly Row[] = [
  {
    code: "NOT_REPLICATED",
    effect: "blocks",
    gate: "staging",
    when: "an asset is below Replicated",
    items: [payroll, asset(2, 1, { state: "Active" })],
  },
  {
    code: "NOT_STAGED",
    effect: "blocks",
    gate: "uat",
    when: "an asset is below Staged",
    items: [payroll, replicated(2, 1)],
  },
  {
    code: "NOT_ACCEPTED",
    effect: "blocks",
    gate: "promotion",
    when: "an asset is below Accepted",
    items: [payroll, replicated(2, 1, STAGED)],
  },
  {
    code: "SCOPE_SPLIT",
    effect: "blocks",
    gate: "staging",
    when: "M3: an asset claims another release than its workload",
    items: [payroll, replicated(2, 1), replicated(3, 1, R2)],
  },
  {
    code: "ASSET_UNMAPPED",
    effect: "blocks",
    gate: "staging",
    when: "M8: a record in scope has no work item",
    items: [payroll, replicated(2, 1)],
    snapshot: { records: [{ key: "srv-9", name: "SRV 9", isInScope: true, workload: 1, workItem: null }] },
  },
  {
    code: "STATE_UNMAPPED",
    effect: "unknown",
    gate: "staging",
    when: "M4: no row of the state table knows the state",
    items: [payroll, asset(2, 1, { state: "On hold" })],
  },
  {
    code: "STAGE_GAP",
    effect: "warns",
    gate: "uat",
    when: "M5: a signal comes before the one that it needs",
    items: [payroll, replicated(2, 1, ["stage:accepted"])],
  },
  {
    code: "STAGE_REGRESSED",
    effect: "warns",
    gate: "staging",
    when: "the history shows that an asset was further",
    items: [payroll, asset(2, 1, { state: "Active", rev: 3, stateChangeDate: NOW - DAY, changedDate: NOW - DAY })],
    snapshot: {
      histories: [
        {
          id: 2,
          revisions: [
            revision(1, "New", NOW - 9 * DAY),
            revision(2, "Resolved", NOW - 5 * DAY),
            revision(3, "Active", NOW - DAY),
          ],
        },
      ],
    },
  },
  {
    code: "DEP_BEHIND",
    effect: "blocks",
    gate: "staging",
    when: "D4: what it waits for is below what the gate asks",
    // In its own release the root would have a blocker of its own, and stand there once (D4).
    items: [payroll, replicated(2, 1), feature(20, { tags: ["release:R0"] }), asset(21, 20, { state: "Active" })],
    snapshot: { links: [waits(2, 21)] },
  },
  {
    code: "DEP_LATER_RELEASE",
    effect: "blocks",
    gate: "promotion",
    when: "D3: what it waits for is promoted later",
    items: [payroll, replicated(2, 1, ACCEPTED), billing, replicated(11, 10, ACCEPTED)],
    snapshot: { links: [waits(2, 11)] },
  },
  {
    code: "DEP_CYCLE",
    effect: "blocks",
    gate: "staging",
    when: "D2: assets of two releases wait for each other",
    items: [payroll, replicated(2, 1), billing, replicated(11, 10)],
    snapshot: { links: [waits(2, 11), waits(11, 2)] },
  },
  {
    code: "DEP_UNREADABLE",
    effect: "unknown",
    gate: "staging",
    when: "D5: what it waits for can't be read",
    items: [payroll, replicated(2, 1)],
    snapshot: { links: [waits(2, 99)], losses: [{ kind: "item", id: 99, message: "hidden" }] },
  },
  {
    code: "DEP_UNMAPPED",
    effect: "unknown",
    gate: "staging",
    when: "D5: it waits for a workload without assets",
    items: [payroll, replicated(2, 1), billing],
    snapshot: { links: [waits(2, 10)] },
  },
  {
    code: "EXCLUDED_NEEDED",
    effect: "blocks",
    gate: "staging",
    when: "D6: what it waits for stays where it is",
    items: [payroll, replicated(2, 1), asset(3, 1, { tags: ["strategy:retain"] })],
    snapshot: { links: [waits(2, 3)] },
  },
  {
    code: "BLOCKER_OPEN",
    effect: "blocks",
    gate: "staging",
    when: "G1: a blocking item below it is open",
    items: [payroll, replicated(2, 1), workItem(3, { type: "Issue", parent: 1, state: "Active", tags: ["blocker"] })],
  },
  {
    code: "DEFECT_OPEN",
    effect: "blocks",
    gate: "promotion",
    when: "G3: a UAT defect below it is open",
    items: [
      payroll,
      replicated(2, 1, ACCEPTED),
      workItem(3, { type: "Bug", parent: 1, state: "Active", tags: ["uat"] }),
    ],
  },
  {
    code: "TASKS_OPEN",
    effect: "warns",
    gate: "staging",
    when: "a Replicated asset has an open task of an earlier activity",
    items: [payroll, replicated(2, 1), task(3, 2, "Assess VM 2", { state: "Active" })],
  },
  {
    code: "EVIDENCE_MISSING",
    effect: "blocks",
    gate: "staging",
    when: "E1: a team has asked for evidence, and nobody has given it",
    items: [payroll, replicated(2, 1), task(3, 1, "Change approved", { tags: ["gate:change-approved"] })],
  },
  {
    code: "EVIDENCE_STALE",
    effect: "blocks",
    gate: "promotion",
    when: "E2: its time limit ran out",
    items: [payroll, replicated(2, 1, ACCEPTED), given(3, 1, "gate:rollback-rehearsed", NOW - 31 * DAY)],
  },
  {
    code: "SIGNOFF_MISSING",
    effect: "blocks",
    gate: "promotion",
    when: "E1: a team has asked for a sign-off, and nobody has given it",
    items: [
      payroll,
      replicated(2, 1, ACCEPTED),
      task(3, 1, "Accepted by the business", { tags: ["gate:business-accepted"] }),
    ],
  },
  {
    code: "SIGNOFF_SELF",
    effect: "blocks",
    gate: "promotion",
    when: "E3: it was closed by the assignee of an asset that it covers",
    items: [
      payroll,
      asset(2, 1, { state: "Resolved", tags: ACCEPTED, assignedTo: ben }),
      given(3, 1, "gate:business-accepted", NOW - DAY),
    ],
  },
  {
    code: "WAIVER_EXPIRED",
    effect: "blocks",
    gate: "staging",
    when: "E4: its last day is over, and what it covered is still in the way",
    items: [
      payroll,
      asset(2, 1, { state: "Active" }),
      given(3, 1, "waiver:NOT_REPLICATED", NOW - 20 * DAY, { tags: ["waiver:NOT_REPLICATED", "until:2026-11-20"] }),
    ],
    snapshot: { links: [related(3, 2)] },
  },
  {
    code: "HISTORY_UNREAD",
    effect: "unknown",
    gate: "promotion",
    when: "E2: a tag decides the stage, and the item was changed after the sign-off",
    items: [
      payroll,
      asset(2, 1, { state: "Resolved", tags: ACCEPTED, changedDate: NOW - DAY }),
      given(3, 1, "gate:operations-accepted", NOW - 2 * DAY),
    ],
  },
  {
    code: "READ_PARTIAL",
    effect: "unknown",
    gate: "staging",
    when: "V2: a page failed",
    items: [payroll, replicated(2, 1)],
    snapshot: { losses: [{ kind: "query", message: "503" }] },
  },
  {
    code: "ITEM_UNREADABLE",
    effect: "unknown",
    gate: "staging",
    when: "V2: a workload names an item that can't be read",
    items: [feature(1, { tags: R1, children: [2, 3] }), replicated(2, 1)],
    snapshot: { losses: [{ kind: "item", id: 3, message: "hidden" }] },
  },
  {
    code: "EMPTY_SCOPE",
    effect: "unknown",
    gate: "staging",
    when: "V2: nothing is in scope",
    items: [payroll, asset(2, 1, { state: "Removed" })],
  },
  {
    code: "FREEZE",
    effect: "blocks",
    gate: "promotion",
    when: "G3: the window lies in a freeze",
    items: [payroll, replicated(2, 1, ACCEPTED)],
    policy: release({
      targetDate: "2026-12-24",
      freezes: [{ name: "Year end", from: "2026-12-20", to: "2027-01-03" }],
    }),
  },
  {
    code: "ITERATION_AFTER_RELEASE",
    effect: "warns",
    gate: "promotion",
    when: "an asset is planned after the target date",
    items: [payroll, asset(2, 1, { state: "Resolved", tags: ACCEPTED, iterationPath: "Contoso\\Sprint 9" })],
    snapshot: { iterations },
    policy: release({ targetDate: "2026-12-12" }),
  },
  {
    code: "NO_TARGET_DATE",
    effect: "warns",
    gate: "promotion",
    when: "nobody gave the release a target date",
    items: [payroll, replicated(2, 1, ACCEPTED)],
  },
  {
    code: "OVERDUE",
    effect: "warns",
    gate: "promotion",
    when: "the target date is over",
    items: [payroll, replicated(2, 1, ACCEPTED)],
    policy: release({ targetDate: "2026-11-20" }),
  },
  {
    code: "GATE_SKIPPED",
    effect: "warns",
    gate: "staging",
    when: "G6: the gate is done, and its evidence was never given",
    items: [payroll, replicated(2, 1, PROMOTED), task(3, 1, "Change approved", { tags: ["gate:change-approved"] })],
  },
];

describe("§8: the code", () => {
  it.each(ROWS.map((row) => [row.code, row.effect, row.when, row] as const))(
    "%s %s: %s",
    (code, effect, _when, { gate, items, snapshot, policy }) => {
      const { releases } = reportOf(items, { ...(snapshot && { snapshot }), ...(policy && { policy }) });
      const first = releases.find(({ key }) => key === "R1")?.gates[gate];
      const found = first?.blockers.filter((blocker) => blocker.code === code) ?? [];
      expect(found.length).toBeGreaterThan(0);
      for (const blocker of found) expect(blocker).toMatchObject({ effect, gate });
      // V3: what blocks or is unknown keeps the gate below ready; what warns does not.
      if (effect === "blocks") expect(first?.verdict).toBe("blocked");
      if (effect === "unknown") expect(first?.verdict).toBe("unknown");
    },
  );

  it("stands in the table, whichever it is", () => {
    expect(ROWS.map(({ code }) => code).sort()).toEqual([...BLOCKER_CODES].sort());
  });

  it("tells where, what, since when and what to do", () => {
    for (const { gate, items, snapshot, policy } of ROWS) {
      const { releases } = reportOf(items, { ...(snapshot && { snapshot }), ...(policy && { policy }) });
      for (const blocker of releases.flatMap(({ gates }) => gates[gate].blockers)) {
        expect(blocker.expected).not.toBe("");
        expect(blocker.actual).not.toBe("");
        expect(blocker.since.basis).not.toBe("");
        expect(blocker.fix).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
});
