/** From a plan to the verdict: what is recorded in the local Azure Boards, read back and judged (section 7). */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { carryOutRecord } from "../../../src/boards/carryOutRecord";
import { createRecordAccess } from "../../../src/boards/recordAccess";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import { createWriter } from "../../../src/boards/writing";
import { assess } from "../../../src/domain/readiness/assess";
import type { Report } from "../../../src/domain/readiness/report";
import { approvePlan } from "../../../src/domain/record/approvePlan";
import { checklistPlan } from "../../../src/domain/record/checklistPlan";
import { decisionPlan } from "../../../src/domain/record/decisionPlan";
import { decisionReport } from "../../../src/domain/record/decisionReport";
import { evidencePlan } from "../../../src/domain/record/evidencePlan";
import type { RecordPlan } from "../../../src/domain/record/plan";
import { recordScene, type RecordScene } from "../../../src/domain/record/scene";
import { waiverPlan } from "../../../src/domain/record/waiverPlan";
import { NOW, policy } from "../../builders/estate";
import { noEffort, useServed } from "./sample";

const DAY = 86_400_000;

/** Payroll in R1: one asset that is replicated, one that is not. */
function built() {
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  builder.user("Cara Approver", "cara@example.com", "contributor");
  const project = builder.project({ name: "Fabrikam Move" });
  const add = (type: string, title: string, tags: readonly string[], state: string, parent?: number): number => {
    const id = builder.item({ type, title, project, at: NOW - 30 * DAY, by, tags });
    if (parent !== undefined) builder.parent(id, parent, NOW - 29 * DAY, by);
    if (state !== "New") builder.change(id, NOW - 2 * DAY, by, { "System.State": state });
    return id;
  };
  const payroll = add("Feature", "Payroll", ["release:R1"], "New");
  add("User Story", "WEB-11", ["kind:vm"], "Resolved", payroll);
  const sql = add("User Story", "SQL-04", ["kind:vm"], "Active", payroll);
  const estate = builder.build({ label: "sample", description: "Made for a test." });
  return { estate, project: { id: estate.projects[0]!.id, name: project.name }, payroll, sql };
}
const { estate, project, payroll, sql } = built();
const [ANA, CARA] = estate.users.map(({ id, displayName }) => ({ id, displayName })) as [Reader, Reader];
type Reader = { readonly id: string; readonly displayName: string };

const sample = useServed({ estate });

async function read(reader: Reader): Promise<RecordScene> {
  const snapshot = await readSnapshot(sample.transport(reader.id), { project, policy: policy(), reader });
  return recordScene(snapshot, policy(), snapshot.asOf);
}
async function report(): Promise<Report> {
  const { snapshot, now } = await read(ANA);
  return assess(snapshot, policy(), now);
}
async function record(reader: Reader, planned: (scene: RecordScene) => RecordPlan) {
  const scene = await read(reader);
  const plan = planned(scene);
  const transport = sample.transport(reader.id);
  const create = createRecordAccess(transport, project).creator(plan.entries.length > 1);
  const writeOne = createWriter(transport, { isQuiet: false, effortField: noEffort });
  const outcomes = await carryOutRecord(plan.entries, { create, writeOne }, scene.now);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(
    outcomes.map(() => ({ kind: "written", rev: expect.any(Number) })),
  );
  return { plan, outcomes };
}
const codes = ({ releases }: Report, gate: "staging" | "uat" | "promotion") =>
  releases[0]!.gates[gate].blockers.filter(({ effect }) => effect === "blocks").map(({ code }) => code);

it("the checklist asks for its evidence, until that is recorded (E1)", async () => {
  await record(ANA, (scene) => checklistPlan(scene, { release: null, workItems: [payroll] }, ["staging"]));
  const asked = codes(await report(), "staging").filter((code) => code === "EVIDENCE_MISSING").length;
  expect(asked).toBe(3);
  const place = { kind: "workItem", id: payroll } as const;
  const { plan } = await record(ANA, (scene) => evidencePlan(scene, "change-approved", place, ""));
  expect(plan.entries).toMatchObject([{ source: { kind: "existing" } }]);
  const after = await report();
  expect(after.releases[0]!.gates.staging.evidence).toContainEqual(
    expect.objectContaining({ id: "change-approved", by: expect.objectContaining({ displayName: ANA.displayName }) }),
  );
});

it("a waiver covers its blocker once somebody else approved it, and not before (E4)", async () => {
  const ask = {
    kind: "waiver",
    code: "NOT_REPLICATED",
    part: "staging",
    place: { kind: "workItem", id: sql },
  } as const;
  const terms = { until: "2026-12-07", reason: "The vendor ships in December." };
  const { outcomes } = await record(ANA, (scene) => waiverPlan(scene, ask, terms));
  const id = outcomes[0]!.item!.id;
  expect(codes(await report(), "staging")).toEqual(["NOT_REPLICATED"]);
  expect(approvePlan(await read(ANA), id).refused).toEqual([
    expect.stringContaining("You asked for this waiver yourself"),
  ]);

  await record(CARA, (scene) => approvePlan(scene, id));
  const after = await report();
  expect(codes(after, "staging")).toEqual([]);
  expect(after.releases[0]!.gates.staging.waived).toMatchObject([
    { blocker: { code: "NOT_REPLICATED" }, waiver: { item: { id }, until: "2026-12-07", grantedBy: { id: CARA.id } } },
  ]);
});

it("a decision stands on its release, with the report of that moment in its description (E5)", async () => {
  const before = await report();
  const sections = decisionReport(before, before.releases[0]!);
  const request = { kind: "decision", release: "R1", report: sections } as const;
  const { outcomes } = await record(ANA, (scene) => decisionPlan(scene, request, { isGo: false, note: "Not yet" }));
  const { id } = outcomes[0]!.item!;
  expect((await report()).releases[0]!.decisions).toMatchObject([
    { item: { id }, isGo: false, by: { displayName: ANA.displayName } },
  ]);
  const { json } = await sample.send("GET", `/_apis/wit/workitems/${id}`);
  const { fields } = json as { fields: Readonly<Record<string, string>> };
  expect(fields["System.Description"]).toContain("<p>Not yet</p>");
  expect(fields["System.Description"]).toContain("staging: SQL-04 (#3) in Payroll: Not replicated yet");
});
