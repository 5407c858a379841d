import { followTheme, isDark } from "../../../src/extension/theme";

describe("a theme", () => {
  it.each([
    ["rgb(32, 31, 30)", true],
    ["rgba(0, 0, 0, 1)", true],
    ["rgb(255, 255, 255)", false],
    ["rgba(0, 0, 0, 0)", false],
    ["", false],
  ])("with the background %j is dark: %s", (color, dark) => {
    expect(isDark(color)).toBe(dark);
  });

  it("is followed when the host changes it", () => {
    document.body.style.backgroundColor = "rgb(255, 255, 255)";
    followTheme();
    expect(document.documentElement.style.colorScheme).toBe("light");
    document.body.style.backgroundColor = "rgb(20, 20, 20)";
    window.dispatchEvent(new CustomEvent("themeApplied"));
    expect(document.documentElement.style.colorScheme).toBe("dark");
  });
});
