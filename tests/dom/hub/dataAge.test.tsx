import { render, screen } from "@testing-library/react";
import * as React from "react";
import { DataAge } from "../../../src/hub/DataAge";
import { asset, feature, NOW } from "../../builders/estate";
import { reportOf } from "../../builders/report";

function shown(displayName: string) {
  const report = reportOf([feature(1), asset(2, 1)], { snapshot: { reader: { id: "u", displayName } } });
  return render(<DataAge report={report} readAt={NOW - 12_000} now={() => NOW} asOf={null} />);
}

describe("the age of the data", () => {
  it("tells the age, the count and the completeness in one line", () => {
    expect(shown("Kim").container.textContent).toBe("Read 12 s ago · 2 items · complete");
  });

  it("names its reader: what is hidden from them without a trace can't be known (V2)", () => {
    shown("Kim");
    expect(screen.getByText("complete").title).toContain("hides from Kim without a trace can't be known");
  });

  it("does without a name where the host gives none", () => {
    shown("");
    expect(screen.getByText("complete").title).toContain("shows to this reader");
  });
});
