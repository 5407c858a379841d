import { readXml } from "./xml";

/** How a cell's number is meant. */
export type CellFormat = "plain" | "date" | "percent";

/** Formats that have a number and no text. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)]);
const BUILT_IN_PERCENTS: ReadonlySet<number> = new Set([9, 10]);

/** Reads a workbook's styles: the format of each of its cell styles, by the style's number. */
export function readFormats(styles: Uint8Array): readonly CellFormat[] {
  const custom = new Map<number, string>();
  const used: number[] = [];
  let isInCells = false;
  readXml(styles, {
    open: (name, attribute) => {
      if (name === "numFmt") custom.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      else if (name === "cellXfs") isInCells = true;
      else if (name === "xf" && isInCells) used.push(Number(attribute("numFmtId") ?? 0));
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return used.map((id) => {
    const code = custom.get(id);
    if (code !== undefined) return formatOf(code);
    return BUILT_IN_DATES.has(id) ? "date" : BUILT_IN_PERCENTS.has(id) ? "percent" : "plain";
  });
}

/** What a format's text says, without what it only writes beside the number. Times alone are no dates. */
function formatOf(code: string): CellFormat {
  const signs = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "");
  if (/general/i.test(signs)) return "plain";
  if (/[dy]/i.test(signs)) return "date";
  return signs.includes("%") ? "percent" : "plain";
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
