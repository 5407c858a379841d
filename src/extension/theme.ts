/** Said by the SDK on the window whenever it has put a theme's variables into the page. */
const THEME_APPLIED = "themeApplied";

/** Half of the range of a luminance from 0 to 255. */
const MIDDLE = 128;

/**
 * Lets what the browser draws itself (scroll bars, lists of choices, radio buttons) follow the host's theme, now and
 * whenever it changes. The SDK hands over colours only, so a theme is dark when its background is.
 */
export function followTheme(): void {
  const follow = (): void => {
    const background = getComputedStyle(document.body).backgroundColor;
    document.documentElement.style.colorScheme = isDark(background) ? "dark" : "light";
  };
  window.addEventListener(THEME_APPLIED, follow);
  follow();
}

/** Whether a computed colour (`rgb(r, g, b)`) is dark; one without numbers, or see-through, is taken for light. */
export function isDark(color: string): boolean {
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || alpha === 0) return false;
  return 0.299 * red + 0.587 * green + 0.114 * blue < MIDDLE;
}
