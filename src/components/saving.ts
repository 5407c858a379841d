/** A file that is offered. */
export interface SavedFile {
  readonly name: string;
  /** e.g. `text/csv;charset=utf-8`. */
  readonly type: string;
  readonly text: string;
}

/** How long the browser gets to take a file before its memory is freed. */
const TAKEN_MS = 60_000;

/**
 * Whether this page is in a sandboxed frame without an origin, as Azure DevOps Server has it. Such a frame may neither
 * download nor print, and the browser does not tell a page that it refused.
 */
export function isSandboxed(): boolean {
  return window.origin === "null";
}

/** Hands a file to the browser to be downloaded. Nothing tells whether it was: where the frame may not, nothing happens. */
export function download({ name, type, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, TAKEN_MS);
}

/**
 * Copies a text. Frames of other origins have no clipboard of the newer kind unless the page around them grants it, so the
 * older one is tried too; it wants to be called while a click is handled.
 *
 * @returns whether it was copied
 */
export async function copy(text: string): Promise<boolean> {
  if (copySelected(text)) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or not there at all: the caller says so.
    return false;
  }
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.focus();
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    // Not there in this browser: the other way is tried.
  }
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}

/** A name that every file system takes: letters, digits and dashes of any alphabet. */
export function fileName(parts: readonly string[], extension: string): string {
  const stem = parts
    .join("-")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  return `${stem === "" ? "release-readiness" : stem}.${extension}`;
}
