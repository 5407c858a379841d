/**
 * The whole sets of theme variables that a host hands to extensions. Light is what the UI kit falls back to; dark
 * and high contrast are designed here and typed by it, so that no variable can be missing.
 */
import light from "azure-devops-ui/buildScripts/cssDefaults.json";

/** Every theme variable, without the leading dashes. */
export type ThemeVariables = Readonly<Record<keyof typeof light, string>>;

/** The themes to choose from. */
export const THEME_NAMES = ["light", "dark", "highContrast"] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

/** Alpha steps of the ink that borders, hovers and shadows are made of. */
type Ink = Pick<ThemeVariables, Extract<keyof ThemeVariables, `palette-black-alpha-${number}`>>;

function whiteInk(steps: Record<keyof Ink, number>): Ink {
  return Object.fromEntries(
    Object.entries(steps).map(([name, alpha]) => [name, `rgba(255, 255, 255, ${alpha})`]),
  ) as unknown as Ink;
}

const dark: ThemeVariables = {
  "palette-primary-darken-6": "rgba(26, 139, 226, 1)",
  "palette-primary-darken-10": "rgba(48, 152, 233, 1)",
  "palette-primary-darkened-6": "0, 107, 191",
  "palette-primary-darkened-10": "0, 97, 173",
  "palette-primary-shade-30": "173, 216, 255",
  "palette-primary-shade-20": "130, 196, 255",
  "palette-primary-shade-10": "90, 174, 245",
  "palette-primary": "0, 120, 212",
  "palette-primary-tint-10": "58, 150, 228",
  "palette-primary-tint-20": "22, 72, 116",
  "palette-primary-tint-30": "18, 58, 94",
  "palette-primary-tint-40": "20, 46, 72",

  "palette-neutral-100": "255, 255, 255",
  "palette-neutral-80": "222, 222, 222",
  "palette-neutral-70": "198, 198, 198",
  "palette-neutral-60": "176, 176, 176",
  "palette-neutral-30": "126, 126, 126",
  "palette-neutral-20": "98, 98, 98",
  "palette-neutral-10": "78, 78, 78",
  "palette-neutral-8": "64, 64, 64",
  "palette-neutral-6": "56, 56, 56",
  "palette-neutral-4": "48, 48, 48",
  "palette-neutral-2": "40, 40, 40",
  "palette-neutral-0": "31, 31, 31",

  "palette-error": "rgba(214, 48, 60, 1)",
  "palette-error-6": "rgba(194, 38, 50, 1)",
  "palette-error-10": "rgba(176, 32, 44, 1)",

  ...whiteInk({
    "palette-black-alpha-0": 0,
    "palette-black-alpha-2": 0.03,
    "palette-black-alpha-4": 0.05,
    "palette-black-alpha-6": 0.08,
    "palette-black-alpha-8": 0.1,
    "palette-black-alpha-10": 0.13,
    "palette-black-alpha-20": 0.24,
    "palette-black-alpha-30": 0.34,
    "palette-black-alpha-60": 0.62,
    "palette-black-alpha-70": 0.72,
    "palette-black-alpha-80": 0.82,
    "palette-black-alpha-100": 1,
  }),

  "palette-accent1-light": "74, 32, 32",
  "palette-accent1": "244, 110, 100",
  "palette-accent1-dark": "255, 164, 156",
  "palette-accent2-light": "24, 58, 28",
  "palette-accent2": "186, 216, 10",
  "palette-accent2-dark": "120, 200, 120",
  "palette-accent3-light": "70, 48, 26",
  "palette-accent3": "230, 150, 84",
  "palette-accent3-dark": "244, 182, 128",

  "communication-foreground": "rgba(106, 183, 255, 1)",
  "communication-background": "rgba(0, 120, 212, 1)",

  "status-error-foreground": "rgba(244, 128, 120, 1)",
  "status-error-background": "rgba(74, 32, 32, 1)",
  "status-error-text": "rgba(255, 146, 138, 1)",
  "status-error-strong": "rgba(255, 176, 170, 1)",
  "status-info-foreground": "rgba(106, 183, 255, 1)",
  "status-info-background": "rgba(0, 120, 212, 1)",
  "status-success-foreground": "rgba(128, 208, 132, 1)",
  "status-success-background": "rgba(24, 58, 28, 1)",
  "status-success-text": "rgba(146, 214, 90, 1)",
  "status-warning-icon-foreground": "rgba(240, 196, 92, 1)",
  "status-warning-foreground": "rgba(250, 176, 84, 1)",
  "status-warning-background": "rgba(70, 48, 26, 1)",
  "status-warning-text": "rgba(250, 182, 104, 1)",

  "background-color": "rgba(31, 31, 31, 1)",

  "text-primary-color": "rgba(255, 255, 255, 0.92)",
  "text-secondary-color": "rgba(255, 255, 255, 0.7)",
  "text-disabled-color": "rgba(255, 255, 255, 0.42)",
  "text-on-communication-background": "rgba(255, 255, 255, 1)",

  "border-subtle-color": "rgba(255, 255, 255, 0.1)",
  "splitter-border-color": "rgba(255, 255, 255, 0.42)",

  "callout-background-color": "rgba(44, 44, 44, 1)",
  "callout-filtered-background-color": "rgba(44, 44, 44, 0.88)",
  "callout-shadow-color": "rgba(0, 0, 0, 0.5)",
  "callout-shadow-secondary-color": "rgba(0, 0, 0, 0.42)",
  "panel-shadow-color": "rgba(0, 0, 0, 0.6)",
  "panel-shadow-secondary-color": "rgba(0, 0, 0, 0.5)",

  "focus-pulse-max-color": "rgba(106, 183, 255, 0.36)",
  "focus-pulse-min-color": "rgba(106, 183, 255, 0.2)",
  "focus-border-color": "rgba(106, 183, 255, 1)",

  "third-party-icon-filter": "invert(1)",
  "icon-folder-color": "#dcb67a",
  "component-menu-selected-item-background": "rgba(60, 60, 60, 1)",
  "component-errorBoundary-border-color": "rgba(244, 128, 120, 1)",
  "component-errorBoundary-background-color": "rgba(74, 32, 32, 1)",

  "component-grid-row-hover-color": "rgba(255, 255, 255, 0.04)",
  "component-grid-selected-row-color": "rgba(18, 58, 94, 1)",
  "component-grid-focus-border-color": "rgba(106, 183, 255, 1)",
  "component-grid-link-selected-row-color": "rgba(173, 216, 255, 1)",
  "component-grid-link-hover-color": "rgba(173, 216, 255, 1)",
  "component-grid-action-hover-color": "rgba(64, 64, 64, 1)",
  "component-grid-action-selected-cell-hover-color": "rgba(22, 72, 116, 1)",
  "component-grid-cell-bottom-border-color": "rgba(64, 64, 64, 1)",
  "component-grid-drag-source-color": "rgba(31, 31, 31, 0.4)",

  "component-label-default-color": "rgba(56, 56, 56, 1)",
  "component-label-default-color-hover": "rgba(78, 78, 78, 1)",
  "component-htmlEditor-background-color": "rgba(31, 31, 31, 1)",
  "component-htmlEditor-foreground-color": "rgba(255, 255, 255, 0.92)",

  "component-status-success": "rgba(110, 196, 122, 1)",
  "component-status-error": "rgba(240, 112, 106, 1)",
  "component-status-warning": "rgba(232, 156, 92, 1)",
  "component-status-info": "rgba(90, 174, 245, 1)",
  "component-status-neutral": "rgba(160, 160, 160, 1)",

  "nav-header-background": "rgba(38, 38, 38, 1)",
  "nav-header-item-hover-background": "rgba(255, 255, 255, 0.05)",
  "nav-header-active-item-background": "rgba(255, 255, 255, 0.12)",
  "nav-header-text-primary-color": "rgba(255, 255, 255, 0.92)",
  "nav-header-text-secondary-color": "rgba(255, 255, 255, 0.7)",
  "nav-header-text-disabled-color": "rgba(255, 255, 255, 0.42)",
  "nav-header-product-color": "rgba(106, 183, 255, 1)",
  "nav-vertical-background-color": "rgba(255, 255, 255, 0.05)",
  "nav-vertical-item-hover-background": "rgba(255, 255, 255, 0.08)",
  "nav-vertical-active-group-background": "rgba(255, 255, 255, 0.05)",
  "nav-vertical-active-item-background": "rgba(255, 255, 255, 0.16)",
  "nav-vertical-text-primary-color": "rgba(255, 255, 255, 0.92)",
  "nav-vertical-text-secondary-color": "rgba(255, 255, 255, 0.7)",

  "diff-color-original": "rgba(214, 48, 60, 0.3)",
  "diff-color-modified": "rgba(90, 180, 96, 0.25)",
  "search-match-background": "rgba(150, 130, 0, 0.6)",
  "search-selected-match-background": "rgba(200, 110, 20, 0.8)",
  "build-output-error-color": "rgb(255, 130, 138)",
};

const WHITE = "rgba(255, 255, 255, 1)";
const BLACK = "rgba(0, 0, 0, 1)";
const LINK = "rgba(255, 255, 0, 1)";
const SELECTION = "rgba(26, 235, 255, 1)";
const SELECTED_ROW = "rgba(0, 60, 90, 1)";
const DISABLED = "rgba(63, 242, 63, 1)";
const ERROR = "rgba(255, 120, 120, 1)";
const WARNING = "rgba(255, 200, 80, 1)";
const SUCCESS = "rgba(120, 255, 120, 1)";

/** Black, white, and one colour a meaning; every border is drawn, nothing rests on a shade. */
const highContrast: ThemeVariables = {
  "palette-primary-darken-6": SELECTION,
  "palette-primary-darken-10": WHITE,
  "palette-primary-darkened-6": "120, 243, 255",
  "palette-primary-darkened-10": "255, 255, 255",
  "palette-primary-shade-30": "255, 255, 255",
  "palette-primary-shade-20": "26, 235, 255",
  "palette-primary-shade-10": "26, 235, 255",
  "palette-primary": "26, 235, 255",
  "palette-primary-tint-10": "26, 235, 255",
  "palette-primary-tint-20": "0, 80, 120",
  "palette-primary-tint-30": "0, 60, 90",
  "palette-primary-tint-40": "0, 40, 64",

  "palette-neutral-100": "255, 255, 255",
  "palette-neutral-80": "255, 255, 255",
  "palette-neutral-70": "255, 255, 255",
  "palette-neutral-60": "255, 255, 255",
  "palette-neutral-30": "220, 220, 220",
  "palette-neutral-20": "200, 200, 200",
  "palette-neutral-10": "180, 180, 180",
  "palette-neutral-8": "160, 160, 160",
  "palette-neutral-6": "48, 48, 48",
  "palette-neutral-4": "32, 32, 32",
  "palette-neutral-2": "16, 16, 16",
  "palette-neutral-0": "0, 0, 0",

  "palette-error": ERROR,
  "palette-error-6": "rgba(255, 160, 160, 1)",
  "palette-error-10": WHITE,

  ...whiteInk({
    "palette-black-alpha-0": 0,
    "palette-black-alpha-2": 0.08,
    "palette-black-alpha-4": 0.12,
    "palette-black-alpha-6": 0.18,
    "palette-black-alpha-8": 0.6,
    "palette-black-alpha-10": 0.22,
    "palette-black-alpha-20": 0.8,
    "palette-black-alpha-30": 0.9,
    "palette-black-alpha-60": 1,
    "palette-black-alpha-70": 1,
    "palette-black-alpha-80": 1,
    "palette-black-alpha-100": 1,
  }),

  "palette-accent1-light": "48, 0, 0",
  "palette-accent1": "255, 120, 120",
  "palette-accent1-dark": "255, 160, 160",
  "palette-accent2-light": "0, 40, 0",
  "palette-accent2": "120, 255, 120",
  "palette-accent2-dark": "160, 255, 160",
  "palette-accent3-light": "48, 32, 0",
  "palette-accent3": "255, 200, 80",
  "palette-accent3-dark": "255, 220, 140",

  "communication-foreground": LINK,
  "communication-background": SELECTION,

  "status-error-foreground": ERROR,
  "status-error-background": "rgba(48, 0, 0, 1)",
  "status-error-text": ERROR,
  "status-error-strong": ERROR,
  "status-info-foreground": SELECTION,
  "status-info-background": SELECTION,
  "status-success-foreground": SUCCESS,
  "status-success-background": "rgba(0, 40, 0, 1)",
  "status-success-text": SUCCESS,
  "status-warning-icon-foreground": WARNING,
  "status-warning-foreground": WARNING,
  "status-warning-background": "rgba(48, 32, 0, 1)",
  "status-warning-text": WARNING,

  "background-color": BLACK,

  "text-primary-color": WHITE,
  "text-secondary-color": WHITE,
  "text-disabled-color": DISABLED,
  "text-on-communication-background": BLACK,

  "border-subtle-color": "rgba(255, 255, 255, 0.8)",
  "splitter-border-color": WHITE,

  "callout-background-color": BLACK,
  "callout-filtered-background-color": BLACK,
  "callout-shadow-color": WHITE,
  "callout-shadow-secondary-color": WHITE,
  "panel-shadow-color": WHITE,
  "panel-shadow-secondary-color": WHITE,

  "focus-pulse-max-color": LINK,
  "focus-pulse-min-color": LINK,
  "focus-border-color": LINK,

  "third-party-icon-filter": "invert(1)",
  "icon-folder-color": LINK,
  "component-menu-selected-item-background": SELECTED_ROW,
  "component-errorBoundary-border-color": ERROR,
  "component-errorBoundary-background-color": "rgba(48, 0, 0, 1)",

  "component-grid-row-hover-color": "rgba(255, 255, 255, 0.16)",
  "component-grid-selected-row-color": SELECTED_ROW,
  "component-grid-focus-border-color": LINK,
  "component-grid-link-selected-row-color": LINK,
  "component-grid-link-hover-color": WHITE,
  "component-grid-action-hover-color": "rgba(48, 48, 48, 1)",
  "component-grid-action-selected-cell-hover-color": "rgba(0, 80, 120, 1)",
  "component-grid-cell-bottom-border-color": "rgba(255, 255, 255, 0.8)",
  "component-grid-drag-source-color": "rgba(0, 0, 0, 0.4)",

  "component-label-default-color": "rgba(32, 32, 32, 1)",
  "component-label-default-color-hover": "rgba(64, 64, 64, 1)",
  "component-htmlEditor-background-color": BLACK,
  "component-htmlEditor-foreground-color": WHITE,

  "component-status-success": SUCCESS,
  "component-status-error": ERROR,
  "component-status-warning": WARNING,
  "component-status-info": SELECTION,
  "component-status-neutral": WHITE,

  "nav-header-background": BLACK,
  "nav-header-item-hover-background": "rgba(255, 255, 255, 0.16)",
  "nav-header-active-item-background": SELECTED_ROW,
  "nav-header-text-primary-color": WHITE,
  "nav-header-text-secondary-color": WHITE,
  "nav-header-text-disabled-color": DISABLED,
  "nav-header-product-color": LINK,
  "nav-vertical-background-color": BLACK,
  "nav-vertical-item-hover-background": "rgba(255, 255, 255, 0.16)",
  "nav-vertical-active-group-background": BLACK,
  "nav-vertical-active-item-background": SELECTED_ROW,
  "nav-vertical-text-primary-color": WHITE,
  "nav-vertical-text-secondary-color": WHITE,

  "diff-color-original": "rgba(255, 120, 120, 0.4)",
  "diff-color-modified": "rgba(120, 255, 120, 0.35)",
  "search-match-background": "rgba(120, 100, 0, 1)",
  "search-selected-match-background": "rgba(160, 80, 0, 1)",
  "build-output-error-color": ERROR,
};

/** The variables of each theme. */
export const THEMES: Readonly<Record<ThemeName, ThemeVariables>> = { light, dark, highContrast };

/** What the theme is called in `pageContext.globalization.theme`. The name of the high contrast one is unverified. */
export const THEME_IDS: Readonly<Record<ThemeName, string>> = {
  light: "ms.vss-web.vsts-theme",
  dark: "ms.vss-web.vsts-theme-dark",
  highContrast: "ms.vss-web.vsts-theme-high-contrast",
};
