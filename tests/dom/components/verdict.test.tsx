import { render, screen } from "@testing-library/react";
import * as React from "react";
import { reachedOf, sharesText, StageBar } from "../../../src/components/StageBar";
import { VerdictMark } from "../../../src/components/VerdictMark";
import type { GateAssessment, Verdict } from "../../../src/domain/readiness/report";
import { asset, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";

function gate(verdict: Verdict, counts: Partial<GateAssessment["counts"]> = {}): GateAssessment {
  return {
    gate: "staging",
    verdict,
    counts: { blocks: 0, unknown: 0, warns: 0, ...counts },
    blockers: [],
    waived: [],
    evidence: [],
  };
}

describe("a verdict's mark", () => {
  it.each<[Verdict, Partial<GateAssessment["counts"]>, string]>([
    ["done", {}, "passed"],
    ["ready", {}, "ready"],
    ["ready", { warns: 3 }, "ready"],
    ["blocked", { blocks: 3 }, "blocked 3"],
    ["blocked", { blocks: 3, unknown: 2 }, "blocked 3 unknown 2"],
    ["unknown", { unknown: 2 }, "unknown 2"],
    ["n/a", {}, "not asked"],
  ])("of %s with %j reads %j", (verdict, counts, text) => {
    const { container } = render(<VerdictMark assessment={gate(verdict, counts)} />);
    expect(container).toHaveTextContent(text, { normalizeWhitespace: true });
  });

  it("has a shape of its own for each verdict", () => {
    const shapes = (["done", "ready", "blocked", "unknown", "n/a"] as const).map((verdict) => {
      const { container } = render(<VerdictMark assessment={gate(verdict)} />);
      return container.querySelector("svg")?.innerHTML;
    });
    expect(new Set(shapes).size).toBe(5);
  });
});

describe("a stage bar", () => {
  const { share } = reportOf([
    feature(1),
    asset(2, 1, { state: "Resolved" }),
    asset(3, 1, { state: "Active" }),
    asset(4, 1, { state: "On hold" }),
    asset(5, 1, { state: "Removed" }),
  ]);

  it("counts what is at a rung or further, out of what is in scope", () => {
    expect(reachedOf(share, "Replicated")).toEqual({ floor: "Replicated", count: 1, of: 3 });
    expect(reachedOf(share, "Replicating")).toMatchObject({ count: 2, of: 3 });
  });

  it("says each share in words, the unknown and the excluded too", () => {
    expect(sharesText(share)).toBe("1 Replicated, 1 Replicating, 1 Unknown, 1 excluded, not in scope");
    render(<StageBar share={share} floor="Replicated" />);
    expect(screen.getByRole("img").getAttribute("aria-label")).toMatch(/^1 of 3 assets are Replicated or further/);
  });

  it("says beside its count what is counted", () => {
    const { container } = render(<StageBar share={share} floor="Replicated" />);
    expect(container.querySelector(".rr-stages-reached")).toHaveTextContent("1/3 Replicated");
  });

  it("counts nothing where there are no assets", () => {
    const { container } = render(<StageBar share={reportOf([]).share} floor="Promoted" />);
    expect(container.querySelector(".rr-stages-reached")).toHaveTextContent(/^No assets$/);
  });
});
