import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canBeWaived } from "../../../src/domain/evidence/waivable";
import { MINIMAL_CHECKLIST } from "../../../src/domain/policy/checklists";
import { POLICY_DEFAULTS, PRESETS } from "../../../src/domain/policy/presets";
import { effectOf, STAGE_NAMES } from "../../../src/domain/readiness/blockers";
import { BLOCKER_CODES } from "../../../src/domain/readiness/report";
import { LADDER } from "../../../src/domain/readiness/stage";

const ROOT = join(__dirname, "../../..");
/** The definition that the page follows; it stands beside the repository where that is developed. */
const DEFINITION = join(ROOT, "../shared/readiness.md");
const page = readFileSync(join(ROOT, "docs/readiness.md"), "utf8");

/** How many rules each letter has, from 1 on. */
const RULES = { S: 2, M: 11, G: 6, V: 4, D: 6, E: 5, L: 8, T: 4 } as const;
const ruleIds = Object.entries(RULES).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

const ATTESTS = { proof: "proof", test: "test", signOff: "sign-off" } as const;

/** The text below a heading of the second level, up to the next one. */
function section(title: string): string {
  const found = page.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`docs/readiness.md has no section "${title}".`);
  return found;
}

/** The cells of all table rows in a text, tidied. */
function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The one row whose first cell is this. */
function rowOf(rows: readonly string[][], first: string): string[] {
  const found = rows.filter(([cell]) => cell === first);
  if (found.length !== 1) throw new Error(`docs/readiness.md has ${found.length} rows "${first}"; there must be one.`);
  return found[0] ?? [];
}

describe("docs/readiness.md", () => {
  it.each(ruleIds)("defines %s, once", (id) => {
    // In bold, or as the beginning of a table's row: "**D1.", "**G1** staging".
    expect(page.match(new RegExp(`\\*\\*${id}(\\.|\\*\\*)`, "g")) ?? []).toHaveLength(1);
  });

  it("cites no rule that it does not define", () => {
    const cited = new Set(page.match(/\b[SMGVDELT]\d{1,2}\b/g));
    expect([...cited].filter((id) => !ruleIds.includes(id))).toEqual([]);
  });

  (existsSync(DEFINITION) ? it : it.skip)("knows the rules of the definition, all of them", () => {
    const text = readFileSync(DEFINITION, "utf8");
    const defined = [...text.matchAll(/(?:^(?:- )?|\. )([SMGVDELT]\d{1,2})\. /gm)].map(([, id]) => id);
    expect([...new Set(defined)].sort()).toEqual([...ruleIds].sort());
  });

  describe("says of every reason (§8)", () => {
    const rows = rowsOf(section("Reasons"));

    it.each([...BLOCKER_CODES])("%s: its effect, when, and what to do", (code) => {
      const [, effect, when = "", fix = ""] = rowOf(rows, `\`${code}\``);
      expect(effect).toBe(effectOf({ code }));
      expect(when).not.toBe("");
      expect(fix).not.toBe("");
    });

    it("and of no other", () => {
      const codes = rows.flatMap(([cell = ""]) => /^`([A-Z_]+)`$/.exec(cell)?.[1] ?? []);
      expect(codes.sort()).toEqual([...BLOCKER_CODES].sort());
    });
  });

  it("names the reasons that can't be waived, and no other (E4)", () => {
    const [, list = ""] = /\. ([^.]*) can't be waived/.exec(section("Evidence, sign-offs, waivers, decisions")) ?? [];
    const named = (list.match(/[A-Z]+_[A-Z]+/g) ?? []).sort();
    // That a waiver is over is no reason of its own.
    const never = BLOCKER_CODES.filter((code) => !canBeWaived(code) && code !== "WAIVER_EXPIRED").sort();
    expect(named).toEqual(never);
  });

  it.each(MINIMAL_CHECKLIST.map((rule) => [rule.id, rule] as const))(
    "says what gate:%s is (E1)",
    (id, { title, gate, attests, scope, isIndependent, validDays }) => {
      const [, name, asked, kind = "", of = ""] = rowOf(
        rowsOf(section("Evidence, sign-offs, waivers, decisions")),
        `\`${id}\``,
      );
      expect([name, asked]).toEqual([title, gate ?? "none"]);
      const words = [
        ATTESTS[attests],
        ...(isIndependent ? ["independent"] : []),
        ...(validDays === null ? [] : [`${validDays} days`]),
      ];
      expect(kind).toBe(words.join(", "));
      expect(of.startsWith(scope)).toBe(true);
    },
  );

  it("names every rung (S1) and every reason of a default mapping that means not done (M6)", () => {
    for (const stage of LADDER) expect(section("The stage ladder")).toContain(`\`${STAGE_NAMES[stage]}\``);
    const [, reasons = ""] = /not one of _([^_]+)_/.exec(page) ?? [];
    expect(reasons.split(", ")).toEqual([...POLICY_DEFAULTS.notDoneReasons]);
  });

  it.each(
    PRESETS.filter(({ everyStatePending }) => !everyStatePending).map((preset) => [preset.name, preset] as const),
  )("gives the rows of the preset %s (M10)", (name, { states }) => {
    const byStage = new Map<string, string[]>();
    for (const [state, stage] of Object.entries(states)) byStage.set(stage, [...(byStage.get(stage) ?? []), state]);
    const row = [...byStage].map(([stage, named]) => `${named.join(", ")} ${stage}`).join(" · ");
    expect(rowOf(rowsOf(section("The mapping")), name)[1]).toBe(row);
  });
});
