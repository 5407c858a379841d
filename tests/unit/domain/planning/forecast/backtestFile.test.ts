import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { teamsInFile } from "../../../../../scripts/lib/backtest/file";
import { run } from "../../../../../scripts/lib/backtest/main";
import { reportOf } from "../../../../../scripts/lib/backtest/report";

const HEADER = "team,period,planned_days,committed,delivered";
const OPTIONS = { window: 3, trials: 200, seed: 1 };

function csv(...rows: string[]): string {
  return [HEADER, ...rows].join("\n");
}

/** Periods of a team, one a number. */
function rows(team: string, delivered: readonly number[], committed = 5): string[] {
  return delivered.map((amount, index) => `${team},I${index + 1},10,${committed},${amount}`);
}

describe("the file of a back-test", () => {
  it("has a row a period; columns are found by name, others are left", () => {
    const text = "﻿note;Delivered;TEAM;period;committed;planned_days\r\nx;4.5;Web;I1;;10\r\n\r\n;6;Web;I2;5;8\r\n";
    expect(teamsInFile(text)).toEqual([
      {
        name: "Web",
        periods: [
          { name: "I1", workingDays: 10, committed: null, delivered: 4.5 },
          { name: "I2", workingDays: 8, committed: 5, delivered: 6 },
        ],
      },
    ]);
  });

  it("keeps teams apart, each in the order of the file", () => {
    const teams = teamsInFile(csv("A,I1,10,1,1", "B,I1,10,1,2", "A,I2,10,1,3"));
    expect(teams.map(({ name, periods }) => [name, ...periods.map(({ delivered }) => delivered)])).toEqual([
      ["A", 1, 3],
      ["B", 2],
    ]);
  });

  it.each([
    ["", /^line 1: no column team, period, planned_days, committed, delivered/],
    ["team,period,committed,delivered\n", /^line 1: no column planned_days;/],
    [`${HEADER},team\n`, /^line 1: there are two columns team/],
    [HEADER, /^line 2: there is no row/],
    [csv("Web,I1,10,5,4", "Web,I2,10,5,-1"), /^line 3, column delivered: "-1" is no number/],
    [csv('Web,I1,10,5,"4,5"'), /^line 2, column delivered: "4,5" is no number.*12\.5/],
    [csv("Web,I1,ten,5,4"), /^line 2, column planned_days: "ten"/],
    [csv("Web,I1,0,5,4"), /^line 2, column planned_days: it is 0/],
    [csv("Web,I1,10,many,4"), /^line 2, column committed: "many"/],
    [csv("Web,I1,10,5,4", ",I2,10,5,4"), /^line 3, column team: it is empty/],
    [csv("Web,,10,5,4"), /^line 2, column period: it is empty/],
    [csv("Web,I1,10,5"), /^line 2, column delivered: it is empty/],
    [csv('Web,"I1\nlong",10,5,4', "Web,I2,10,5,x"), /^line 4, column delivered: "x"/],
    [csv("Web,I1,10,5,4", "Web,I1,10,5,5"), /^line 3, column period: team Web has "I1" already/],
    [csv('Web,"I1,10,5,4'), /^line 2: a quotation mark is not closed/],
  ])("refuses %j and says where", (text, message) => {
    expect(() => teamsInFile(text)).toThrow(message);
  });
});

describe("the report of a back-test", () => {
  it("has coverage and loss at 1, 3 and 6 periods beside the baselines, a team and together", () => {
    const teams = teamsInFile(csv(...rows("A", [4, 6, 5, 7, 3, 5, 6, 4, 5, 6]), ...rows("B", [1, 0, 2, 1, 3])));
    const lines = reportOf(teams, OPTIONS);
    const text = lines.join("\n");
    expect(lines).toContain("Team A: 10 periods; the commitment was kept in 7 of 10 (70 %)");
    expect(lines).toContain("Team B: 5 periods; the commitment was kept in 0 of 5 (0 %)");
    expect(lines).toContain("All 2 teams together: 15 periods; the commitment was kept in 7 of 15 (47 %)");
    expect(text.match(/n = \d+/g)).toEqual(["n = 7", "n = 5", "n = 2", "n = 2", "n = 9", "n = 5", "n = 2"]);
    expect(text).toMatch(/3 periods ahead: no case; it takes 6 periods/);
    for (const method of ["double bootstrap", "simple", "mean", "mean of last 3"]) {
      expect(text).toMatch(
        new RegExp(`\\n {4}${method} +\\d+ % +\\d+ % +\\d+ % +\\d\\.\\d{4} +\\d\\.\\d{4} +\\d\\.\\d{4}\\n`),
      );
    }
  });

  it("says when 85 % is not in the interval, and what would have kept it", () => {
    const falling = Array.from({ length: 40 }, (_, index) => 400 - 10 * index);
    const lines = reportOf(teamsInFile(csv(...rows("A", falling))), OPTIONS);
    expect(lines.join("\n")).toMatch(
      /OUTSIDE the interval of the rate at P85 \(0 % to 9 %\); widened, P85 takes 100 %/,
    );
  });
});

describe("npm run backtest", () => {
  const folder = mkdtempSync(join(tmpdir(), "backtest-"));
  const file = join(folder, "past.csv");
  beforeAll(() => writeFileSync(file, csv(...rows("A", [4, 6, 5, 7, 3]))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints the report of a file", () => {
    const { exitCode, output, errors } = run([file, "--window", "3", "--trials", "50"]);
    expect([exitCode, errors]).toEqual([0, []]);
    expect(output[0]).toBe("Each forecast knew the 3 periods before it alone; 50 trials, seed 1.");
  });

  it("prints how it is used when asked", () => {
    expect(run(["--help"])).toMatchObject({ exitCode: 0, errors: [] });
  });

  it.each<[string[], RegExp]>([
    [[], /Name one file/],
    [["a.csv", "b.csv"], /Name one file/],
    [["--wide"], /--wide/],
    [[file, "--window", "0"], /--window is 0; give a whole number of 1 or more/],
    [[file, "--seed", "x"], /--seed is x/],
    [[join(folder, "none.csv")], /none\.csv cannot be read/],
  ])("fails on %j and says why", (args, message) => {
    const { exitCode, errors } = run(args);
    expect(exitCode).toBe(1);
    expect(errors[0]).toMatch(message);
  });

  it("names file, line and column of what it cannot take", () => {
    writeFileSync(file, csv("Web,I1,10,5,x"));
    expect(run([file]).errors).toEqual([expect.stringMatching(/past\.csv, line 2, column delivered: "x"/)]);
  });
});
