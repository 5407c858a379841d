import { stateReader } from "../../../src/domain/backlog/states";
import { AGILE_TYPES, workItem } from "../../builders/estate";

describe("the state of a work item of another project (D5)", () => {
  const types = [{ name: "Issue", states: [{ name: "Done", category: "Completed" as const }] }];
  const states = stateReader(
    AGILE_TYPES,
    [],
    [
      { project: "Network", types },
      { project: "Hidden", types: [] },
    ],
  );
  const issue = (areaPath: string, state: string) => workItem(1, { type: "Issue", areaPath, state });

  it("means what it means there", () => {
    expect(states.isFinished(issue("Network\\Core", "Done"))).toBe(true);
    expect(states.isOpen(issue("Network", "Closed"))).toBe(true);
  });

  it("of a project whose types are not known counts as open", () => {
    expect(states.isOpen(issue("Hidden", "Closed"))).toBe(true);
    expect(states.isFinished(issue("Hidden", "Closed"))).toBe(false);
  });

  it("leaves those of the project itself as they are", () => {
    expect(states.isFinished(issue("Contoso\\Payments", "Closed"))).toBe(true);
    expect(states.isOpen(issue("Contoso\\Payments", "Done"))).toBe(true);
  });
});
