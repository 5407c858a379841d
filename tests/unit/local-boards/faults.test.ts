import { Faults, parseFaultRules } from "../../../scripts/local-boards/faults";

const DROP = { kind: "drop" } as const;

describe("fault rules", () => {
  const kinds = (faults: Faults, method: string, address: string): string[] =>
    faults.meet(method, address).map(({ kind }) => kind);

  it("concern a method and a part of the address, without regard to case", () => {
    const faults = new Faults([{ method: "post", route: "WIQL", action: DROP }]);
    expect(kinds(faults, "POST", "/local/_apis/wit/wiql?$top=1")).toEqual(["drop"]);
    expect(kinds(faults, "GET", "/local/_apis/wit/wiql")).toEqual([]);
    expect(kinds(faults, "POST", "/local/_apis/projects")).toEqual([]);
  });

  it("count the requests that they concern, and no others", () => {
    const faults = new Faults([{ route: "a", from: 2, to: 3, action: DROP }]);
    kinds(faults, "GET", "/b");
    expect([1, 2, 3, 4].map(() => kinds(faults, "GET", "/a").length)).toEqual([0, 1, 1, 0]);
  });

  it("happen to the n-th request alone, or to the first so many", () => {
    const turns = (rule: { nth: number } | { first: number }): number[] => {
      const faults = new Faults([{ route: "a", ...rule, action: DROP }]);
      return [1, 2, 3].map(() => kinds(faults, "GET", "/a").length);
    };
    expect(turns({ nth: 2 })).toEqual([0, 1, 0]);
    expect(turns({ first: 2 })).toEqual([1, 1, 0]);
  });

  it("happen together, in their order, and begin anew when they are set", () => {
    const faults = new Faults([]);
    const rules = [
      { route: "a", nth: 1, action: { kind: "delay", milliseconds: 5 } },
      { route: "a", nth: 1, action: DROP },
    ] as const;
    faults.set(rules);
    expect(kinds(faults, "GET", "/a")).toEqual(["delay", "drop"]);
    expect(kinds(faults, "GET", "/a")).toEqual([]);
    faults.set(rules);
    expect(kinds(faults, "GET", "/a")).toEqual(["delay", "drop"]);
  });

  it.each([
    ["no list", { route: "a", action: DROP }],
    ["an unknown action", [{ route: "a", action: { kind: "melt" } }]],
    ["an expression that is none", [{ route: "/[/", action: DROP }]],
    ["a count below one", [{ route: "a", nth: 0, action: DROP }]],
    ["a misspelt member", [{ route: "a", nht: 1, action: DROP }]],
    ["a status that is none", [{ route: "a", action: { kind: "status", status: 42 } }]],
  ])("are refused for %s", (_, rules) => {
    expect(() => parseFaultRules(rules)).toThrow();
  });
});
