import { isDay } from "../../../src/domain/day";
import type { EvidenceRule, Policy } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { Identity, WorkItem } from "../../../src/domain/workItem";
import { approvePlan } from "../../../src/domain/record/approvePlan";
import { checklistPlan } from "../../../src/domain/record/checklistPlan";
import { decisionPlan } from "../../../src/domain/record/decisionPlan";
import { evidencePlan, recordableAt } from "../../../src/domain/record/evidencePlan";
import { approvableAs } from "../../../src/domain/record/naming";
import { type NewItem, type RecordPlan, titleOf } from "../../../src/domain/record/plan";
import type { RecordPlace } from "../../../src/domain/record/request";
import { recordScene, type RecordScene } from "../../../src/domain/record/scene";
import { canBeWaived } from "../../../src/domain/evidence/waivable";
import { usualUntil, waiverPlan } from "../../../src/domain/record/waiverPlan";
import { GATES } from "../../../src/domain/readiness/report";
import { ACCEPTED, asset, feature, NOW, policy, snapshot, task, workItem } from "../../builders/estate";

const RULE = { isRequired: false, isIndependent: false, validDays: null } as const;
const CHECKLIST: readonly EvidenceRule[] = [
  { ...RULE, id: "change", title: "Change approved", gate: "staging", attests: "proof", scope: "workload" },
  { ...RULE, id: "verified", title: "Verified", gate: "staging", attests: "proof", scope: "asset" },
  {
    ...RULE,
    id: "accepted",
    title: "Accepted",
    gate: "promotion",
    attests: "signOff",
    scope: "workload",
    isIndependent: true,
  },
  { ...RULE, id: "approved", title: "Release approved", gate: "promotion", attests: "signOff", scope: "release" },
  { ...RULE, id: "connectivity", title: "Reachable", gate: null, attests: "proof", scope: "asset" },
];

const person = (id: string): Identity => ({ id, displayName: id, uniqueName: `${id}@example.com`, imageUrl: null });
/** The reader of the builders' snapshots. */
const READER = person("u1");
const OTHER = person("u2");

const PAYROLL = feature(1, {
  title: "Payroll",
  areaPath: "Contoso\\Pay",
  iterationPath: "Contoso\\S1",
  tags: ["release:R1"],
});
const ITEMS: readonly WorkItem[] = [
  PAYROLL,
  asset(11, 1, { title: "SQL-04", state: "Resolved" }),
  asset(12, 1, { title: "WEB-11", state: "Active" }),
  asset(13, 1, { title: "Old", state: "Removed" }),
];

function scene(
  items: readonly WorkItem[] = ITEMS,
  changes: Partial<Policy> = {},
  read: Partial<Snapshot> = {},
): RecordScene {
  const evidence = { types: ["Task"], checklist: CHECKLIST };
  return recordScene(snapshot(items, read), policy({ evidence, ...changes }), NOW);
}

const gate = (id: number, parent: number | null, evidence: string, changes: Partial<WorkItem> = {}): WorkItem =>
  workItem(id, { type: "Task", title: evidence, parent, tags: [`gate:${evidence}`], ...changes });

function newItems({ entries }: RecordPlan): NewItem[] {
  return entries.flatMap(({ source }) => (source.kind === "new" ? [source.item] : []));
}

function onlyNew(plan: RecordPlan): NewItem {
  expect(plan.refused).toEqual([]);
  const [item, ...others] = newItems(plan);
  if (item === undefined || others.length > 0) throw new Error(`Not one new item: ${JSON.stringify(plan)}`);
  return item;
}

describe("the gate checklist", () => {
  it("is made of the workload's entries below it and of the assets' below each asset in scope (E1)", () => {
    const plan = checklistPlan(scene(), { release: null, workItems: [1] }, GATES);
    expect(newItems(plan).map(({ title, parent, tags }) => [title, parent, tags])).toEqual([
      ["Change approved – Payroll", 1, ["gate:change"]],
      ["Accepted – Payroll", 1, ["gate:accepted"]],
      ["Verified – SQL-04", 11, ["gate:verified"]],
      ["Verified – WEB-11", 12, ["gate:verified"]],
    ]);
    expect(plan).toMatchObject({ present: [], refused: [] });
  });

  it("stands where its parent stands, is open and nobody's", () => {
    const [item] = newItems(checklistPlan(scene(), { release: null, workItems: [1] }, ["staging"]));
    expect(item).toMatchObject({ type: "Task", areaPath: "Contoso\\Pay", iterationPath: "Contoso\\S1", related: [] });
    const { entries } = checklistPlan(scene(), { release: null, workItems: [1] }, ["staging"]);
    expect(entries.every(({ closeAs }) => closeAs === null)).toBe(true);
  });

  it("adds only what is missing: what is there, finished or cut, is not asked for again", () => {
    const there = [
      gate(21, 1, "change"),
      gate(22, 11, "verified", { state: "Closed" }),
      gate(23, 12, "verified", { state: "Removed" }),
    ];
    const plan = checklistPlan(scene([...ITEMS, ...there]), { release: null, workItems: [1] }, GATES);
    expect(newItems(plan).map(({ title }) => title)).toEqual(["Accepted – Payroll"]);
    expect(plan.present.map(({ id }) => id)).toEqual([21, 22, 23]);
  });

  it("takes an item below an asset for that asset's, and not for its workload's (E1)", () => {
    const plan = checklistPlan(scene([...ITEMS, gate(21, 11, "change")]), { release: null, workItems: [1] }, [
      "staging",
    ]);
    expect(newItems(plan).map(({ title }) => title)).toContain("Change approved – Payroll");
  });

  it.each([
    ["a tag", { kind: "tag", prefix: "release:" }, { tags: ["gate:approved", "release:R1"] }],
    ["a field", { kind: "field", field: "Custom.Wave" }, { tags: ["gate:approved"], fields: { "Custom.Wave": "R1" } }],
    ["the iteration", { kind: "iteration", level: 1 }, { tags: ["gate:approved"], iterationPath: "R1" }],
  ] as const)("of a release names the release by %s (M3)", (_, source, expected) => {
    const releases = { ...policy().releases, source };
    const plan = checklistPlan(scene(ITEMS, { releases }), { release: "R1", workItems: [] }, GATES);
    expect(onlyNew(plan)).toMatchObject({ ...expected, parent: null, title: "Release approved – R1" });
  });

  it("of a release is there where an item names it, whatever the case", () => {
    const approved = gate(31, null, "approved", { tags: ["GATE:Approved", "release:r1"] });
    const plan = checklistPlan(scene([...ITEMS, approved]), { release: "R1", workItems: [] }, GATES);
    expect(plan).toMatchObject({ entries: [], present: [{ id: 31 }] });
  });

  it("of a release is not there by an item below a workload that names the release: that is the workload's (E1)", () => {
    const below = gate(31, 1, "approved", { tags: ["gate:approved", "release:R1"] });
    const plan = checklistPlan(scene([...ITEMS, below]), { release: "R1", workItems: [] }, GATES);
    expect(plan.entries).toHaveLength(1);
  });

  it("stands in an area that counts where the policy names areas (M9)", () => {
    const plan = checklistPlan(scene(ITEMS, { areas: ["Contoso\\Pay"] }), { release: "R1", workItems: [] }, GATES);
    expect(onlyNew(plan)).toMatchObject({ areaPath: "Contoso\\Pay" });
  });

  it("says what it can't be made for, and makes the rest", () => {
    const plan = checklistPlan(scene(), { release: null, workItems: [99, 11] }, ["staging"]);
    expect(newItems(plan)).toHaveLength(1);
    expect(plan.refused).toEqual(["Work item 99 is neither an asset nor a workload by the mapping."]);
  });

  it("is not made of a type that the project does not have", () => {
    const evidence = { types: ["Proof"], checklist: CHECKLIST };
    const plan = checklistPlan(scene(ITEMS, { evidence }), { release: null, workItems: [1] }, GATES);
    expect(plan).toMatchObject({ entries: [], refused: [expect.stringContaining("no work item type Proof")] });
  });

  it("keeps titles within what Azure Boards takes", () => {
    const long = [feature(1, { title: "W".repeat(255) }), asset(11, 1)];
    const items = newItems(checklistPlan(scene(long), { release: null, workItems: [1] }, GATES));
    expect(Math.max(...items.map(({ title }) => title.length))).toBe(255);
  });

  it("are cut between signs: half a sign would come back as another title, and not be found again", () => {
    expect(titleOf(`${"W".repeat(253)}😀😀`)).toBe(`${"W".repeat(253)}…`);
    expect(titleOf(`${"W".repeat(252)}😀😀`)).toBe(`${"W".repeat(252)}😀…`);
    expect(titleOf(`${"W".repeat(253)}😀`)).toBe(`${"W".repeat(253)}😀`);
  });
});

describe("recording evidence", () => {
  const at: RecordPlace = { kind: "workItem", id: 1 };

  it("closes the newest open item for it", () => {
    const items = [...ITEMS, gate(21, 1, "change"), gate(22, 1, "change"), gate(23, 1, "change", { state: "Closed" })];
    const plan = evidencePlan(scene(items), "change", at, "");
    expect(plan.entries).toMatchObject([{ source: { kind: "existing", item: { id: 22 } }, closeAs: "Closed" }]);
  });

  it("makes the item and closes it where there is none, with the note as text", () => {
    const plan = evidencePlan(scene(), "change", at, "see <b>CHG-7</b>");
    expect(plan.entries[0]?.closeAs).toBe("Closed");
    expect(onlyNew(plan)).toMatchObject({
      parent: 1,
      tags: ["gate:change"],
      description: "see &lt;b&gt;CHG-7&lt;/b&gt;",
    });
  });

  it("gives anew what was given before, by a further item: the one closed last counts (E1)", () => {
    const plan = evidencePlan(scene([...ITEMS, gate(23, 1, "change", { state: "Closed" })]), "change", at, "");
    expect(onlyNew(plan)).toMatchObject({ parent: 1 });
    expect(plan.entries[0]?.notes).toContain("It was given before; the item that is closed last counts.");
  });

  it("says for which assets it comes too early (E2)", () => {
    const { entries } = evidencePlan(scene(), "change", at, "");
    expect(entries[0]?.notes).toEqual(["It will not count for WEB-11 (#12): not Replicated yet when it is given."]);
  });

  it("refuses a sign-off by the assignee of a covered asset, where the policy asks for independence (E3)", () => {
    const own = ITEMS.map((item) => (item.id === 12 ? { ...item, assignedTo: READER } : item));
    expect(evidencePlan(scene(own), "accepted", at, "")).toMatchObject({
      entries: [],
      refused: [expect.stringContaining("You are assigned to WEB-11 (#12)")],
    });
    expect(evidencePlan(scene(own), "change", at, "").entries).toHaveLength(1);
    const others = ITEMS.map((item) => (item.id === 12 ? { ...item, assignedTo: OTHER } : item));
    expect(evidencePlan(scene(others), "accepted", at, "").entries).toHaveLength(1);
  });

  it("asked for at an item of evidence is about what that covers (E1)", () => {
    const items = [...ITEMS, gate(21, 11, "verified")];
    const plan = evidencePlan(scene(items), "verified", { kind: "workItem", id: 21 }, "");
    expect(plan.entries).toMatchObject([{ source: { kind: "existing", item: { id: 21 } } }]);
  });

  it("is refused for an id that the checklist does not have, and for a type without a closing state", () => {
    expect(evidencePlan(scene(), "other", at, "").refused).toEqual([
      "The checklist of the mapping has no entry “other”.",
    ]);
    const types = [{ name: "Task", states: [{ name: "New", category: "Proposed" }] }] as const;
    expect(evidencePlan(scene(ITEMS, {}, { types }), "change", at, "").refused).toEqual([
      "The type Task has no state of the category Completed.",
    ]);
  });

  it("offers the entries of the place's scope, connectivity for assets among them (D6)", () => {
    expect(recordableAt(scene(), at).map(({ id }) => id)).toEqual(["change", "accepted"]);
    expect(recordableAt(scene(), { kind: "workItem", id: 11 }).map(({ id }) => id)).toEqual([
      "verified",
      "connectivity",
    ]);
    expect(recordableAt(scene(), { kind: "release", key: "R1" }).map(({ id }) => id)).toEqual(["approved"]);
    expect(recordableAt(scene(), { kind: "workItem", id: 99 })).toEqual([]);
  });
});

describe("asking for a waiver (E4)", () => {
  const terms = { until: "2026-12-07", reason: "The vendor ships in December.\nAgreed with <Ana>." };
  const ask = { kind: "waiver", code: "NOT_REPLICATED", part: "staging", place: { kind: "workItem", id: 12 } } as const;

  it("makes an open item with code, part and day, related to what is blocked, its reason as text", () => {
    const plan = waiverPlan(scene(), ask, terms);
    expect(onlyNew(plan)).toMatchObject({
      tags: ["waiver:NOT_REPLICATED:staging", "until:2026-12-07"],
      related: [12],
      parent: null,
      areaPath: "Contoso",
      title: "Waiver until 2026-12-07: WEB-11 – The vendor ships in December. Agreed with <Ana>.",
      description: "The vendor ships in December.<br>Agreed with &lt;Ana&gt;.",
    });
    expect(plan.entries[0]?.closeAs).toBeNull();
  });

  it("of what is the release's own names the release and is related to nothing", () => {
    const place = { kind: "release", key: "R1" } as const;
    const item = onlyNew(waiverPlan(scene(), { ...ask, code: "FREEZE", part: null, place }, terms));
    expect(item).toMatchObject({ tags: ["waiver:FREEZE", "until:2026-12-07", "release:R1"], related: [] });
  });

  it("of one asset names no release by its iteration, which would cover more than was asked", () => {
    const releases = { ...policy().releases, source: { kind: "iteration", level: 1 } } as const;
    expect(onlyNew(waiverPlan(scene(ITEMS, { releases }), ask, terms)).iterationPath).toBeNull();
  });

  it("of missing evidence is about what the evidence covers", () => {
    const items = [...ITEMS, gate(21, 11, "verified")];
    const place = { kind: "workItem", id: 21 } as const;
    const asked = { ...ask, code: "EVIDENCE_MISSING", part: "verified", place } as const;
    expect(onlyNew(waiverPlan(scene(items), asked, terms))).toMatchObject({ related: [11] });
  });

  it.each(["EMPTY_SCOPE", "READ_PARTIAL", "ITEM_UNREADABLE", "STATE_UNMAPPED"] as const)(
    "is refused for %s",
    (code) => {
      expect(canBeWaived(code)).toBe(false);
      expect(waiverPlan(scene(), { ...ask, code }, terms)).toMatchObject({
        entries: [],
        refused: [expect.any(String)],
      });
    },
  );

  it.each([
    ["no day", { until: "" }, "Say until when"],
    ["a day that the calendar does not have", { until: "2026-02-30" }, "Say until when"],
    ["a day that is over", { until: "2026-11-22" }, "That day is over."],
    ["no reason", { reason: " \n" }, "Say why"],
  ])("is refused with %s", (_, changes, message) => {
    const plan = waiverPlan(scene(), ask, { ...terms, ...changes });
    expect(plan).toMatchObject({ entries: [], refused: [expect.stringContaining(message)] });
  });

  it("may end today, and is proposed for two weeks", () => {
    expect(waiverPlan(scene(), ask, { ...terms, until: "2026-11-23" }).refused).toEqual([]);
    expect(usualUntil(NOW)).toBe("2026-12-07");
    expect(isDay("2028-02-29")).toBe(true);
  });
});

describe("approving", () => {
  const asked = (changes: Partial<WorkItem> = {}): WorkItem =>
    workItem(41, {
      type: "Task",
      title: "Waiver",
      tags: ["waiver:NOT_REPLICATED", "until:2026-12-07"],
      createdBy: OTHER,
      ...changes,
    });
  const approve = (item: WorkItem) => approvePlan(scene([...ITEMS, item]), item.id);

  it("closes a waiver that somebody else asked for (E4)", () => {
    expect(approve(asked()).entries).toMatchObject([{ source: { item: { id: 41 } }, closeAs: "Closed" }]);
  });

  it.each([
    ["its own creator", { createdBy: READER }, "You asked for this waiver yourself"],
    ["nobody knows whose it is", { createdBy: null }, "does not say who asked"],
    ["it ran out", { tags: ["waiver:FREEZE", "until:2026-11-22"] }, "which is over"],
    ["it has no day", { tags: ["waiver:FREEZE"] }, "until when it holds"],
    ["it has two days", { tags: ["waiver:FREEZE", "until:2026-12-01", "until:2026-12-09"] }, "until when it holds"],
    ["its day is no day", { tags: ["waiver:FREEZE", "until:soon"] }, "names no day"],
    ["the calendar has no such day", { tags: ["waiver:FREEZE", "until:2026-12-32"] }, "names no day"],
    ["it waives what is no code", { tags: ["waiver:X", "until:2026-12-07"] }, "X is nothing that can be waived"],
    [
      "it waives what is not known (E4)",
      { tags: ["waiver:read_partial:staging", "until:2026-12-07"] },
      "READ_PARTIAL is nothing that can be waived",
    ],
    ["it was removed", { state: "Removed" }, "It is Removed"],
    ["it is no record", { tags: ["kind:vm"] }, "neither a waiver nor evidence"],
  ])("is refused where %s", (_, changes, message) => {
    expect(approve(asked(changes))).toMatchObject({ entries: [], refused: [expect.stringContaining(message)] });
  });

  it("is refused for an item of a type that the mapping does not look at", () => {
    const bug = asked({ type: "Bug" });
    expect(approve(bug).refused).toEqual([expect.stringContaining("so that a Bug is in no verdict")]);
    expect(approve(bug).entries).toEqual([]);
  });

  it("leaves what is finished as it is", () => {
    expect(approve(asked({ state: "Closed" }))).toMatchObject({ entries: [], present: [{ id: 41 }], refused: [] });
  });

  it("closes the item of a sign-off, but not for the assignee of a covered asset (E3)", () => {
    const own = [feature(1), asset(11, 1, { state: "Resolved", tags: ACCEPTED, assignedTo: READER })];
    const signOff = gate(21, 1, "accepted");
    expect(approvePlan(scene([...own, signOff]), 21).refused).toEqual([expect.stringContaining("You are assigned to")]);
    expect(approvePlan(scene([...ITEMS, signOff]), 21).entries).toHaveLength(1);
  });

  it("is refused for evidence that is in no verdict", () => {
    expect(approve(gate(21, 1, "other")).refused).toEqual([expect.stringContaining("no entry “other”")]);
    expect(approve(gate(21, null, "change")).refused).toEqual([expect.stringContaining("in no verdict")]);
  });

  it("tells waivers from evidence by their tags", () => {
    expect(approvableAs(asked())).toBe("waiver");
    expect(approvableAs(gate(1, null, "x"))).toBe("evidence");
    expect(approvableAs(task(1, 2, "Migrate"))).toBeNull();
  });
});

describe("a go/no-go decision (E5)", () => {
  const report = [{ title: "Verdict", lines: ["R1 is ready <soon>"] }];
  const decide = (isGo: boolean, note = "") =>
    decisionPlan(scene(), { kind: "decision", release: "R1", report }, { isGo, note });

  it("is an item that names the release, closed at once, with note and report as text", () => {
    const plan = decide(true, "All agreed");
    expect(plan.entries[0]?.closeAs).toBe("Closed");
    expect(onlyNew(plan)).toMatchObject({
      title: "Go: R1, 2026-11-23",
      tags: ["decision:go", "release:R1"],
      description: "<p>All agreed</p><h3>Verdict</h3><ul><li>R1 is ready &lt;soon&gt;</li></ul>",
    });
    expect(onlyNew(decide(false))).toMatchObject({
      title: "No-go: R1, 2026-11-23",
      tags: ["decision:no-go", "release:R1"],
    });
  });

  it("can't be recorded where the mapping names no releases", () => {
    const releases = { ...policy().releases, source: { kind: "none" } } as const;
    const plan = decisionPlan(
      scene(ITEMS, { releases }),
      { kind: "decision", release: "R1", report },
      { isGo: true, note: "" },
    );
    expect(plan).toMatchObject({ entries: [], refused: [expect.stringContaining("names no releases")] });
  });
});
