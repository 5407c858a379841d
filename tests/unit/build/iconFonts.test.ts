import postcss from "postcss";
import { dropUnusedIcons, glyphsByFamily, namesIn } from "../../../scripts/build/iconFontsPlugin.js";

const SHEET = `
  .ms-Icon--Search:before { font-family: "Regular"; content: "\\f690"; }
  .ms-Icon--Add:before, .ms-Icon--CalculatorAddition:before { font-family: "Regular"; content: "\\f108"; }
  .ms-Icon--Airplane:before { font-family: "Filled"; content: "\\f068d"; }
  .check:before { content: "\\e73e"; }
  .plain { color: red; }
`;

function sheetWith(...icons: string[]) {
  const sheet = postcss.parse(SHEET);
  dropUnusedIcons(sheet, new Set(icons));
  return sheet;
}

describe("icons in use", () => {
  it("are the names that stand as strings in scripts", () => {
    const names = namesIn(['h(I,{iconName:"Search"})', "const icons = { ready: 'Add', n: `Airplane` }; Cancel()"]);
    expect([...names].sort()).toEqual(["Add", "Airplane", "Search"]);
  });
});

describe("the rules of icons", () => {
  it("are dropped when the icon is not in use", () => {
    expect(sheetWith("Search").toString()).not.toContain("Airplane");
  });

  it("stay when the icon is in use, for that icon alone", () => {
    const text = sheetWith("Add").toString();
    expect(text).toContain(".ms-Icon--Add:before");
    expect(text).not.toContain("CalculatorAddition");
  });

  it("are told from rules of anything else", () => {
    expect(sheetWith().toString()).toContain(".plain");
  });
});

describe("glyphs", () => {
  it("are listed by font family, those of no family by themselves", () => {
    const glyphs = glyphsByFamily([sheetWith("Search", "Airplane")]);
    expect(glyphs).toEqual(
      new Map([
        ["Regular", new Set(["\uf690"])],
        ["Filled", new Set([String.fromCodePoint(0xf068d)])],
        ["", new Set(["\ue73e"])],
      ]),
    );
  });
});
