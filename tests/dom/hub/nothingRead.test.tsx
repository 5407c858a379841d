import { render, screen } from "@testing-library/react";
import * as React from "react";
import { ReleasesPage } from "../../../src/hub/releases/ReleasesPage";
import { FIRST_VIEW } from "../../../src/hub/store/view";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

function show(report: ReturnType<typeof reportOf>): void {
  render(hubWith(report).around(<ReleasesPage report={report} view={FIRST_VIEW} />));
}

describe("a project of which nothing was read", () => {
  it("is not called empty where reading failed (V2)", () => {
    show(reportOf([], { snapshot: { losses: [{ kind: "query", message: "429" }] } }));
    expect(screen.getByRole("heading", { name: "No work item could be read" })).toBeInTheDocument();
    expect(screen.queryByText(/no work items yet/)).toBeNull();
  });

  it("is called empty where everything was read", () => {
    show(reportOf([]));
    expect(screen.getByRole("heading", { name: "This project has no work items yet" })).toBeInTheDocument();
  });
});
