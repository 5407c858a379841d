/** The theme in force: applied to the host's own page, kept across pages, told to the frames. */
import { THEME_NAMES, type ThemeName, THEMES, type ThemeVariables } from "./themes";

const STORAGE_KEY = "local-azure-boards.theme";

/** The theme of the page, live. */
export interface ThemeSwitch {
  current(): ThemeName;
  variables(): ThemeVariables;
  choose(name: ThemeName): void;
  /** Calls back after every change; the returned function ends that. */
  onChanged(listener: () => void): () => void;
}

function isThemeName(value: string | null): value is ThemeName {
  return THEME_NAMES.some((name) => name === value);
}

function preferred(): ThemeName {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (isThemeName(kept)) return kept;
  if (matchMedia("(prefers-contrast: more)").matches) return "highContrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Starts with the theme chosen before, else with the one that the person's system prefers. */
export function createThemeSwitch(): ThemeSwitch {
  const listeners = new Set<() => void>();
  let current = preferred();

  function apply(): void {
    const root = document.documentElement;
    for (const [name, value] of Object.entries(THEMES[current])) root.style.setProperty(`--${name}`, value);
    root.style.setProperty("color-scheme", current === "light" ? "light" : "dark");
    root.dataset["theme"] = current;
  }

  apply();
  return {
    current: () => current,
    variables: () => THEMES[current],
    choose(name) {
      current = name;
      localStorage.setItem(STORAGE_KEY, name);
      apply();
      for (const listener of listeners) listener();
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
