import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import * as React from "react";
import { Cancelled } from "../../../src/boards/errors";
import type { Report } from "../../../src/domain/readiness/report";
import type { WorkItem } from "../../../src/domain/workItem";
import { createAddresses } from "../../../src/extension/addresses";
import { placementOf } from "../../../src/extension/widget";
import type { ForecastLines } from "../../../src/widget/forecastLines";
import { settingsText, type Shows, showsOf } from "../../../src/widget/settings";
import { createWidget, type WidgetEffects } from "../../../src/widget/widget";
import { WidgetView } from "../../../src/widget/WidgetView";
import { asset, feature, NOW, policy, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";

const HOSTILE = "<img src=x onerror=alert(1)>";
const R1 = [
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(2, 1, { title: HOSTILE, state: "Active", tags: ["release:R1"] }),
  asset(3, 1, { title: "WEB-11", state: "On hold", tags: ["release:R1"] }),
];
const R2 = [
  feature(4, { title: "HR", tags: ["release:R2"] }),
  asset(5, 4, { state: "Resolved", tags: ["release:R2"] }),
];

const NO_FORECAST: ForecastLines = { releases: new Map(), exit: null };
const addresses = createAddresses("https://dev.azure.com/contoso/", "Contoso", "pub.ext.hub", "pub.ext.settings");

afterEach(cleanup);

/** Shows a widget of these items; what it asks of its surroundings is answered at once. */
async function show(
  items: readonly WorkItem[],
  given: {
    shows?: Shows | string;
    size?: [number, number];
    effects?: Partial<WidgetEffects>;
    report?: Partial<Report>;
  } = {},
): Promise<{ opened: string[]; reads: () => number }> {
  const { shows = null, size = [2, 1], effects = {}, report = {} } = given;
  let reads = 0;
  const opened: string[] = [];
  const widget = createWidget({
    policies: {
      load: () => {
        reads += 1;
        return Promise.resolve({ policy: policy(), etag: 1 });
      },
    },
    judge: () => Promise.resolve({ snapshot: snapshot(items), report: { ...reportOf(items), ...report } }),
    forecast: () => Promise.resolve(NO_FORECAST),
    now: () => NOW,
    ...effects,
  });
  const ways = { addresses, open: (url: string) => void opened.push(url), now: () => NOW };
  widget.place({
    name: "Wave",
    columns: size[0],
    rows: size[1],
    settings: shows === null || typeof shows === "string" ? shows : settingsText(shows),
  });
  render(<WidgetView widget={widget} ways={ways} />);
  await act(() => widget.read());
  return { opened, reads: () => reads };
}

const text = (): string => document.body.textContent.replace(/\s+/g, " ");

describe("a widget", () => {
  it("shows the next release with both counts of its verdict, before anybody configured it (V1)", async () => {
    await show([...R1, ...R2]);
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("R1");
    expect(text()).toContain("blocked 1 unknown 1 for staging");
    expect(text()).toContain("Read just now");
  });

  it("leads from the verdict to what is in the way", async () => {
    const { opened } = await show(R1);
    fireEvent.click(screen.getByRole("link", { name: /blocked/ }));
    expect(opened).toEqual([addresses.hub("release=R1&gate=staging")]);
  });

  it("shows the release that was chosen", async () => {
    await show([...R1, ...R2], { shows: { kind: "release", key: "R2" } });
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("R2");
    expect(text()).toContain("ready for staging");
  });

  it("shows no other release in the place of one that is gone", async () => {
    await show(R1, { shows: { kind: "release", key: "R9" } });
    expect(text()).toContain("“R9” is not there any more");
    expect(screen.queryByRole("heading", { level: 2 })).toBeNull();
  });

  it("shows all releases together", async () => {
    await show([...R1, ...R2], { shows: { kind: "exit" }, size: [2, 2] });
    expect(text()).toContain("0 of 2 releases through");
    expect(screen.getAllByRole("listitem").map((line) => line.textContent)).toHaveLength(2);
  });

  it("names what to clear first where there is room, and hostile titles are text", async () => {
    await show(R1, { size: [3, 2] });
    expect(screen.getByRole("link", { name: HOSTILE })).not.toBeNull();
    expect(document.querySelector("img")).toBeNull();
  });

  it("says that not everything could be read, and leads to what (V2)", async () => {
    await show(R1, { report: { complete: false } });
    expect(screen.getByRole("link", { name: /Not everything/ }).getAttribute("href")).toBe(
      addresses.hub("part=unread"),
    );
  });
});

describe("the forecast", () => {
  const line = { text: "9 Dec – 19 Dec (50–85 %)", chance: "82 %", isLate: true };
  const known: ForecastLines = { releases: new Map([["R1", line]]), exit: line };

  it("is a range with a word and a sign for what comes too late", async () => {
    await show(R1, { effects: { forecast: () => Promise.resolve(known) } });
    expect(text()).toContain("⚠ Later than the target date. Forecast: 9 Dec – 19 Dec (50–85 %)");
  });

  it("is left out for as long as it is worked out: the verdict does not wait for it", async () => {
    const never = new Promise<ForecastLines>(() => undefined);
    const widget = createWidget({
      policies: { load: () => Promise.resolve({ policy: policy(), etag: 1 }) },
      judge: () => Promise.resolve({ snapshot: snapshot(R1), report: reportOf(R1) }),
      forecast: () => never,
      now: () => NOW,
    });
    void widget.read();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(widget.get().data).toMatchObject({ kind: "ready", forecast: null });
  });
});

describe("where there is nothing to show", () => {
  it("leads to the hub as long as there is no mapping", async () => {
    await show(R1, { effects: { policies: { load: () => Promise.resolve(null) } } });
    expect(screen.getByRole("link", { name: /Confirm one/ }).getAttribute("href")).toBe(addresses.hub(""));
  });

  it("says why the project could not be read, and reads it again when asked to", async () => {
    const { reads } = await show(R1, { effects: { judge: () => Promise.reject(new Error("Sign in again.")) } });
    expect(screen.getByRole("alert").textContent).toContain("Sign in again.");
    await act(async () => {
      fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    });
    expect(reads()).toBe(2);
  });

  it("leads on where no release is planned", async () => {
    await show([]);
    expect(text()).toContain("No release is planned yet");
    expect(screen.getByRole("link", { name: "Open Release Readiness" })).not.toBeNull();
  });

  it.each(["{", "[]", '{"shows":{"kind":"moon"}}', '{"shows":{"kind":"release","key":""}}'])(
    "asks for a new configuration where the kept one is %s",
    async (settings) => {
      await show(R1, { shows: settings });
      expect(text()).toContain("configure the widget again");
    },
  );

  it("shows nothing of a reading that a newer one ended", async () => {
    await show(R1, { effects: { judge: () => Promise.reject(new Cancelled()) } });
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("what a dashboard tells", () => {
  it("is read with and without settings", () => {
    const size = { columnSpan: 3, rowSpan: 2 };
    const told = { name: "Wave", size, customSettings: { data: "{}", version: { major: 1 } } };
    expect(placementOf(told)).toEqual({ name: "Wave", columns: 3, rows: 2, settings: "{}" });
    expect(placementOf({ size, customSettings: { data: null } })).toMatchObject({ name: "", settings: null });
  });

  it("is refused where it has no size", () => {
    expect(() => placementOf({ name: "Wave" })).toThrow("how large the widget is");
  });

  it.each<Shows>([{ kind: "next" }, { kind: "exit" }, { kind: "release", key: "R 1/ü" }])(
    "keeps the choice %j",
    (shows) => {
      expect(showsOf(settingsText(shows))).toEqual(shows);
    },
  );
});
