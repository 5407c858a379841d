/** V2, L4: every single thing of a complete estate taken away and marked as lost, held to the hand-made table of losses. */
import type { Policy } from "../../../src/domain/policy/policy";
import { assess } from "../../../src/domain/readiness/assess";
import { minimumOf } from "../../../src/domain/readiness/gates";
import {
  type Gate,
  type GateAssessments,
  GATES,
  type Report,
  type Verdict,
} from "../../../src/domain/readiness/report";
import type { Link, Loss, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, NOW, policy, PROMOTED, snapshot, task, workItem } from "../../builders/estate";
import { mark } from "../../builders/evidence";
import { grown } from "../../builders/history";
import { LOSS_VERDICTS, PROVIDER_LOST_AT_DONE_PROMOTION } from "../../expected/lossVerdicts";

type Row = keyof typeof LOSS_VERDICTS;

/** What one loss does: a row of the table, and the workloads that are within its reach. */
interface Effect {
  readonly row: Row;
  readonly on: readonly number[];
}
/** Everything: what no workload names. */
const ALL = [1, 2, 3, 4];

const FEBRUARY = day("2026-02-02");
const OCTOBER = day("2026-10-05");
const GIVEN = day("2026-11-02");
const LATER = day("2026-11-10");

const RELATED = "System.LinkTypes.Related";
const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});
const related = (source: number, target: number): Link => ({ type: RELATED, source, target });
const closed = { state: "Closed", closedDate: OCTOBER, stateChangeDate: OCTOBER, changedDate: OCTOBER } as const;

/** Two assets that something has changed of after evidence was given: only their histories tell that no stage dropped. */
const payrollVm = grown(asset(11, 1), [
  { at: FEBRUARY, to: { state: "Resolved", tags: ["kind:vm", ...ACCEPTED] } },
  { at: LATER, to: { effort: 3 } },
]);
const fleetVm = grown(asset(32, 3), [
  { at: FEBRUARY, to: { state: "Resolved" } },
  { at: LATER, to: { tags: ["kind:vm", "checked"] } },
]);
const before = { changedDate: FEBRUARY, stateChangeDate: FEBRUARY };

/**
 * R1, staged: Payroll (1) is Accepted, Directory (2) is Promoted. R2, single-step: Fleet (3) is Replicated, Yard (4) is
 * Promoted. Every gate is ready or done; every parent names its children, as a reading does that looks at them.
 */
const ITEMS: readonly WorkItem[] = [
  feature(1, { tags: ["release:R1"] }),
  payrollVm.item,
  asset(12, 1, { state: "Resolved", tags: ACCEPTED, ...before }),
  asset(13, 12, { state: "Resolved", tags: ACCEPTED, ...before }),
  task(14, 11, "Migrate", closed),
  mark(15, 1, ["gate:business-accepted"], GIVEN),
  mark(16, 1, ["gate:operations-accepted"], null),
  workItem(17, { type: "Issue", parent: 1, tags: ["blocker"], ...closed }),

  feature(2, { tags: ["release:R1"] }),
  asset(21, 2, { tags: PROMOTED, ...closed }),
  asset(22, 2, { tags: PROMOTED, ...closed }),
  workItem(23, { parent: 2, title: "Promote workload", ...closed }),

  feature(3, { tags: ["release:R2"] }),
  asset(31, 3, { state: "Resolved", ...before }),
  fleetVm.item,
  mark(33, 3, ["gate:change-approved"], GIVEN),

  feature(4, { tags: ["release:R2"] }),
  asset(41, 4, { tags: PROMOTED, ...closed }),

  // What links alone lead to: a provider each of Fleet and Directory, and an issue beside each of them.
  ...[91, 92].map((id) => workItem(id, { type: "Issue", title: `Line ${id}`, ...closed })),
  ...[93, 94].map((id) => workItem(id, { type: "Issue", tags: ["blocker"], ...closed })),
  // What a query finds and nothing names: a waiver, what R1 was given, and what was decided about it.
  mark(95, null, ["waiver:SIGNOFF_MISSING:operations-accepted", "until:2026-12-31"], GIVEN),
  mark(96, null, ["gate:release-approved", "release:R1"], GIVEN),
  mark(97, null, ["decision:go", "release:R1"], GIVEN),
].map((item, _, all) => ({
  ...item,
  children: all.filter(({ parent }) => parent === item.id).map(({ id }) => id),
}));

const WHOLE: Snapshot = snapshot(ITEMS, {
  links: [waits(11, 21), waits(31, 21), waits(31, 91), waits(21, 92), related(31, 93), related(21, 94), related(95, 1)],
  histories: [payrollVm.history, fleetVm.history],
  records: [{ key: "vm-11", name: "vm-11", isInScope: true, workload: 1, workItem: 11 }],
});

const BASE = policy();
const POLICY = policy({
  assets: { ...BASE.assets, phaseTitles: ["Promote workload"] },
  releases: {
    ...BASE.releases,
    settings: [
      { key: "R1", order: 1, targetDate: "2026-12-07" },
      { key: "R2", order: 2, targetDate: "2026-12-14", model: "single-step" },
    ],
  },
  inventory: { isDemanded: true },
});

/** By hand: what each item is to whom. An asset that is a provider too is lost to its workload and to what waits for it. */
const OF_ITEMS: Readonly<Record<number, readonly Effect[]>> = {
  1: [{ row: "parent", on: ALL }],
  2: [{ row: "parent", on: ALL }],
  3: [{ row: "parent", on: ALL }],
  4: [{ row: "parent", on: ALL }],
  11: [{ row: "asset", on: [1] }],
  // An asset stands below it, which might be of another release if this were a workload.
  12: [{ row: "parent", on: ALL }],
  13: [{ row: "asset", on: [1] }],
  14: [{ row: "part", on: [1] }],
  15: [{ row: "part", on: [1] }],
  16: [{ row: "part", on: [1] }],
  17: [{ row: "part", on: [1] }],
  21: [
    { row: "asset", on: [2] },
    { row: "provider", on: [1, 3] },
  ],
  22: [{ row: "asset", on: [2] }],
  23: [{ row: "part", on: [2] }],
  31: [{ row: "asset", on: [3] }],
  32: [{ row: "asset", on: [3] }],
  33: [{ row: "part", on: [3] }],
  41: [{ row: "asset", on: [4] }],
  91: [{ row: "provider", on: [3] }],
  92: [{ row: "provider", on: [2] }],
  93: [{ row: "related", on: [3] }],
  94: [{ row: "related", on: [2] }],
  95: [
    { row: "unnamed", on: ALL },
    { row: "waiver", on: [1] },
  ],
  96: [{ row: "unnamed", on: ALL }],
  97: [{ row: "unnamed", on: ALL }],
};
/** Items that only links name: the reader marks them so. */
const BESIDE = [91, 92, 93, 94];
const RELEASES: Readonly<Record<string, readonly number[]>> = { R1: [1, 2], R2: [3, 4] };

interface Removal {
  readonly what: string;
  readonly snapshot: Snapshot;
  readonly policy?: Policy;
  readonly effects: readonly Effect[];
  /** A batch that failed says READ_PARTIAL where the table says that the item is hidden. */
  readonly isBatch?: boolean;
}

function without(ids: readonly number[], ...losses: readonly Loss[]): Snapshot {
  return { ...WHOLE, workItems: WHOLE.workItems.filter(({ id }) => !ids.includes(id)), losses };
}

const idsOfItems = ITEMS.map(({ id }) => id);
const message = "503";
const REMOVALS: readonly Removal[] = [
  ...idsOfItems.map((id): Removal => {
    const loss: Loss = { kind: "item", id, message, ...(BESIDE.includes(id) ? { isBeside: true } : {}) };
    return { what: `item ${id}`, snapshot: without([id], loss), effects: OF_ITEMS[id] ?? [] };
  }),
  ...idsOfItems.map((id): Removal => {
    const loss: Loss = { kind: "batch", ids: [id], message, ...(BESIDE.includes(id) ? { isBeside: true } : {}) };
    const effects = (OF_ITEMS[id] ?? []).map((effect): Effect => {
      return effect.row === "asset" ? { ...effect, row: "batch" } : effect;
    });
    return { what: `batch of ${id}`, snapshot: without([id], loss), effects, isBatch: true };
  }),
  {
    what: "a batch over two workloads",
    snapshot: without([13, 41], { kind: "batch", ids: [13, 41], message }),
    effects: [{ row: "batch", on: [1, 4] }],
    isBatch: true,
  },
  ...WHOLE.links.map((link): Removal => ({
    what: `page with the link ${link.source} to ${link.target}`,
    snapshot: {
      ...WHOLE,
      links: WHOLE.links.filter((other) => other !== link),
      losses: [{ kind: "links", message }],
    },
    effects: [{ row: "linkPage", on: ALL }, ...(link.source === 95 ? [{ row: "waiver", on: [1] } as const] : [])],
  })),
  ...POLICY.stateTable.map((row): Removal => {
    const effects: Readonly<Record<string, readonly Effect[]>> = {
      Resolved: [{ row: "stateRow", on: [1, 3] }],
      Closed: [
        { row: "stateRow", on: [2, 4] },
        { row: "providerState", on: [1, 3] },
      ],
    };
    return {
      what: `state row ${row.type} ${row.state}`,
      snapshot: WHOLE,
      policy: { ...POLICY, stateTable: POLICY.stateTable.filter((other) => other !== row) },
      effects: effects[row.state] ?? [],
    };
  }),
  { what: "page", snapshot: { ...WHOLE, losses: [{ kind: "query", message }] }, effects: [{ row: "page", on: ALL }] },
  ...WHOLE.histories.map((history): Removal => ({
    what: `history of ${history.id}`,
    snapshot: {
      ...WHOLE,
      histories: WHOLE.histories.filter((other) => other !== history),
      losses: [{ kind: "history", ids: [history.id], message }],
    },
    effects:
      history.id === 11
        ? [
            { row: "revisionPage", on: [1] },
            { row: "waiver", on: [1] },
          ]
        : [{ row: "revisionPage", on: [3] }],
  })),
  {
    what: "every history",
    snapshot: { ...WHOLE, histories: [], losses: [{ kind: "history", ids: null, message }] },
    effects: [
      { row: "revisionPage", on: [1, 3] },
      { row: "waiver", on: [1] },
    ],
  },
  {
    what: "the inventory records",
    snapshot: { ...WHOLE, records: [], losses: [{ kind: "records", message }] },
    effects: [{ row: "record", on: ALL }],
  },
];

const REPORT = assess(WHOLE, POLICY, NOW);

/** The gates of each workload and release that is judged, by a name. */
function judgedIn(report: Report): Map<string, GateAssessments> {
  const judged = new Map<string, GateAssessments>();
  for (const { key, gates, workloads } of report.releases) {
    judged.set(key, gates);
    for (const workload of workloads) {
      if (workload.item !== null) judged.set(`workload ${workload.item.id}`, workload.gates);
    }
  }
  return judged;
}

/** What a row makes of a verdict (the table). */
function afterRow(row: Row, was: Verdict, gate: Gate): Verdict {
  if (was === "n/a") return was;
  const isAsked = row === "provider" || row === "providerState";
  if (isAsked && was === "done" && gate === "promotion") return PROVIDER_LOST_AT_DONE_PROMOTION;
  return was === "done" ? LOSS_VERDICTS[row].done : LOSS_VERDICTS[row].ready;
}

function expectedOf(name: string, gate: Gate, effects: readonly Effect[]): Verdict {
  const own = (id: number): Verdict => {
    const was = verdictOf(REPORT, `workload ${id}`, gate);
    return minimumOf([was, ...effects.filter(({ on }) => on.includes(id)).map(({ row }) => afterRow(row, was, gate))]);
  };
  const members = RELEASES[name];
  return members === undefined ? own(Number(name.split(" ")[1])) : minimumOf(members.map(own));
}

function verdictOf(report: Report, name: string, gate: Gate): Verdict {
  const gates = judgedIn(report).get(name);
  if (gates === undefined) throw new Error(`${name} is not judged`);
  return gates[gate].verdict;
}

const isReached = (name: string, { on }: Effect): boolean =>
  on.some((id) => (RELEASES[name] ?? [Number(name.split(" ")[1])]).includes(id));

describe("an estate that is complete, and ready or done at every gate", () => {
  it("is so before anything is taken away", () => {
    const verdicts = [...judgedIn(REPORT)].map(([name, gates]) => [name, ...GATES.map((gate) => gates[gate].verdict)]);
    expect(verdicts).toEqual([
      ["R1", "done", "done", "ready"],
      ["workload 1", "done", "done", "ready"],
      ["workload 2", "done", "done", "done"],
      ["R2", "ready", "n/a", "ready"],
      ["workload 3", "ready", "n/a", "ready"],
      ["workload 4", "done", "n/a", "done"],
    ]);
    expect(REPORT.complete).toBe(true);
    expect(verdictOf(REPORT, "workload 1", "promotion")).toBe("ready");
    expect(judgedIn(REPORT).get("workload 1")?.promotion.waived).toHaveLength(1);
    expect(REPORT.historyNeeded).toEqual([]);
  });

  it("has every item in the hand-made list of what it is to whom", () =>
    expect(Object.keys(OF_ITEMS).map(Number)).toEqual([...idsOfItems].sort((a, b) => a - b)));

  it.each(REMOVALS.map((removal) => [removal.what, removal] as const))(
    "without %s: what is within reach is what the table says, the rest is as it was",
    (_what, { snapshot: rest, policy: mapping = POLICY, effects, isBatch = false }) => {
      const after = judgedIn(assess(rest, mapping, NOW));
      for (const [name, was] of judgedIn(REPORT)) {
        const gates = after.get(name);
        if (gates === undefined) {
          // The workload that is itself lost is in no verdict any more.
          expect(rest.losses).toMatchObject([isBatch ? { ids: [Number(name.split(" ")[1])] } : { kind: "item" }]);
          continue;
        }
        const reaching = effects.filter((effect) => isReached(name, effect));
        for (const gate of GATES) {
          const expected = expectedOf(name, gate, effects);
          expect([name, gate, gates[gate].verdict]).toEqual([name, gate, expected]);
          if (reaching.length === 0) expect(gates[gate]).toEqual(was[gate]);
          const codes = gates[gate].blockers.map(({ code }) => code);
          const own = was[gate].verdict;
          for (const { row } of reaching) {
            if (RELEASES[name] !== undefined || own === "n/a" || afterRow(row, own, gate) === own) continue;
            const { code } = LOSS_VERDICTS[row];
            expect([name, gate, ...codes]).toContain(isBatch && code === "ITEM_UNREADABLE" ? batchCode(row) : code);
          }
        }
      }
    },
  );

  it("never rises: no loss turns a verdict to ready or done (L4)", () => {
    const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, unknown: 1, ready: 2, done: 3, "n/a": 4 };
    for (const { what, snapshot: rest, policy: mapping = POLICY } of REMOVALS) {
      for (const [name, gates] of judgedIn(assess(rest, mapping, NOW))) {
        for (const gate of GATES) {
          const limit = RANK[judgedIn(REPORT).get(name)?.[gate].verdict ?? "unknown"];
          expect([what, name, gate, RANK[gates[gate].verdict] <= limit]).toEqual([what, name, gate, true]);
        }
      }
    }
  });

  it("exercises each row of the table", () => {
    const exercised = new Set(REMOVALS.flatMap(({ effects }) => effects.map(({ row }) => row)));
    expect([...exercised].sort()).toEqual(Object.keys(LOSS_VERDICTS).sort());
  });

  it("without records that nobody demands is as it was (M8)", () => {
    const mapping = { ...POLICY, inventory: { isDemanded: false } };
    const lost: Snapshot = { ...WHOLE, records: [], losses: [{ kind: "records", message }] };
    expect([...judgedIn(assess(lost, mapping, NOW))]).toEqual([...judgedIn(REPORT)]);
  });
});

describe("evidence that was given while its asset was in a state that is not mapped (M4, E2)", () => {
  const held = grown(asset(2, 1, { state: "On hold" }), [{ at: LATER, to: { state: "Resolved" } }]);
  const read = (rest: WorkItem, history = held.history): Report =>
    assess(
      snapshot([feature(1, { tags: ["release:R1"] }), rest, mark(3, 1, ["gate:change-approved"], GIVEN)], {
        histories: [history],
      }),
      policy({ stateTable: BASE.stateTable.filter(({ state }) => state !== "On hold") }),
      NOW,
    );

  it("is unknown: neither given nor void, and no history would tell more", () => {
    const report = read(held.item);
    const { verdict, blockers, evidence } = judgedIn(report).get("workload 1")!.staging;
    expect(evidence).toMatchObject([{ state: "unproven", reason: expect.stringContaining("not mapped") as string }]);
    expect([verdict, blockers.map(({ code, effect }) => [code, effect])]).toEqual([
      "unknown",
      [["STATE_UNMAPPED", "unknown"]],
    ]);
    expect(report.historyNeeded).toEqual([]);
  });

  it("is void where a later drop is certain", () => {
    const dropped = grown(asset(2, 1, { state: "On hold" }), [
      { at: GIVEN + 1, to: { state: "Resolved" } },
      { at: LATER, to: { state: "Active" } },
    ]);
    expect(judgedIn(read(dropped.item, dropped.history)).get("workload 1")?.staging.evidence).toMatchObject([
      { state: "stale", reason: expect.stringContaining("dropped") as string },
    ]);
  });
});

/** What an item that is beside says when its batch failed is the same: nobody knows what it was. */
function batchCode(row: Row): string {
  return row === "related" ? "ITEM_UNREADABLE" : "READ_PARTIAL";
}
