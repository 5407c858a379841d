import { Inflate } from "fflate";
import { DAMAGED, FileRefused } from "./fileRefused";

/** Most files in a workbook. */
export const MAX_PARTS = 5000;

/** Largest file of a workbook once it is unpacked, in bytes. */
export const MAX_PART = 256 * 1024 * 1024;

/** Most that is unpacked of one workbook, in bytes. */
export const MAX_UNPACKED = 512 * 1024 * 1024;

/** Compressed bytes that are unpacked at once; they give at most a thousand times as many, before the size is looked at. */
const STEP = 16 * 1024;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** The files of a zip archive. Each is unpacked when it is asked for. */
export interface Archive {
  has(name: string): boolean;
  /**
   * The bytes of a file.
   *
   * @throws FileRefused where it is absent, damaged, encrypted or too large
   */
  read(name: string): Uint8Array;
}

interface Entry {
  readonly offset: number;
  readonly packed: number;
  readonly size: number;
  readonly checksum: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

/**
 * Opens a zip archive. Sizes are limited, whatever the archive says of itself, and checksums are held.
 *
 * @throws FileRefused where it is none, or is cut short
 */
export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = guarded(() => entriesOf(view, bytes));
  let unpacked = 0;
  return {
    has: (name) => entries.has(name.toLowerCase()),
    read: (name) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) throw new FileRefused(DAMAGED);
      if (entry.isEncrypted) throw new FileRefused("The workbook has a password. Save it without one.");
      unpacked += entry.size;
      if (entry.size > MAX_PART || unpacked > MAX_UNPACKED) {
        throw new FileRefused(
          "Unpacked, the workbook is too large. Save the sheet of the inventory alone, or as CSV UTF-8.",
        );
      }
      return guarded(() => unpack(view, bytes, entry));
    },
  };
}

/** Reading beyond the end, and what the unpacker throws, mean the same. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof FileRefused) throw thrown;
    throw new FileRefused(DAMAGED, { cause: thrown });
  }
}

function entriesOf(view: DataView, bytes: Uint8Array): Map<string, Entry> {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_PARTS)
    throw new FileRefused(`The workbook has more than ${MAX_PARTS} files in it. Save it again in Excel.`);
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number += 1) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new FileRefused(DAMAGED);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const long = longSizes(view, at, at + 46 + nameLength, extraLength);
    entries.set(name.replaceAll("\\", "/").toLowerCase(), {
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: long.packed,
      size: long.size,
      offset: long.offset,
    });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw new FileRefused(DAMAGED);
}

/** Sizes and place of an entry: writers that stream keep them in the longer fields of Zip64. */
function longSizes(
  view: DataView,
  at: number,
  extra: number,
  extraLength: number,
): Pick<Entry, "packed" | "size" | "offset"> {
  const short = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  for (let field = extra; field + 4 <= extra + extraLength; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    const long = (value: number): number => {
      if (value !== 0xffffffff) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    return { size: long(short.size), packed: long(short.packed), offset: long(short.offset) };
  }
  return short;
}

function unpack(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array {
  const { offset, packed, size, method } = entry;
  if (view.getUint32(offset, true) !== LOCAL_SIGNATURE) throw new FileRefused(DAMAGED);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (data.length !== packed) throw new FileRefused(DAMAGED);
  const whole = method === 0 ? data : method === 8 ? inflate(data, size) : null;
  if (whole?.length !== size || checksumOf(whole) !== entry.checksum) throw new FileRefused(DAMAGED);
  return whole;
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((chunk) => {
    // What is more than the archive says does not fit, and ends it: it could go on for as long as its writer liked.
    whole.set(chunk, filled);
    filled += chunk.length;
  });
  for (let at = 0; at < data.length; at += STEP) stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  return whole;
}

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksumOf(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CHECKSUMS[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
