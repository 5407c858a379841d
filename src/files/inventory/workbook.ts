import { type CellFormat, readFormats } from "./cellFormats";
import { DAMAGED, FileRefused } from "./fileRefused";
import { readSharedTexts } from "./sharedTexts";
import type { Table } from "./table";
import { type Archive, openArchive } from "./unzip";
import { readSheet } from "./worksheet";
import { readXml } from "./xml";

/** A sheet of an open workbook. */
export interface WorkbookSheet {
  readonly name: string;
  /**
   * Reads its rows.
   *
   * @throws FileRefused where it is damaged or too large
   */
  read(): Table;
}

/** Whether a file is a zip archive, as workbooks are. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Opens a workbook (.xlsx, .xlsm): its sheets of cells in their order, hidden ones too.
 *
 * @throws FileRefused where it is no workbook, is damaged, or is too large
 */
export function openWorkbook(bytes: Uint8Array): readonly WorkbookSheet[] {
  const archive = openArchive(bytes);
  const path = targetsOf(archive, "").find(({ type }) => type === "officeDocument")?.path;
  if (path === undefined || !archive.has(path)) {
    throw new FileRefused(
      archive.has("content.xml") || archive.has("mimetype")
        ? "It is an OpenDocument file. Save it as .xlsx, or as CSV UTF-8."
        : "It is a zip archive that holds no workbook. Unpack it, and choose the file that is in it.",
    );
  }
  if (!path.endsWith(".xml")) {
    throw new FileRefused(
      "It is a binary workbook (.xlsb) or another document. Save the workbook as .xlsx, or as CSV UTF-8.",
    );
  }
  const targets = targetsOf(archive, path);
  const part = (type: string): Uint8Array | null => {
    const found = targets.find((target) => target.type === type);
    return found === undefined ? null : archive.read(found.path);
  };
  const { sheets, isFrom1904 } = readBook(archive.read(path));
  // What cells refer to is read once, and only where a sheet is.
  let shared: { readonly texts: readonly string[]; readonly formats: readonly CellFormat[] } | null = null;
  const context = (): NonNullable<typeof shared> => {
    if (shared !== null) return shared;
    const texts = part("sharedStrings");
    const styles = part("styles");
    shared = {
      texts: texts === null ? [] : readSharedTexts(texts),
      formats: styles === null ? [] : readFormats(styles),
    };
    return shared;
  };
  return sheets.flatMap(({ name, id }) => {
    const target = targets.find((known) => known.id === id);
    if (target !== undefined && target.type !== "worksheet") return [];
    return {
      name,
      read: () => {
        if (target === undefined) throw new FileRefused(DAMAGED);
        return {
          sheet: name,
          ...readSheet(archive.read(target.path), { ...context(), isFrom1904 }),
          reading: `Sheet “${name}”`,
          openLine: null,
          mayHaveDotThousands: false,
          areSerialsDays: !isFrom1904,
          isDelimited: false,
        };
      },
    };
  });
}

interface Target {
  readonly id: string;
  /** The last word of its type's address: `worksheet`. */
  readonly type: string;
  readonly path: string;
}

/** What a part of the workbook refers to; of the workbook as a whole for the empty path. */
function targetsOf(archive: Archive, path: string): readonly Target[] {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const name = `${folder}_rels/${path.slice(folder.length)}.rels`;
  if (!archive.has(name)) return [];
  const targets: Target[] = [];
  readXml(archive.read(name), {
    open: (element, attribute) => {
      if (element !== "Relationship" || attribute("TargetMode") === "External") return;
      const type = attribute("Type") ?? "";
      const target = attribute("Target") ?? "";
      // Paths are relative to the part, and within the archive whatever they say.
      const resolved = new URL(target, `zip://archive/${folder}`).pathname.slice(1);
      targets.push({ id: attribute("Id") ?? "", type: type.slice(type.lastIndexOf("/") + 1), path: decoded(resolved) });
    },
  });
  return targets;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A name with a percent sign of its own.
    return path;
  }
}

function readBook(bytes: Uint8Array): {
  readonly sheets: readonly { readonly name: string; readonly id: string }[];
  readonly isFrom1904: boolean;
} {
  const sheets: { name: string; id: string }[] = [];
  let isFrom1904 = false;
  readXml(bytes, {
    open: (element, attribute) => {
      if (element === "sheet") sheets.push({ name: attribute("name") ?? "", id: attribute("r:id") ?? "" });
      else if (element === "workbookPr") isFrom1904 = /^(1|true)$/.test(attribute("date1904") ?? "");
    },
  });
  return { sheets, isFrom1904 };
}
