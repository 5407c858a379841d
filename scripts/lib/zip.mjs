/**
 * Reads a zip file, which a vsix is.
 */
import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * @param {Buffer} zip
 * @returns {Map<string, Buffer>} the files' contents by their path; folders are left out
 * @throws {Error} when it is not a zip file, or one of a kind that is not read here (encrypted, ZIP64)
 */
export function readZip(zip) {
  let end = zip.length - END_LENGTH;
  const earliest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= earliest && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < earliest) throw new Error("This is not a zip file: it has no directory.");

  /** @type {Map<string, Buffer>} */
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`The zip file's directory is broken at byte ${at}.`);
    const method = zip.readUInt16LE(at + 10);
    const packedLength = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const header = zip.readUInt32LE(at + 42);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(start, start + packedLength);
    if (!name.endsWith("/")) {
      if (method === 0) files.set(name, packed);
      else if (method === 8) files.set(name, inflateRawSync(packed));
      else throw new Error(`${name} is packed with a method (${method}) that is not read here.`);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
