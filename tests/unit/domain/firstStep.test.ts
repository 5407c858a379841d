import type { Link } from "../../../src/domain/snapshot";
import { asset, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const R1 = { tags: ["release:R1"] };
const waits = (source: number, target: number): Link => ({
  type: "System.LinkTypes.Dependency-Reverse",
  source,
  target,
});
const database = asset(2, 1, { title: "SQL-04", state: "Active" });
const replicated = (id: number) => asset(id, 1, { state: "Resolved" });

function sentence(links: readonly Link[]): string | undefined {
  const items = [
    feature(1, R1),
    database,
    replicated(3),
    replicated(4),
    feature(10, R1),
    asset(11, 10, { state: "Active" }),
  ];
  return reportOf(items, { snapshot: { links } }).releases[0]?.sentence;
}

describe("the sentence about what is in the way", () => {
  it("says what to begin with, where clearing one thing frees more than that thing", () => {
    expect(sentence([waits(3, 2), waits(4, 2)])).toBe(
      "Not ready for staging: 2 things are in the way. Clearing SQL-04 frees 3 assets and 1 workload.",
    );
  });

  it("prefers what frees a workload to what frees assets alone", () => {
    expect(sentence([])).toBe(
      "Not ready for staging: 2 things are in the way. Clearing SQL-04 frees 1 asset and 1 workload.",
    );
  });

  it("says nothing more where each thing frees itself alone", () => {
    const items = [feature(1, R1), database, asset(3, 1, { state: "Active" })];
    expect(reportOf(items).releases[0]?.sentence).toBe("Not ready for staging: 2 things are in the way.");
  });
});
