import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { assess } from "../../../src/domain/readiness/assess";
import { policyFrom, propose } from "../../../src/domain/policy/proposal";
import type { WorkItem } from "../../../src/domain/workItem";
import { day, NOW, snapshot, workItem } from "../../builders/estate";

/** The Cloud Adoption Framework's own project templates, kept beside the project; absent in a plain clone. */
const SHELF = resolve(__dirname, "../../../../shared/data/caf/normalized");
const isThere = existsSync(SHELF);
const onShelf = isThere ? describe : describe.skip;

interface TemplateItem {
  readonly id: number;
  readonly parent: number | null;
  readonly type: string;
  readonly title: string;
  readonly state: string;
  readonly tags: readonly string[];
}

function template(name: string): WorkItem[] {
  // A skipped suite is still described.
  if (!isThere) return [];
  const { items } = JSON.parse(readFileSync(resolve(SHELF, `${name}.json`), "utf8")) as { items: TemplateItem[] };
  return items.map(({ id, parent, type, title, state, tags }) => workItem(id, { parent, type, title, state, tags }));
}

function read(items: readonly WorkItem[]) {
  const whole = snapshot(items);
  const proposal = propose(whole);
  return { proposal, report: assess(whole, policyFrom(whole, proposal, proposal.chosen), NOW) };
}

onShelf("the framework's plan template (skipped without ../shared/data)", () => {
  const items = template("CAF-CloudAdoptionPlan");
  const close = (title: string, assets: number, changes: Partial<WorkItem> = {}) => {
    const vms = new Set(
      items
        .filter((item) => item.title.startsWith("VM"))
        .slice(0, assets)
        .map(({ id }) => id),
    );
    return items.map((item) =>
      item.title === title && vms.has(item.parent ?? 0)
        ? { ...item, state: "Closed", closedDate: day("2026-03-01"), ...changes }
        : item,
    );
  };

  it("is proposed the framework preset", () => {
    expect(read(items).proposal.chosen).toEqual({
      preset: "framework",
      assetRule: "framework-tasks",
      workloadTypes: "feature",
      releaseSource: "none",
      targetDates: "source",
      stages: {},
    });
  });

  it("has exactly the three VM stories of nine as assets; the workload stands under unplanned", () => {
    const { report } = read(items);
    expect(report.releases).toEqual([]);
    expect(report.unplanned.map(({ title, assets }) => [title, assets.map(({ item }) => item.title)])).toEqual([
      ["Workload Template", ["VM - UX Server", "VM - Middle Tier", "VM 3 - SQL Server"]],
    ]);
    expect(report.unrecognised).toEqual([]);
    expect(report.unplanned[0]?.gates.staging.verdict).toBe("blocked");
  });

  it("is ready for staging when the third Migrate is closed, and not before", () => {
    const verdict = (assets: number) => read(close("Migrate", assets)).report.unplanned[0]?.gates.staging.verdict;
    expect([0, 1, 2, 3].map(verdict)).toEqual(["blocked", "blocked", "blocked", "ready"]);
  });

  it("does not count a Migrate that was cut", () => {
    const { report } = read(close("Migrate", 3, { reason: "Cut" }));
    expect(report.unplanned[0]?.gates.staging.verdict).toBe("blocked");
  });
});

onShelf("the framework's server migration template (skipped without ../shared/data)", () => {
  it("has no asset: no workload is recognised, every candidate says why, nothing is green", () => {
    const { report } = read(template("CAF-ServerMigration"));
    expect(report.releases).toEqual([]);
    expect(report.unplanned).toEqual([]);
    expect(report.candidates).toHaveLength(5);
    expect(report.sentence).toBe("No workload is recognised: there is nothing to judge yet.");
  });
});
