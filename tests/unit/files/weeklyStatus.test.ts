/** The week of a project in Markdown and CSV: T1, T3, V1, V2, D4. */
import type { IterationRecord } from "../../../src/domain/planning/velocity/record";
import type { Report } from "../../../src/domain/readiness/report";
import type { WorkItem } from "../../../src/domain/workItem";
import { weeklyCsv, weeklyMarkdown } from "../../../src/files/weeklyText";
import { weeklyStatusOf, type WeeklyParts, type WeeklyStatus } from "../../../src/files/weeklyStatus";
import { asset, day, feature, NOW } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { HOSTILE } from "./packReport";

const WEEK_AGO = NOW - 7 * 86_400_000;
const OLD = { createdDate: day("2026-01-05"), tags: ["release:R1"] };
const PAYROLL = feature(1, { title: "Payroll", ...OLD });

/** A week ago: SQL-04 was still pending, WEB-11 was there, and the new one was not. */
const BEFORE: readonly WorkItem[] = [
  PAYROLL,
  asset(2, 1, { ...OLD, title: "SQL-04", state: "New" }),
  asset(3, 1, { ...OLD, title: "WEB-11", state: "Resolved" }),
];
const AFTER: readonly WorkItem[] = [
  PAYROLL,
  asset(2, 1, { ...OLD, title: "SQL-04", state: "Active" }),
  asset(3, 1, { ...OLD, title: "WEB-11", state: "Active" }),
  asset(4, 1, { tags: ["release:R1"], title: HOSTILE, state: "New", createdDate: NOW - 86_400_000 }),
];

function counted(items: number): IterationRecord["committed"] {
  return { items, effort: items * 2, unestimated: 0, ids: [] };
}

function record(team: string, name: string, isOver: boolean, delivered: number): IterationRecord {
  const none = counted(0);
  return {
    team,
    path: `Contoso\\${name}`,
    name,
    firstDay: "2026-11-02",
    lastDay: "2026-11-13",
    workingDays: 10,
    isOver,
    outage: null,
    commitment: null,
    committed: counted(5),
    added: none,
    removed: none,
    delivered: counted(delivered),
    deliveredByKind: [],
    carriedOver: counted(1),
    reopened: none,
    scopeIn: none,
    scopeOut: none,
    reached: { Replicated: none, Staged: none, Accepted: none, Promoted: none },
    grown: {
      Replicated: { in: none, out: none },
      Staged: { in: none, out: none },
      Accepted: { in: none, out: none },
      Promoted: { in: none, out: none },
    },
  };
}

const KNOWN: WeeklyParts = {
  past: { ...reportOf(BEFORE), asOf: WEEK_AGO },
  forecast: { releases: new Map([["R1", { text: "9 Dec – 19 Dec (50–85 %)", chance: ">95 %" }]]), exit: "Exit: soon." },
  records: [
    record("Blue", "Sprint 1", true, 2),
    record("Blue", "Sprint 2", true, 4),
    record("Blue", "Sprint 3", false, 1),
  ],
  gaps: [],
};

function week(parts: Partial<WeeklyParts> = {}, report: Report = reportOf(AFTER)): WeeklyStatus {
  return weeklyStatusOf(report, { ...KNOWN, ...parts }, { since: WEEK_AGO, generatedAt: NOW });
}

const addressOf = (id: number): string => `https://dev.azure.com/contoso/_workitems/edit/${id}`;
const markdown = (status: WeeklyStatus): string => weeklyMarkdown(status, addressOf);
const rows = (status: WeeklyStatus): string[][] =>
  weeklyCsv(status)
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) => cell.replace(/^"|"$/g, "")),
    );
/** A line by the heads of its columns. */
const line = (status: WeeklyStatus, index: number): Record<string, string> => {
  const [head = [], ...lines] = rows(status);
  return Object.fromEntries(head.map((name, at) => [name, lines[index]?.[at] ?? ""]));
};

describe("the week of a release", () => {
  it("counts what moved on, fell back and came into scope since the week before (T1)", () => {
    expect(week().releases[0]?.changes).toMatchObject({
      movedOn: 1,
      fellBack: 1,
      scopeIn: 1,
      scopeOut: 0,
      uncertain: 0,
    });
    expect(markdown(week())).toContain("1 asset moved on, 1 fell back; 1 asset came into scope");
  });

  it("names a gate that was lost", () => {
    const ready = [PAYROLL, asset(2, 1, { ...OLD, title: "SQL-04", state: "Resolved" })];
    const before = { ...reportOf(ready), asOf: WEEK_AGO };
    const now = reportOf([PAYROLL, asset(2, 1, { ...OLD, title: "SQL-04", state: "Active" })]);
    expect(markdown(week({ past: before }, now))).toContain("staging lost");
    expect(line(week({ past: before }, now), 0)["Gates lost"]).toBe("Staging");
  });

  it("claims nothing that a loss could explain (V2)", () => {
    const past = { ...reportOf(BEFORE), asOf: WEEK_AGO, complete: false };
    const old = asset(4, 1, { ...OLD, title: "DB", state: "New" });
    const status = week({ past }, reportOf([...AFTER.slice(0, 3), old]));
    expect(status.releases[0]?.changes).toMatchObject({ scopeIn: 0 });
    expect(status.releases[0]?.changes?.uncertain).toBeGreaterThan(0);
    expect(markdown(status)).toContain("The report of a week ago is incomplete");
  });

  it("names three of what is in the way, those that free most first (D4)", () => {
    const many = [PAYROLL, ...[2, 3, 4, 5].map((id) => asset(id, 1, { ...OLD, title: `VM ${id}`, state: "Active" }))];
    const status = week({}, reportOf(many));
    expect(status.releases[0]?.first.map(({ workItem }) => workItem?.id)).toEqual([2, 3, 4]);
  });

  it("says that nothing changed where nothing did", () => {
    const past = { ...reportOf(AFTER), asOf: WEEK_AGO };
    expect(markdown(week({ past }))).toContain("Nothing changed.");
  });
});

describe("what could not be read", () => {
  it.each([
    ["past", "Azure Boards did not answer.", "What changed in the week is not known: Azure Boards did not answer."],
    ["forecast", "no team is known.", "There is no forecast: no team is known."],
    ["records", "no teams.", "Velocity is not known: no teams."],
  ])("of the %s is said in its place", (part, why, told) => {
    const status = week({ [part]: why });
    expect(status.missing).toEqual([told]);
    expect(markdown(status)).toContain(told.replace(/!/g, "\\!"));
  });

  it("of velocity is not taken for teams without a past", () => {
    expect(markdown(week({ records: "no teams." }))).not.toContain("No team has an iteration that is over.");
    expect(markdown(week({ records: [] }))).toContain("No team has an iteration that is over.");
  });

  it("of the week before leaves its cells empty, and no zero", () => {
    expect(line(week({ past: "away" }), 0)).toMatchObject({ "Moved on": "", "Blockers opened": "" });
    expect(markdown(week({ past: "away" }))).toContain("Not known.");
  });
});

describe("in Markdown", () => {
  it("has both counts of a verdict, the forecast and its chance in a release's line (V1)", () => {
    const [first] = markdown(week())
      .split("\n")
      .filter((text) => text.startsWith("| 1 |"));
    expect(first).toMatch(/^\| 1 \| R1 \| none \| ■ blocked 3 \|/);
    expect(first).toContain("&gt;95 %");
  });

  it("begins with when, how complete and by which mapping", () => {
    const report = reportOf(AFTER);
    const text = markdown(week({}, report));
    expect(text).toContain("Complete.");
    expect(text).toContain(report.policy.fingerprint);
  });

  it("makes nothing of a hostile title, in a link or anywhere else", () => {
    const text = markdown(week());
    expect(text).not.toMatch(/<img|\]\(javascript|@all|\| \[x\]/);
    expect(text).toContain("&lt;img");
  });

  it("tells the last iteration that is over of each team, and not the running one", () => {
    const text = markdown(week());
    expect(text).toContain("| Blue | Sprint 2 | 5 | 4 | 1 | 0 | 8 |");
    expect(text).not.toContain("Sprint 3");
  });
});

describe("what was delivered without any estimate", () => {
  const unestimated = {
    ...record("Blue", "Sprint 2", true, 4),
    delivered: { ...counted(4), effort: 0, unestimated: 4 },
  };

  it("is no effort of 0", () => {
    expect(markdown(week({ records: [unestimated] }))).toContain("| 4 | 1 | 0 | not estimated |");
    expect(line(week({ records: [unestimated] }), 1)).toMatchObject({ Delivered: "4", "Effort delivered": "" });
  });

  it("is 0 where nothing was delivered, or what was has an estimate of 0", () => {
    const zero = { ...unestimated, delivered: { ...counted(4), effort: 0 } };
    expect(line(week({ records: [zero] }), 1)).toMatchObject({ "Effort delivered": "0" });
    expect(line(week({ records: [record("Blue", "Sprint 2", true, 0)] }), 1)).toMatchObject({
      "Effort delivered": "0",
    });
  });
});

describe("as CSV", () => {
  it("has as many cells in each line as heads", () => {
    const all = rows(week());
    expect(new Set(all.map((cells) => cells.length)).size).toBe(1);
    expect(all).toHaveLength(3);
  });

  it("puts a team's iteration under its own heads", () => {
    expect(line(week(), 1)).toMatchObject({ Kind: "team", Name: "Blue", Iteration: "Sprint 2", Delivered: "4" });
  });

  it("lets no title become a formula", () => {
    const formula = [PAYROLL, asset(2, 1, { ...OLD, title: "=1+1", state: "Active" })];
    expect(weeklyCsv(week({}, reportOf(formula)))).not.toMatch(/"=|;\s*=/);
    const team = record("=HYPERLINK()", "+Sprint", true, 1);
    expect(weeklyCsv(week({ records: [team] }))).toContain(`"'=HYPERLINK()"`);
  });
});
