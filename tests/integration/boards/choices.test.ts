/** What a person is offered to choose from, read from the local Azure Boards over HTTP. */
import { readReleaseKeys, readWorkloadChoices } from "../../../src/boards/choices";
import { policy } from "../../builders/estate";
import { SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();

describe("releases to choose from", () => {
  const nodes = [
    { path: "P", name: "P", level: 0, startDate: null, finishDate: null },
    { path: "P\\Release 10", name: "Release 10", level: 1, startDate: null, finishDate: null },
    { path: "P\\Release 2", name: "Release 2", level: 1, startDate: null, finishDate: null },
  ];
  const rule = policy().releases;

  it("are those that the project's tags name, and those that the policy knows, in the order of people", async () => {
    const settings = [{ key: "R9 Archive" }, { key: "r4  finance" }];
    const keys = await readReleaseKeys(
      sample.transport(),
      PROJECT.id,
      policy({ releases: { ...rule, settings } }),
      nodes,
    );
    expect(keys).toEqual(expect.arrayContaining(["R1 Foundation", "R4 Finance", "R8 Branch offices", "R9 Archive"]));
    expect(keys).not.toContain("r4  finance");
    expect(keys).toEqual([...keys].sort());
  });

  it("are iterations of the chosen level, without a request", async () => {
    const source = { kind: "iteration", level: 1 } as const;
    const mapping = policy({ releases: { ...rule, source } });
    await expect(readReleaseKeys(sample.transport(), PROJECT.id, mapping, nodes)).resolves.toEqual([
      "P\\Release 2",
      "P\\Release 10",
    ]);
    expect(sample.events).toEqual([]);
  });
});

describe("workloads to choose from", () => {
  it("are the items of the policy's workload types, by name", async () => {
    const found = await readWorkloadChoices(sample.transport(), PROJECT.id, policy());
    expect(found.length).toBeGreaterThan(20);
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(["Feature"]));
    expect(found.map(({ title }) => title)).toContain("General ledger");
    const names = found.map(({ title }) => title.toLowerCase());
    expect(names.indexOf("general ledger")).toBeLessThan(names.indexOf("warehouse"));
  });

  it("are none where the policy names no type", async () => {
    const mapping = policy({ workloads: { types: [], confirmed: [], splits: [] } });
    await expect(readWorkloadChoices(sample.transport(), PROJECT.id, mapping)).resolves.toEqual([]);
    expect(sample.events).toEqual([]);
  });
});
