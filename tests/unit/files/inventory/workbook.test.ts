import { strToU8, zipSync } from "fflate";
import type { InventoryFile } from "../../../../src/domain/inventory/fileAsset";
import { MAX_COLUMNS } from "../../../../src/files/inventory/worksheet";
import { readAll } from "../../../builders/inventoryFiles";
import { cell, type SheetCell, workbook, type WorkbookParts } from "../../../builders/workbooks";

const HEADER = ["Wave Number", "Workload", "Machine", "Operating System", "Migration Methodology"];
const MORE = ["Definition Date", "Migration Group"];

/** The first sheet, as a wave sheet whose first row after the header holds these cells behind those that it must have. */
async function read(cells: readonly SheetCell[], parts: Partial<WorkbookParts> = {}): Promise<InventoryFile> {
  const rows = [
    [...HEADER, ...MORE],
    [1, "Payroll", "web", "Linux", "ASR", ...cells],
  ];
  const [reading] = await readAll({ "a.xlsx": workbook({ sheets: { Wave: rows }, ...parts }) });
  if (reading?.kind !== "inventory") throw new Error(JSON.stringify(reading));
  return reading.file;
}
const day = async (content: SheetCell, parts?: Partial<WorkbookParts>) => {
  const { assets, problems } = await read([content], parts);
  return { value: assets[0]?.attributes.definedOn, problems };
};
const group = async (content: SheetCell, parts?: Partial<WorkbookParts>) => {
  const { assets, problems } = await read([null, content], parts);
  return { value: assets[0]?.attributes.migrationGroup, problems };
};

describe("a sheet", () => {
  it("is read with its name and its own lines, whatever size it claims", async () => {
    const rows = [
      null,
      null,
      HEADER,
      null,
      [1, "Payroll", "web", "Linux", "ASR"],
      null,
      [2, "Payroll", "db", "Linux", "ASR"],
    ];
    const [reading] = await readAll({
      "a.xlsx": workbook({ sheets: { "My <wave>": rows }, dimension: "A1:XFD1048576" }),
    });
    if (reading?.kind !== "inventory") throw new Error(JSON.stringify(reading));
    const { sheet, reading: how, assets } = reading.file;
    expect([sheet, how]).toEqual(["My <wave>", "Sheet “My <wave>”, header in line 3."]);
    expect(assets.map(({ places }) => places)).toEqual([
      [{ file: "a.xlsx", sheet: "My <wave>", line: 5, column: null }],
      [{ file: "a.xlsx", sheet: "My <wave>", line: 7, column: null }],
    ]);
  });

  it("costs nothing for a million rows that hold nothing", async () => {
    const empty = '<row r="5"><c r="A5" s="0"/></row>'.repeat(200_000);
    const xml = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>${empty}</sheetData></worksheet>`;
    const [reading] = await readAll({
      "a.xlsx": workbook({ sheets: { One: [] }, files: { "xl/worksheets/sheet1.xml": strToU8(xml) } }),
    });
    expect(reading).toMatchObject({ kind: "skipped", reason: "It holds no table." });
  });

  it("beside one that is known is skipped with a reason where nothing knows it", async () => {
    const known = [HEADER, [1, "Payroll", "web", "Linux", "ASR"]];
    const sheets = {
      Cover: [["Contoso"]],
      Wave: known,
      Costs: [
        ["Item", "Cost"],
        ["a", 1],
      ],
    };
    expect(await readAll({ "a.xlsx": workbook({ sheets }) })).toMatchObject([
      { kind: "skipped", sheet: "Cover", reason: "It holds no table." },
      { kind: "inventory" },
      { kind: "skipped", sheet: "Costs", reason: "Its columns are those of no known inventory." },
    ]);
  });

  it("is unknown where no sheet of the workbook is known", async () => {
    const sheets = {
      Cover: [["Contoso"]],
      Servers: [
        ["Server", "Cores"],
        ["web", 2],
      ],
    };
    expect(await readAll({ "a.xlsx": workbook({ sheets }) })).toMatchObject([
      { kind: "skipped", sheet: "Cover" },
      { kind: "unknown", sheet: "Servers", headers: ["Server", "Cores"], sample: [["web", "2"]] },
    ]);
  });

  it("that is damaged is told, and the others are read", async () => {
    const known = [HEADER, [1, "Payroll", "web", "Linux", "ASR"]];
    const files = { "xl/worksheets/sheet1.xml": strToU8("<worksheet><sheetData><row") };
    expect(await readAll({ "a.xlsx": workbook({ sheets: { Bad: [], Wave: known }, files }) })).toMatchObject([
      { kind: "unreadable", problem: { place: { sheet: "Bad" }, message: expect.stringContaining("damaged") } },
      { kind: "inventory" },
    ]);
  });

  it("has columns behind the limit, which are told", async () => {
    const [reading] = await readAll({
      "a.xlsx": workbook({
        sheets: { W: [HEADER, [1, "P", "web", "L", "A", ...Array<null>(MAX_COLUMNS).fill(null), "x"]] },
      }),
    });
    expect(reading).toMatchObject({
      kind: "inventory",
      file: { problems: [{ place: { line: 2, column: null }, leaves: "notice" }] },
    });
  });
});

describe("a cell of a workbook", () => {
  it.each<[string, SheetCell, string]>([
    ["a number", 7, "7"],
    ["a fraction", 0.1, "0.1"],
    ["a text that is shared", cell("<v>0</v>", 't="s"'), "shared"],
    ["a text of several runs, without how it is pronounced", cell("<v>1</v>", 't="s"'), "rich"],
    ["a truth", cell("<v>1</v>", 't="b"'), "TRUE"],
    ["signs of XML", 'a<b & "c"', 'a<b & "c"'],
    ["a sign that XML can't hold", "a_x000A_b", "a b"],
  ])("is %s", async (_what, content, value) => {
    expect(await group(content)).toEqual({ value, problems: [] });
  });

  it.each<[string, string, number, string]>([
    ["a day", "yyyy\\-mm\\-dd", 45261, "2023-12-01"],
    ["a day with words in its format", '[$-409]d" of "mmmm', 45261, "2023-12-01"],
    ["a time of a day", "m/d/yy h:mm", 45261.75, "2023-12-01"],
  ])("is %s by its format", async (_what, format, serial, value) => {
    expect(await day(cell(`<v>${serial}</v>`, 's="1"'), { formats: [format] })).toEqual({ value, problems: [] });
  });

  it("is no day because of a word in its format, or a colour", async () => {
    expect((await group(cell("<v>45261</v>", 's="1"'), { formats: ['0.00" days"'] })).value).toBe("45261");
    expect((await group(cell("<v>45261</v>", 's="1"'), { formats: ["[Red]0"] })).value).toBe("45261");
  });

  it("counts its days from 1904 where the workbook does", async () => {
    const parts = { formats: ["yyyy-mm-dd"], isFrom1904: true };
    expect((await day(cell("<v>43799</v>", 's="1"'), parts)).value).toBe("2023-12-01");
    expect(await day(43_799, parts)).toMatchObject({
      value: undefined,
      problems: [{ leaves: "value", value: "43799" }],
    });
  });

  it("is a share of a hundred by its format", async () => {
    expect((await group(cell("<v>0.42</v>", 's="1"'), { formats: ["0.0%"] })).value).toBe("42%");
  });

  it("is the stored value of a formula, with one notice a column", async () => {
    const formula = cell("<f>A1&amp;B1</f><v>7</v>");
    const row = (name: string): SheetCell[] => [1, "Payroll", name, "Linux", "ASR", null, formula];
    const sheets = { Wave: [[...HEADER, ...MORE], row("a"), row("b")] };
    const [reading] = await readAll({ "a.xlsx": workbook({ sheets }) });
    expect(reading).toMatchObject({
      kind: "inventory",
      file: {
        assets: [{ attributes: { migrationGroup: "7" } }, { attributes: { migrationGroup: "7" } }],
        problems: [
          {
            place: { sheet: "Wave", line: 2, column: "Migration Group" },
            leaves: "notice",
            message: expect.stringMatching(/^2 cells of this column are formulas/),
          },
        ],
      },
    });
  });

  it("is a problem where its formula has no stored value", async () => {
    for (const content of ["<f>A1</f>", "<f>A1</f><v></v>"]) {
      expect(await group(cell(content))).toMatchObject({
        value: undefined,
        problems: [{ place: { line: 2, column: "Migration Group" }, leaves: "value" }],
      });
    }
  });

  it("is a problem where it holds an error", async () => {
    expect(await group(cell("<f>NA()</f><v>#N/A</v>", 't="e"'))).toMatchObject({
      value: undefined,
      problems: [{ place: { line: 2, column: "Migration Group" }, value: "#N/A", leaves: "value" }],
    });
  });

  it("is of no concern in a column that is not read", async () => {
    const sheets = {
      Wave: [
        [...HEADER, "Ours"],
        [1, "P", "web", "L", "A", cell("<v>#N/A</v>", 't="e"')],
      ],
    };
    expect(await readAll({ "a.xlsx": workbook({ sheets }) })).toMatchObject([{ file: { problems: [] } }]);
  });
});

describe("a workbook that is none", () => {
  const good = workbook({ sheets: { Wave: [HEADER, [1, "Payroll", "web", "Linux", "ASR"]] } });
  const messageOf = async (content: Uint8Array): Promise<string | undefined> => {
    const [reading] = await readAll({ "a.xlsx": content });
    return reading?.kind === "unreadable" ? reading.problem.message : undefined;
  };
  /** The archive with other bytes at the first place of a signature. */
  const patched = (signature: readonly number[], offset: number, bytes: readonly number[]): Uint8Array => {
    const copy = Uint8Array.from(good);
    const at = copy.findIndex((_, start) => signature.every((byte, index) => copy[start + index] === byte));
    copy.set(bytes, at + offset);
    return copy;
  };
  const CENTRAL = [0x50, 0x4b, 1, 2];

  it("never throws where it is cut short at any byte, and says so", async () => {
    for (let length = 2; length < good.length; length += 1) {
      const message = await messageOf(good.subarray(0, length));
      if (!message?.includes("damaged or cut short")) throw new Error(`At ${length}: ${message}`);
    }
  });

  it("never gives another value without a problem where one byte is another", async () => {
    const expected = JSON.stringify(await readAll({ "a.xlsx": good }));
    let refused = 0;
    for (let at = 0; at < good.length; at += 7) {
      const copy = Uint8Array.from(good);
      copy[at] = (copy[at] ?? 0) ^ 0x10;
      const [reading] = await readAll({ "a.xlsx": copy });
      if (reading?.kind === "unreadable") refused += 1;
      else if (reading?.kind === "inventory") expect(JSON.stringify([reading])).toBe(expected);
    }
    expect(refused).toBeGreaterThan(20);
  });

  it.each<[string, () => Uint8Array, string]>([
    ["another archive", () => zipSync({ "a.txt": strToU8("a") }), "a zip archive that holds no workbook"],
    ["OpenDocument", () => zipSync({ mimetype: strToU8("a"), "content.xml": strToU8("a") }), "OpenDocument"],
    ["with a password on its files", () => patched(CENTRAL, 8, [1, 0]), "password"],
    ["that claims to be huge", () => patched(CENTRAL, 24, [0, 0, 0, 0x7f]), "too large"],
  ])("is refused with what to do: %s", async (_what, content, message) => {
    expect(await messageOf(content())).toContain(message);
  });

  it("is not unpacked further than it says of itself", async () => {
    // It says 1,000 bytes, and would give ten millions.
    const bomb = workbook({
      sheets: { Wave: [] },
      files: { "xl/worksheets/sheet1.xml": new Uint8Array(10_000_000) },
    });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 46 < bomb.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 10_000_000) {
        view.setUint32(at + 24, 1000, true);
      }
    }
    expect(await messageOf(bomb)).toContain("damaged");
  });

  it("may hold its files as they are", async () => {
    const stored = workbook({ sheets: { Wave: [HEADER, [1, "Payroll", "web", "Linux", "ASR"]] }, isPacked: false });
    expect(await readAll({ "a.xlsx": stored })).toMatchObject([{ kind: "inventory", file: { rowCount: 1 } }]);
  });
});
