/** A file, or a part of it, that can't be read. Its message is one sentence or two: what is wrong, and what to do. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
}

export const DAMAGED =
  "The workbook is damaged or cut short. Export or copy it again, or open it in Excel and save it.";
