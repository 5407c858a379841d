import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { THEMES } from "../../../scripts/local-boards/host/theme/themes";

const UI = dirname(require.resolve("azure-devops-ui/package.json"));

/** Every variable that the UI kit's style sheets read. */
function variablesInUse(): string[] {
  const sheets = readdirSync(UI, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  const names = sheets.flatMap((file) =>
    [...readFileSync(join(UI, file), "utf8").matchAll(/var\(\s*--([\w-]+)/g)].flatMap(([, name]) => name ?? []),
  );
  return [...new Set(names)].sort();
}

/** Red, green, blue and alpha of a value in either of the two notations. */
function colour(value: string): [number, number, number, number] {
  const [r = NaN, g = NaN, b = NaN, a = 1] = (value.match(/\d*\.?\d+/g) ?? []).map(Number);
  return [r, g, b, a];
}

function luminance([r, g, b]: readonly number[]): number {
  const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((part = 0) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
}

/** The contrast ratio of WCAG; a translucent ink is laid over the ground first. */
function contrast(ink: string, ground: string): number {
  const [r, g, b, alpha] = colour(ink);
  const under = colour(ground);
  const seen = [r, g, b].map((part, index) => part * alpha + (under[index] ?? 0) * (1 - alpha));
  const [high = 0, low = 0] = [luminance(seen), luminance(under)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

it("the UI kit reads theme variables at all", () => {
  expect(variablesInUse().length).toBeGreaterThan(60);
});

describe.each(Object.entries(THEMES))("the %s theme", (_name, theme) => {
  const values: Readonly<Record<string, string>> = theme;

  it("has every variable that the UI kit reads", () => {
    expect(variablesInUse().filter((name) => !(name in values))).toEqual([]);
  });

  it("writes palette triples as triples and colours as colours, as the light one does", () => {
    const notation = (value: string): string =>
      /^\d+, \d+, \d+$/.test(value) ? "triple" : /^(rgba?\(.*\)|#[\da-f]{6})$/.test(value) ? "colour" : "other";
    const light: Readonly<Record<string, string>> = THEMES.light;
    const kinds = (theme: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(theme).map(([name, value]) => [name, notation(value)]));
    const { "third-party-icon-filter": _filter, ...expected } = kinds(light);
    expect(kinds(values)).toMatchObject(expected);
  });

  it.each([
    ["text-primary-color", "background-color", 7],
    ["text-secondary-color", "background-color", 4],
    ["communication-foreground", "background-color", 4.5],
    ["text-on-communication-background", "communication-background", 4.5],
    ["text-primary-color", "callout-background-color", 7],
    ["text-primary-color", "component-grid-selected-row-color", 7],
    ["text-primary-color", "status-error-background", 7],
    ["text-primary-color", "status-warning-background", 7],
    ["text-primary-color", "status-success-background", 7],
  ])("%s is readable on %s (%d : 1)", (ink, ground, least) => {
    expect(contrast(values[ink] ?? "", values[ground] ?? "")).toBeGreaterThanOrEqual(least);
  });
});

it.each(["dark", "highContrast"] as const)("status words are readable in the %s theme", (name) => {
  const theme: Readonly<Record<string, string>> = THEMES[name];
  for (const status of ["error", "warning", "success"]) {
    expect(contrast(theme[`status-${status}-text`] ?? "", theme["background-color"] ?? "")).toBeGreaterThanOrEqual(4.5);
  }
});
