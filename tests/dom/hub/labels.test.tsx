import { render, screen } from "@testing-library/react";
import * as React from "react";
import { POLICY_DEFAULTS } from "../../../src/domain/policy/presets";
import { ReleasesPage } from "../../../src/hub/releases/ReleasesPage";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import { asset, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

describe("M9: a team that calls its releases waves", () => {
  it("reads of waves in the hub", () => {
    const items = [feature(1, { tags: ["release:R1"] }), asset(2, 1), feature(3), asset(4, 3)];
    const report = reportOf(items, { policy: { ...POLICY_DEFAULTS, labels: { release: "Wave" } } });
    const { around } = hubWith(report);
    render(around(<ReleasesPage report={report} view={FIRST_VIEW} />));
    expect(screen.getByRole("region", { name: "Waves" })).toBeInTheDocument();
    expect(screen.getByText(/No wave contains them/)).toBeInTheDocument();
    expect(screen.queryByText(/release/i, { ignore: "a, style, script" })).toBeNull();
  });
});
