/** What bytes say as text, or why they are no text. Line breaks are `\n`, whatever they were; a byte order mark is gone. */
export type Decoded =
  | {
      readonly kind: "text";
      readonly text: string;
      /** As people call it: `UTF-8`. */
      readonly encoding: string;
      /** What was wrong, with the line from 1; null for nothing. */
      readonly fault: { readonly line: number; readonly message: string } | null;
    }
  | { readonly kind: "refused"; readonly message: string };

/** What other kinds of files begin with, and what to do about them. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly message: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], message: "It is a PDF. Export the table itself, as CSV or XLSX." },
  { bytes: [0x89, 0x50, 0x4e, 0x47], message: "It is a picture. Export the table itself, as CSV or XLSX." },
  { bytes: [0x1f, 0x8b], message: "It is compressed (gzip). Unpack it, and choose the file that is in it." },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    message:
      "It is a workbook of Excel 97–2003 (.xls), or one with a password. Save it as .xlsx without a password, or as CSV UTF-8.",
  },
];

const BINARY = "It is no text and no workbook. Choose a CSV file, or a workbook saved as .xlsx.";

/**
 * Reads bytes as UTF-8 or UTF-16, by their byte order mark or by what they hold, else as Windows-1252, and says so: nothing
 * else can be told apart. Binary files are refused.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { kind: "refused", message: "The file is empty." };
  const signature = SIGNATURES.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  if (signature !== undefined) return { kind: "refused", message: signature.message };
  const decoded = startsWith(bytes, [0xff, 0xfe])
    ? utf16(bytes.subarray(2), "utf-16le")
    : startsWith(bytes, [0xfe, 0xff])
      ? utf16(bytes.subarray(2), "utf-16be")
      : (unmarkedUtf16(bytes) ?? eightBit(bytes));
  if (decoded.kind === "refused") return decoded;
  const text = decoded.text.replace(/\r\n?/g, "\n");
  return text.includes("\0") ? { kind: "refused", message: BINARY } : { ...decoded, text };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

function utf16(bytes: Uint8Array, label: "utf-16le" | "utf-16be"): Decoded {
  const whole = bytes.length - (bytes.length % 2);
  const text = new TextDecoder(label).decode(bytes.subarray(0, whole));
  const encoding = label === "utf-16le" ? "UTF-16 LE" : "UTF-16 BE";
  if (whole < bytes.length) return { kind: "text", text, encoding, fault: cutShort(text) };
  return { kind: "text", text, encoding, fault: replaced(text, encoding) };
}

/** Latin text in UTF-16 has a zero in every second byte; no 8-bit text has any. */
function unmarkedUtf16(bytes: Uint8Array): Decoded | null {
  const start = bytes.subarray(0, 4096);
  const zeros: [number, number] = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const many = start.length / 5;
  if (zeros[1] > many && zeros[0] === 0) return utf16(bytes, "utf-16le");
  if (zeros[0] > many && zeros[1] === 0) return utf16(bytes, "utf-16be");
  return null;
}

function eightBit(bytes: Uint8Array): Decoded {
  const isMarked = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const encoding = isMarked ? "UTF-8 with a byte order mark" : "UTF-8";
  const strict = strictUtf8(bytes);
  if (strict !== null) return { kind: "text", text: strict, encoding, fault: null };
  for (const missing of [1, 2, 3]) {
    const end = bytes.length - missing;
    const text = isBeginOfLetter(bytes.subarray(end)) ? strictUtf8(bytes.subarray(0, end)) : null;
    // A single letter of Windows-1252 at the very end looks the same; with others before it, it can't be UTF-8.
    if (text !== null && (isMarked || /[^\0-\x7f]/.test(text))) {
      return { kind: "text", text, encoding, fault: cutShort(text) };
    }
  }
  const loose = new TextDecoder().decode(bytes);
  if (isMarked) return { kind: "text", text: loose, encoding, fault: replaced(loose, encoding) };
  const text = windows1252(bytes);
  return {
    kind: "text",
    text,
    encoding: "Windows-1252",
    fault: {
      line: lineOf(loose, loose.indexOf("\ufffd")),
      message:
        "This line is not UTF-8, so that the file was read as Windows-1252. Where letters look wrong, save it as CSV UTF-8.",
    },
  };
}

/** What Windows-1252 has where Latin-1 has control characters; five of them are none. */
const WINDOWS_SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Some versions of Node decode Windows-1252 as Latin-1. */
function windows1252(bytes: Uint8Array): string {
  const text = new TextDecoder("windows-1252").decode(bytes);
  return text.replace(/[\x80-\x9f]/g, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign);
}

/** Whether the last bytes are a letter of several bytes that breaks off. */
function isBeginOfLetter([first = 0, ...rest]: Uint8Array): boolean {
  const length = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  return 1 + rest.length < length && first < 0xf8 && rest.every((byte) => byte >> 6 === 2);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function cutShort(text: string): { readonly line: number; readonly message: string } {
  return {
    line: lineOf(text, text.length),
    message: "The file ends in the middle of a letter: it was cut short. Export or copy it again.",
  };
}

function replaced(text: string, encoding: string): { readonly line: number; readonly message: string } | null {
  const at = text.indexOf("\ufffd");
  if (at < 0) return null;
  return { line: lineOf(text, at), message: `This line has letters that are not ${encoding}. Save the file again.` };
}

/** The line of a place in a text, from 1. */
export function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; next = text.indexOf("\n", next + 1)) line += 1;
  return line;
}
