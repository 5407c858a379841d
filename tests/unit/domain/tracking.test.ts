/** Ten applications in the inventory, one tracked and done: what nobody tracks is never green by omission (M2, M8, V2). */
import type { Policy } from "../../../src/domain/policy/policy";
import { GATES, type Report } from "../../../src/domain/readiness/report";
import type { InventoryRecord, Loss, Snapshot } from "../../../src/domain/snapshot";
import { asset, feature, PROMOTED, workItem } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const payroll = feature(1, { tags: ["release:R1"] });
const tracked = asset(2, 1, { state: "Resolved", tags: PROMOTED });
const NINE = Array.from({ length: 9 }, (_, index) => `app-${index + 1}`);
const record = (name: string, changes: Partial<InventoryRecord> = {}): InventoryRecord => ({
  key: name,
  name,
  isInScope: true,
  workload: 1,
  workItem: null,
  ...changes,
});
const records = [record("app-0", { workItem: 2 }), ...NINE.map((name) => record(name))];
const lost: Loss = { kind: "records", message: "503" };

function read(snapshot: Partial<Snapshot>, policy: Partial<Policy> = {}, items = [payroll, tracked]): Report {
  return reportOf(items, { snapshot, policy });
}
const verdictsOf = ({ releases }: Report): string[] => GATES.map((gate) => releases[0]!.gates[gate].verdict);
const demanded = { inventory: { isDemanded: true } };

describe("ten applications of which one is tracked, and done", () => {
  it("are done as far as the work items alone say", () =>
    expect(verdictsOf(read({}))).toEqual(["done", "done", "done"]));

  it.each(GATES)("are not ready for %s by the inventory, and the nine are named (M8)", (gate) => {
    const report = read({ records });
    const { verdict, blockers } = report.releases[0]!.gates[gate];
    expect(verdict).toBe("blocked");
    const unmapped = blockers.filter(({ code }) => code === "ASSET_UNMAPPED");
    expect(unmapped.map(({ actual }) => actual.split(" ")[0]).sort()).toEqual(NINE);
    expect(unmapped.map(({ workItem }) => workItem?.id)).toEqual(NINE.map(() => 1));
  });

  it("are done again once all are mapped, or out of scope in the inventory", () => {
    const settled = records.map((one, index) =>
      index % 2 === 0 ? { ...one, workItem: 2 } : { ...one, isInScope: false },
    );
    expect(verdictsOf(read({ records: settled }))).toEqual(["done", "done", "done"]);
  });

  it("are unknown while demanded records could not be read (M8)", () => {
    const report = read({ losses: [lost] }, demanded);
    expect(verdictsOf(report)).toEqual(["unknown", "unknown", "unknown"]);
    expect(report.releases[0]!.gates.staging.blockers.map(({ code }) => code)).toContain("READ_PARTIAL");
  });

  it("change nothing where nobody demands the records, and the loss is listed (M8)", () => {
    const report = read({ losses: [lost] });
    expect(report.releases).toEqual(read({}).releases);
    expect([report.complete, report.losses]).toEqual([false, [lost]]);
  });

  it("are listed where the nine are stories that the mapping takes for no asset (M1)", () => {
    const stories = NINE.map((title, index) => workItem(10 + index, { title, parent: 1 }));
    const report = read({}, {}, [payroll, tracked, ...stories]);
    expect(report.unrecognised.map(({ item }) => item.title)).toEqual(NINE);
  });

  it("are listed where the nine are candidates without an asset (M2)", () => {
    const candidates = NINE.map((title, index) => feature(10 + index, { title }));
    const report = read({}, {}, [payroll, tracked, ...candidates]);
    expect(report.candidates.map(({ item }) => item.title)).toEqual(NINE);
  });
});
