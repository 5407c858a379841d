import { render, screen } from "@testing-library/react";
import * as React from "react";
import type { Policy } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import { ReleasePage } from "../../../src/hub/release/ReleasePage";
import { NEXT_ASSETS } from "../../../src/hub/store/ledgerView";
import { FIRST_VIEW, type View } from "../../../src/hub/store/view";
import { asset, feature, policy, PROMOTED } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

const R1 = { kind: "release", release: "R1" } as const;

/** Draws the page of R1, whose target date is over. */
function show(items: readonly WorkItem[], view: Partial<View> = {}): void {
  const { releases } = policy();
  const over: Policy["releases"] = {
    ...releases,
    settings: [{ key: "R1", targetDate: "2026-11-20", freezes: [] }],
  };
  const full: View = { ...FIRST_VIEW, subject: R1, ...view };
  const report = reportOf(items, { policy: { releases: over } });
  render(hubWith(report, { view: full }).around(<ReleasePage report={report} view={full} />));
}

const withState = (changes: Partial<WorkItem>): WorkItem[] => [
  feature(1, { tags: ["release:R1"] }),
  asset(2, 1, changes),
];

describe("the page of a release", () => {
  it("says how long its target date is over", () => {
    show(withState({ state: "New" }));
    expect(screen.getByText("Target Nov 20, 2026 (3 days over)")).toBeInTheDocument();
  });

  it("calls no date over once everything is promoted", () => {
    show(withState({ state: "Closed", tags: PROMOTED }));
    expect(screen.getByText("Target Nov 20, 2026")).toBeInTheDocument();
  });

  it("says of a release without assets that none can move on, not that they wait for each other (V2)", () => {
    show([feature(1, { tags: ["release:R1"] })], { ledger: { ...FIRST_VIEW.ledger, list: NEXT_ASSETS } });
    expect(screen.getByText("No asset is in scope, so that none can move on.")).toBeInTheDocument();
  });

  it("leads to the plan of its iterations", () => {
    show(withState({ state: "New" }));
    expect(screen.getByRole("link", { name: "Plan" })).toHaveAttribute(
      "href",
      expect.stringContaining("view=planning&page=plan&release=R1"),
    );
  });
});
