import { strToU8, type Zippable, zipSync } from "fflate";

/** A cell as XML (`<c …>`), or a value to be written as one. */
export type SheetCell = string | number | { readonly xml: string } | null;

/** What a workbook of a test is made of. */
export interface WorkbookParts {
  /** By name; rows are numbered from 1. Null: a row that is not there. */
  readonly sheets: Readonly<Record<string, readonly (readonly SheetCell[] | null)[]>>;
  /** Format codes of the cell styles 1, 2, …; 0 is general. */
  readonly formats?: readonly string[];
  readonly isFrom1904?: boolean;
  /** What the sheets say of their size. */
  readonly dimension?: string;
  readonly isPacked?: boolean;
  /** Files to put in, or instead of others. */
  readonly files?: Zippable;
}

const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** The bytes of a workbook (.xlsx). */
export function workbook(parts: WorkbookParts): Uint8Array {
  const { sheets, formats = [], isFrom1904 = false, dimension = "A1", isPacked = true, files = {} } = parts;
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;
  const part = (xml: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  const written: Zippable = {
    "_rels/.rels": part(
      `<Relationships xmlns="${RELATIONSHIPS}">${relation("r1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    "xl/workbook.xml": part(
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><workbookPr date1904="${isFrom1904 ? 1 : 0}"/><sheets>${names
        .map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at + 1}"/>`)
        .join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": part(
      `<Relationships xmlns="${RELATIONSHIPS}">${names
        .map((_, at) => relation(`s${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`))
        .join(
          "",
        )}${relation("st", "styles", "/xl/styles.xml")}${relation("ss", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    ),
    "xl/styles.xml": part(
      `<styleSheet xmlns="${MAIN}"><numFmts>${formats
        .map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${escaped(code)}"/>`)
        .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((_, at) => `<xf numFmtId="${200 + at}"/>`)
        .join("")}</cellXfs></styleSheet>`,
    ),
    "xl/sharedStrings.xml": part(
      `<sst xmlns="${MAIN}"><si><t>shared</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r><rPh><t>no</t></rPh></si></sst>`,
    ),
  };
  for (const [at, name] of names.entries()) {
    const rows = (sheets[name] ?? []).map((row, line) => (row === null ? "" : rowXml(row, line + 1))).join("");
    written[`xl/worksheets/sheet${at + 1}.xml`] = part(
      `<worksheet xmlns="${MAIN}"><dimension ref="${dimension}"/><sheetData>${rows}</sheetData></worksheet>`,
    );
  }
  return zipSync({ ...written, ...files }, { level: isPacked ? 6 : 0 });
}

/** A cell with this content, between its tags, and these attributes. */
export function cell(content: string, attributes = ""): SheetCell {
  return { xml: `<c ${attributes}>${content}</c>` };
}

function rowXml(row: readonly SheetCell[], line: number): string {
  const cells = row.map((value, column) => {
    const address = `${columnName(column)}${line}`;
    if (value === null) return "";
    if (typeof value === "number") return `<c r="${address}"><v>${value}</v></c>`;
    if (typeof value === "string") {
      return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
    }
    return value.xml.replace("<c ", `<c r="${address}" `);
  });
  return `<row r="${line}">${cells.join("")}</row>`;
}

function columnName(column: number): string {
  const rest = column >= 26 ? columnName(Math.floor(column / 26) - 1) : "";
  return rest + String.fromCharCode(65 + (column % 26));
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
