import { packOf } from "../../../src/files/pack";
import { packMarkdown } from "../../../src/files/packMarkdown";
import { basisLines, besideText, evidenceText, ownerText, proseText, verdictText } from "../../../src/files/packWords";
import { NOW } from "../../builders/estate";
import { blocker } from "../../builders/report";
import { EVIDENCE, HOSTILE, packReport, WAIVED } from "./packReport";

const OPTIONS = { release: "R1", gate: null, isPast: false, generatedAt: NOW + 60_000 };
const ADDRESS = (id: number): string => `https://boards.example/_workitems/edit/${id}`;

describe("the go/no-go pack", () => {
  it("says of each gate of the model what the report says, for the release and each workload (V1)", () => {
    const report = packReport();
    const pack = packOf(report, OPTIONS);
    expect(pack.rows.map(({ title, isRelease }) => [title, isRelease])).toEqual([
      ["R1", true],
      ["Payroll", false],
      ["HR", false],
    ]);
    expect(pack.rows[0]?.verdicts).toEqual(pack.gates.map((gate) => report.releases[0]?.gates[gate]));
    expect(pack.rows.map(({ verdicts }) => verdicts.map(verdictText)[0])).toEqual([
      "■ blocked 1, ? unknown 1",
      "■ blocked 1, ? unknown 1",
      "● ready",
    ]);
  });

  it("is about the next open gate unless another one is chosen", () => {
    expect(packOf(packReport(), OPTIONS)).toMatchObject({ gate: "staging", verdict: "blocked" });
    expect(packOf(packReport(), { ...OPTIONS, gate: "promotion" }).gate).toBe("promotion");
  });

  it("leaves out a gate that the model does not ask (G4)", () => {
    const report = packReport();
    const releases = report.releases.map((release) => ({ ...release, model: "single-step" as const }));
    expect(packOf({ ...report, releases }, OPTIONS).gates).toEqual(["staging", "promotion"]);
  });

  it("lists what is in the way of the gate by cause, what blocks first", () => {
    expect(packOf(packReport(), OPTIONS).causes.map(({ code }) => code)).toEqual(["NOT_REPLICATED", "STATE_UNMAPPED"]);
  });

  it("lists each waiver once with all that it covers (E4)", () => {
    const { waivers } = packOf(packReport(), OPTIONS);
    expect(waivers.map(({ waiver, covers }) => [waiver.item.id, covers.map(({ gate }) => gate)])).toEqual([
      [50, ["uat", "promotion"]],
    ]);
  });

  it("names reader, completeness, mapping and time (V2, M11), and of a day that is over whose mapping it was (T3)", () => {
    const text = basisLines(packOf(packReport(), OPTIONS)).join("\n");
    expect(text).toContain("as of 23 Nov 2026, 09:00 UTC.");
    expect(text).toContain("read by Kim");
    expect(text).toContain("Complete");
    expect(text).toMatch(/Mapping [0-9a-f]{16}, format 1/);
    expect(text).toContain("Made 23 Nov 2026, 09:01 UTC");
    const losses = [{ kind: "query" as const, message: "A list of work items could not be read." }];
    const past = basisLines(packOf(packReport({ complete: false, losses }), { ...OPTIONS, isPast: true })).join("\n");
    expect(past).toContain("Incomplete: A list of work items could not be read.");
    expect(past).toContain("judged with the mapping of the day on which this was made");
  });

  it("says of evidence what stands in for it, as long as it is not given (E4)", () => {
    const report = packReport();
    const [release] = report.releases;
    const missing = { ...EVIDENCE, state: "missing" as const };
    const covered = { ...WAIVED.blocker, evidence: EVIDENCE.id, workItem: EVIDENCE.covers, path: [] };
    const waived = [{ ...WAIVED, blocker: covered }];
    const words = (evidence: readonly (typeof EVIDENCE)[]) => {
      const gates = { ...release!.gates, uat: { ...release!.gates.uat, evidence, waived } };
      return packOf({ ...report, releases: [{ ...release!, gates }] }, OPTIONS).evidence.map(evidenceText);
    };
    expect(words([missing, { ...missing, id: "other" }, EVIDENCE])).toEqual([
      "missing, waived until 1 Dec 2026",
      "missing",
      "given",
    ]);
  });

  it("shows the way from what is held back to what is in the way, as the ledger does (D4)", () => {
    const ref = (id: number, title: string) => ({ id, title, type: "User Story" });
    const [db, web, shop] = [ref(1, "Payroll DB"), ref(2, "Web"), ref(3, "Shop")];
    const workload = { id: 9, title: "Payroll", type: "Feature" };
    const beside = (path: readonly (typeof db)[], within: typeof db | null = workload) =>
      besideText(blocker(1, { workItem: db, workload: within, path }));
    expect(beside([db, web, shop])).toBe(", Shop (3) ← Web (2) ← Payroll DB (1) in Payroll");
    expect(beside([db, web])).toBe(", holds back Web (2) in Payroll");
    expect(beside([])).toBe(" in Payroll");
    expect(beside([db, workload])).toBe(", holds back Payroll (9)");
    expect(beside([], null)).toBe("");
  });

  it("says all days in one way, also those within reasons; tags and what is no day stay", () => {
    expect(proseText("VM 2 dropped on 2026-11-01, after it; tag it until:2026-12-31 or v2026-11-01.")).toBe(
      "VM 2 dropped on 1 Nov 2026, after it; tag it until:2026-12-31 or v2026-11-01.",
    );
    expect(proseText("2026-02-30")).toBe("2026-02-30");
  });

  it("calls what nobody is assigned to Unassigned, as the hub does", () => {
    expect(ownerText(null)).toBe("Unassigned");
  });

  it("is refused for a release that is not there", () => {
    expect(() => packOf(packReport(), { ...OPTIONS, release: "R9" })).toThrow('no release "R9"');
  });
});

describe("the pack as Markdown", () => {
  const text = packMarkdown(packOf(packReport(), OPTIONS), ADDRESS);

  it("holds sentence, verdicts, decision, waiver, sign-off and blockers, with links to the work items", () => {
    for (const part of [
      "# Go/no-go: R1",
      "| **R1** | ■ blocked 1, ? unknown 1 |",
      `| No-go | Kim | 23 Nov 2026, 09:00 UTC | [Task 60: No\\-go of R1](${ADDRESS(60)}) |`,
      `[Task 50: DNS comes with the next wave](${ADDRESS(50)}) | 1 Dec 2026 | Kim |`,
      `| UAT | [Task 40: Business sign\\-off](${ADDRESS(40)}) | Payroll | given | Kim | 20 Nov 2026, 00:00 UTC |`,
      "### Not replicated yet (1)",
      `[User Story 2: SQL\\-04](${ADDRESS(2)}) in Payroll | Replicating | Replicated | 6 days | Ana &lt;b&gt; |`,
    ]) {
      expect(text).toContain(part);
    }
  });

  it("makes nothing of what a title holds: no HTML, link, mention, or further cell", () => {
    const line = text.split("\n").find((one) => one.includes("User Story 3"));
    expect(text).not.toContain(HOSTILE);
    expect(line).toContain(
      "&lt;img src=x onerror=alert\\(1\\)&gt; &#124; \\[x\\]\\(javascript:alert\\(1\\)\\) &#64;all &#35;7",
    );
    expect(line?.match(/\|/g)).toHaveLength(7);
  });

  it("links to addresses that would end a link", () => {
    const address = (id: number): string => `https://boards.example/Old (2019)|x/_workitems/edit/${id}`;
    const linked = packMarkdown(packOf(packReport(), OPTIONS), address);
    expect(linked).toContain("[User Story 2: SQL\\-04](https://boards.example/Old%20%282019%29%7Cx/_workitems/edit/2)");
  });

  it("says so where there is nothing", () => {
    const report = packReport();
    const releases = report.releases.map((release) => ({ ...release, decisions: [] }));
    expect(packMarkdown(packOf({ ...report, releases }, OPTIONS), ADDRESS)).toContain("## Decisions\n\nNone yet.");
  });
});
