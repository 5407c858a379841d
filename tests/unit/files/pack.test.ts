import { packOf } from "../../../src/files/pack";
import { packMarkdown } from "../../../src/files/packMarkdown";
import { basisLines, verdictText } from "../../../src/files/packWords";
import { NOW } from "../../builders/estate";
import { HOSTILE, packReport } from "./packReport";

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
      `[User Story 2: SQL\\-04](${ADDRESS(2)}) | Replicating | Replicated | 6 days | Ana &lt;b&gt; |`,
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

  it("says so where there is nothing", () => {
    const report = packReport();
    const releases = report.releases.map((release) => ({ ...release, decisions: [] }));
    expect(packMarkdown(packOf({ ...report, releases }, OPTIONS), ADDRESS)).toContain("## Decisions\n\nNone yet.");
  });
});
