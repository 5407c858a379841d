import { readFileSync } from "node:fs";
import { join } from "node:path";
import { helpText } from "../../../scripts/local-boards/host/node/commandLine";
import { Faults, parseFaultRules, SERVICE_ANSWER_NAMES, SERVICE_ANSWERS } from "../../../scripts/local-boards/faults";

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
    ["an answer that Azure DevOps does not give", [{ route: "a", action: { kind: "answer", name: "melted" } }]],
    [
      "a time of an answer that is not late",
      [{ route: "a", action: { kind: "answer", name: "raced", milliseconds: 1 } }],
    ],
    ["a header's name that is none", [{ route: "a", action: { kind: "status", status: 200, headers: { "a b": "" } } }]],
    ["a header of two lines", [{ route: "a", action: { kind: "status", status: 200, headers: { a: "1\r\nb: 2" } } }]],
    ["a status that is none", [{ route: "a", action: { kind: "status", status: 42 } }]],
  ])("are refused for %s", (_, rules) => {
    expect(() => parseFaultRules(rules)).toThrow();
  });
});

describe("answers of Azure DevOps in trouble", () => {
  const world = { organization: "local", now: 1_500, milliseconds: 0 };

  it("are taken by a rule under each of their names", () => {
    const rules = SERVICE_ANSWER_NAMES.map((name) => ({ route: "a", action: { kind: "answer" as const, name } }));
    expect(parseFaultRules(rules)).toEqual(rules);
    expect(rules.length).toBeGreaterThan(4);
  });

  it("say how much of the usage remains and when it is all there again", () => {
    expect(SERVICE_ANSWERS.slowed.headers(world)).toMatchObject({
      "X-RateLimit-Remaining": "10",
      "X-RateLimit-Reset": "302",
    });
    expect(SERVICE_ANSWERS.slowed.headers(world)).not.toHaveProperty("X-RateLimit-Delay");
    expect(SERVICE_ANSWERS.slowed.headers({ ...world, milliseconds: 1_250 })).toMatchObject({
      "X-RateLimit-Delay": "1.250",
      "X-RateLimit-Remaining": "0",
    });
  });

  it("stand in the documentation, each with its status, and in the help", () => {
    const text = readFileSync(join(__dirname, "../../../docs/local-boards.md"), "utf8");
    const section = text.split(/^## /m).find((part) => part.startsWith("Faults\n")) ?? "";
    const rows = [...section.matchAll(/^\| `(\w+)` +\| (\S+) /gm)].map(([, name, status]) => [name, status]);
    expect(rows).toEqual(
      SERVICE_ANSWER_NAMES.map((name) => [name, String(SERVICE_ANSWERS[name].whole?.(world).status ?? "-")]),
    );
    for (const name of SERVICE_ANSWER_NAMES) expect(helpText()).toMatch(new RegExp(`^  --fault \\S+=${name}\\b`, "m"));
  });
});
