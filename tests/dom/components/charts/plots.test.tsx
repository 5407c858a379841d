import { fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import { BurnUpPlot } from "../../../../src/components/charts/BurnUpPlot";
import { ForecastFan } from "../../../../src/components/charts/ForecastFan";
import { StageFlowPlot } from "../../../../src/components/charts/StageFlowPlot";
import { VelocityBars } from "../../../../src/components/charts/VelocityBars";
import type { BurnUp, StageFlow } from "../../../../src/domain/planning/flow/series";
import type { Outlook } from "../../../../src/domain/planning/forecast/outlook";
import { LADDER } from "../../../../src/domain/readiness/stage";
import { dayText } from "../../../../src/components/time";
import { counted, iterationRecord } from "../../../builders/planning";

const HOSTILE = `=cmd|' /C calc'!A0 <img src=x onerror=alert(1)>`;

const point = (day: string, scope: number, done: number) => ({
  day,
  scope: counted(scope, 2 * scope),
  done: counted(done, 2 * done),
});
const BURN_UP: BurnUp = {
  points: [
    point("2026-11-20", 21, 7),
    point("2026-11-21", 21, 7),
    point("2026-11-22", 23, 8),
    point("2026-11-23", 23, 9),
  ],
};
const DATES: Outlook = {
  kind: "dates",
  isThin: false,
  p50: { kind: "day", day: "2026-12-12" },
  p85: { kind: "day", day: "2026-12-18" },
  p95: { kind: "beyond", horizon: "2036-11-23" },
  chance: { kind: "percent", percent: 62 },
  shares: { p50: 0.5, p85: 0.85, p95: 0.95 },
  trials: 10_000,
};

/** The rows of the table that a plot shows on demand, as they read. */
function tableOf(): string[][] {
  fireEvent.click(screen.getByRole("button", { name: "Show as table" }));
  return within(screen.getByRole("table"))
    .getAllByRole("row")
    .slice(1)
    .map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? ""));
}

/** The file that the browser is handed. */
async function savedText(): Promise<string> {
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => `blob:${String(blobs.push(blob))}`;
  URL.revokeObjectURL = () => undefined;
  const click = jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  fireEvent.click(screen.getByRole("button", { name: "Save as CSV" }));
  expect(click).toHaveBeenCalledTimes(1);
  const [blob] = blobs;
  if (blob === undefined) throw new Error("Nothing was saved.");
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === "string" ? reader.result : "");
    };
    reader.onerror = () => {
      reject(new Error("The file could not be read."));
    };
    reader.readAsText(blob);
  });
}

describe("the burn-up of a release", () => {
  const plot = (changes: Partial<React.ComponentProps<typeof BurnUpPlot>> = {}) => (
    <BurnUpPlot
      {...{
        name: "Payroll",
        burnUp: BURN_UP,
        unit: "assets",
        today: "2026-11-23",
        targetDate: "2026-12-12",
        ...changes,
      }}
    />
  );

  it("stands as one image with its sentence, which is its caption too", () => {
    render(plot());
    const sentence = `Payroll: 9 assets done of 23 assets. The scope grew by 2 assets since ${dayText("2026-11-20")}.`;
    expect(screen.getByRole("img", { name: sentence })).toBeInTheDocument();
    expect(screen.getByRole("figure", { name: sentence })).toBeInTheDocument();
  });

  it("has its numbers as a table, without days on which nothing changed", () => {
    render(plot());
    expect(tableOf()).toEqual([
      [dayText("2026-11-20"), "21", "7", "42", "14", "0"],
      [dayText("2026-11-22"), "23", "8", "46", "16", "0"],
      [dayText("2026-11-23"), "23", "9", "46", "18", "0"],
    ]);
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toContain("Done, effort");
  });

  it("saves the same numbers, days as YYYY-MM-DD", async () => {
    render(plot());
    const lines = (await savedText()).trim().split("\r\n");
    expect(lines.slice(1)).toEqual([
      `"2026-11-20",21,7,42,14,0`,
      `"2026-11-22",23,8,46,16,0`,
      `"2026-11-23",23,9,46,18,0`,
    ]);
  });

  it("tells its values to the arrow keys, at one tab stop, and stops at its ends", () => {
    render(plot());
    const slider = screen.getByRole("slider", { name: "Values of Burn-up of Payroll" });
    const told = () => slider.getAttribute("aria-valuetext");
    expect(told()).toBe(`${dayText("2026-11-23")}: 9 assets done of 23 assets`);
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(told()).toBe(`${dayText("2026-11-22")}: 8 assets done of 23 assets`);
    fireEvent.keyDown(slider, { key: "Home" });
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(told()).toBe(`${dayText("2026-11-20")}: 7 assets done of 21 assets`);
    fireEvent.keyDown(slider, { key: "End" });
    expect(slider).toHaveAttribute("aria-valuenow", "2");
  });

  it("leaves keys that lead nowhere to the page", () => {
    render(plot());
    const slider = screen.getByRole("slider");
    expect(fireEvent.keyDown(slider, { key: "Tab" })).toBe(true);
    expect(fireEvent.keyDown(slider, { key: "ArrowRight" })).toBe(false);
  });

  it("counts in effort on demand", () => {
    render(plot({ unit: "effort" }));
    expect(screen.getByRole("img")).toHaveAccessibleName(/^Payroll: 18 of effort done of 46 of effort\./);
  });

  it("draws a range on from today only where there are dates", () => {
    const { container, rerender } = render(plot({ outlook: DATES }));
    expect(container.querySelectorAll(".rr-plot-area .rr-plot-p85")).toHaveLength(1);
    rerender(plot({ outlook: { kind: "cannot", because: [] } }));
    expect(container.querySelectorAll(".rr-plot-p85")).toHaveLength(0);
  });

  it.each([
    ["nothing", [], "Payroll: nothing was in its scope yet."],
    ["one day", [point("2026-11-23", 3, 0)], /^Payroll: 0 assets done of 3 assets\. The scope is as large as on/],
    ["zeros", [point("2026-11-23", 0, 0)], /^Payroll: 0 assets done of 0 assets/],
  ])("draws %s without a number that is none", (_, points, sentence) => {
    const { container } = render(plot({ burnUp: { points } }));
    expect(screen.getByRole("img")).toHaveAccessibleName(sentence);
    expect(container.innerHTML).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws five years of days", () => {
    const points = Array.from({ length: 1_826 }, (_, index) =>
      point(new Date(Date.UTC(2021, 10, 24) + index * 86_400_000).toISOString().slice(0, 10), 5_000, index * 2),
    );
    const { container } = render(plot({ burnUp: { points } }));
    expect(container.innerHTML).not.toMatch(/NaN|Infinity/);
    expect(screen.getByRole("slider")).toHaveAttribute("aria-valuemax", "1825");
  });

  it("takes hostile names for text", () => {
    const { container } = render(plot({ name: HOSTILE }));
    expect(container.querySelector("img")).toBeNull();
    expect(screen.getByRole("img")).toHaveAccessibleName(expect.stringContaining("<img src=x") as string);
  });
});

describe("the fan of a forecast", () => {
  const fan = (outlook: Outlook) => (
    <ForecastFan
      {...{
        name: "Payroll",
        scope: 23,
        done: 9,
        unit: "assets",
        today: "2026-11-23",
        targetDate: "2026-12-12",
        outlook,
      }}
    />
  );

  it("says each confidence with its day, and never one day alone", () => {
    render(fan(DATES));
    expect(screen.getByRole("img")).toHaveAccessibleName(/half of the trials: by .*; 85 % .*: by .*; 95 % .*: after /);
    expect(tableOf()).toEqual([
      ["Today", dayText("2026-11-23"), "done until then", "9"],
      ["50 % of the trials", dayText("2026-12-12"), "done by then", "23"],
      ["85 % of the trials", dayText("2026-12-18"), "done by then", "23"],
      ["95 % of the trials", dayText("2036-11-23"), "done later, the last day that is looked at", "23"],
      ["Target date", dayText("2026-12-12"), "what is asked for", "23"],
    ]);
  });

  it("is a sentence where there are no dates", () => {
    const { rerender } = render(fan({ kind: "cannot", because: [] }));
    expect(screen.getByText(/when the rest is done cannot be forecast\.$/)).toBeInTheDocument();
    rerender(fan({ kind: "done" }));
    expect(screen.getByText("Payroll is done.")).toBeInTheDocument();
    expect(screen.queryByRole("img")).toBeNull();
  });
});

describe("the bars of a velocity", () => {
  const RECORDS = [
    iterationRecord({
      ...{ path: "1", name: "Sprint 1", delivered: counted(5, 9), committed: counted(7, 12), reopened: counted(1, 2) },
      commitment: { how: "tag", at: 0, tag: "committed" },
    }),
    iterationRecord({ path: "2", name: HOSTILE, outage: "Data centre move", delivered: counted(0) }),
    iterationRecord({ path: "3", name: "Sprint 3", isOver: false, delivered: counted(2) }),
  ];
  const bars = (records = RECORDS) => (
    <VelocityBars
      {...{ name: "Blue", records, unit: "assets", range: { low: 5, median: 5, high: 5 }, sentence: "Delivered." }}
    />
  );

  it("have a table that equals the records; where no commitment is known there is no number", () => {
    render(bars());
    expect(tableOf().map(([name, , , ...numbers]) => [name, ...numbers])).toEqual([
      ["Sprint 1", "7", "5", "1"],
      [HOSTILE, "–", "0", "0"],
      ["Sprint 3", "–", "2", "0"],
    ]);
  });

  it("tell a debit, an outage and what runs apart, in words and in shape", () => {
    const { container } = render(bars());
    const slider = screen.getByRole("slider");
    expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/2 assets delivered so far, no commitment/));
    fireEvent.keyDown(slider, { key: "ArrowLeft" });
    expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/outage: Data centre move$/));
    fireEvent.keyDown(slider, { key: "Home" });
    expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/7 assets committed, 1 asset reopened$/));
    const drawn = (shape: string) => container.querySelectorAll(`.rr-plot-area ${shape}`).length;
    expect([drawn(".rr-plot-debit"), drawn(".rr-plot-outage"), drawn(".rr-plot-running")]).toEqual([1, 1, 1]);
  });

  it("have a debit below the line", () => {
    const { container } = render(bars());
    const top = (shape: string) => Number(container.querySelector(`.rr-plot-area ${shape}`)?.getAttribute("y"));
    const bar = container.querySelector(".rr-plot-area .rr-plot-bar");
    expect(top(".rr-plot-debit")).toBe(top(".rr-plot-bar") + Number(bar?.getAttribute("height")));
  });

  it("take hostile names for text, and in the file for no formula", async () => {
    const { container } = render(bars());
    expect(container.querySelector("img")).toBeNull();
    const line = (await savedText()).split("\r\n")[2];
    expect(line).toMatch(/^"'=cmd/);
  });

  it("are drawn of no iteration", () => {
    const { container } = render(bars([]));
    expect(container.innerHTML).not.toMatch(/NaN|Infinity/);
    expect(screen.queryByRole("slider")).toBeNull();
  });
});

describe("the flow through the stages", () => {
  const FLOW: StageFlow = {
    stages: LADDER,
    points: [
      { day: "2026-11-22", counts: [5, 0, 0, 0, 0, 0, 0, 0], unknown: 0 },
      { day: "2026-11-23", counts: [2, 0, 0, 1, 0, 0, 0, 2], unknown: 1 },
    ],
  };

  it("says where assets stand today, and has each stage in its table", () => {
    render(<StageFlowPlot name="Payroll" flow={FLOW} />);
    expect(screen.getByRole("img")).toHaveAccessibleName(
      `Payroll on ${dayText("2026-11-23")}: 2 Promoted, 1 Replicated, 2 Pending, 1 Unknown.`,
    );
    expect(tableOf()).toEqual([
      [dayText("2026-11-22"), "0", "0", "0", "0", "0", "0", "0", "5", "0"],
      [dayText("2026-11-23"), "2", "0", "0", "0", "1", "0", "0", "2", "1"],
    ]);
  });

  it("stacks the areas without a gap, what is furthest lowest", () => {
    const { container } = render(<StageFlowPlot name="Payroll" flow={FLOW} />);
    const pathOf = (stage: string) =>
      container
        .querySelector(`.rr-plot-area .rr-flow-${stage}`)
        ?.getAttribute("d")
        ?.split(/[ML Z]/) ?? [];
    const [promoted, replicated] = [pathOf("Promoted"), pathOf("Replicated")];
    // M x y L x y (upper edge), then L x y L x y (lower edge) backwards.
    const upper = promoted.slice(1, 5);
    const lower = replicated.slice(5, 9);
    expect([lower[2], lower[3], lower[0], lower[1]]).toEqual(upper);
  });

  it("says so where nothing was in scope", () => {
    render(<StageFlowPlot name="Payroll" flow={{ stages: LADDER, points: [] }} />);
    expect(screen.getByRole("img")).toHaveAccessibleName("Payroll: no asset was in its scope yet.");
  });
});
