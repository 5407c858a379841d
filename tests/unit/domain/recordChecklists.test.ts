import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CHECKLISTS,
  CONNECTIVITY,
  FRAMEWORK_CHECKLIST,
  MINIMAL_CHECKLIST,
} from "../../../src/domain/policy/checklists";
import { isTag } from "../../../src/domain/change/recording";

const GATES_FILE = join(__dirname, "../../../../shared/data/gates.json");
const itWithMaterial = existsSync(GATES_FILE) ? it : it.skip;

describe.each(CHECKLISTS)("the checklist $name", ({ rules }) => {
  it("names each entry once, by an id that can stand in a tag", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(isTag(id) && id === id.toLowerCase() && !id.includes(" ")).toBe(true);
  });

  it("asks for nothing until a team asks (E1)", () => {
    expect(rules.filter(({ isRequired }) => isRequired)).toEqual([]);
  });

  it("has the connectivity that no gate asks for and that satisfies a dependency (D6)", () => {
    expect(rules.filter(({ gate }) => gate === null)).toMatchObject([{ id: CONNECTIVITY, scope: "asset" }]);
  });

  it("asks at no gate for what can be attested only after it (E2)", () => {
    const isTooLate = ({ gate, attests }: (typeof rules)[number]) =>
      (gate === "staging" && attests !== "proof") || (gate === "uat" && attests === "signOff");
    expect(rules.filter(isTooLate)).toEqual([]);
  });
});

it("a team may change from the minimal checklist to the framework's: what both have says the same", () => {
  const framework = new Map(FRAMEWORK_CHECKLIST.map((rule) => [rule.id, rule]));
  const shared = MINIMAL_CHECKLIST.filter(({ id }) => framework.has(id));
  expect(shared.length).toBeGreaterThan(5);
  for (const rule of shared) expect(framework.get(rule.id)).toEqual(rule);
});

itWithMaterial("the framework's checklist is written in our own words", () => {
  const said = readFileSync(GATES_FILE, "utf8").toLowerCase();
  const long = FRAMEWORK_CHECKLIST.map(({ title }) => title.toLowerCase()).filter(
    (title) => title.split(" ").length > 4,
  );
  expect(long.filter((title) => said.includes(title))).toEqual([]);
});
