import { decode } from "../../../../src/files/inventory/decode";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isBig = false): Uint8Array => {
  const bytes = new Uint8Array(Buffer.from(text, "utf16le"));
  return isBig ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
};
const bytes = (...parts: (readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

describe("the encoding of a text file", () => {
  it.each<[string, Uint8Array]>([
    ["UTF-8", utf8("Größe,ñ\n")],
    ["UTF-8 with a byte order mark", bytes([0xef, 0xbb, 0xbf], utf8("Größe,ñ\n"))],
    ["UTF-16 LE", bytes([0xff, 0xfe], utf16("Größe,ñ\n"))],
    ["UTF-16 BE", bytes([0xfe, 0xff], utf16("Größe,ñ\n", true))],
    ["UTF-16 LE", utf16("Größe,ñ\n")],
    ["UTF-16 BE", utf16("Größe,ñ\n", true)],
  ])("is known: %s", (encoding, content) => {
    expect(decode(content)).toEqual({ kind: "text", text: "Größe,ñ\n", encoding, fault: null });
  });

  it("is Windows-1252 where it is nothing else, and the first line that is not UTF-8 is named", () => {
    const read = decode(bytes(utf8("a\nb\n"), [0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80, 0x0a]));
    expect(read).toMatchObject({ kind: "text", text: "a\nb\nGröße €\n", encoding: "Windows-1252", fault: { line: 3 } });
  });

  it("takes a single letter of Windows-1252 at the end for what it is", () => {
    expect(decode(bytes(utf8("caf"), [0xe9]))).toMatchObject({ text: "café", encoding: "Windows-1252" });
  });

  it("says that a file was cut short in the middle of a letter", () => {
    const whole = utf8("ä\nbö");
    expect(decode(whole.subarray(0, whole.length - 1))).toMatchObject({
      text: "ä\nb",
      encoding: "UTF-8",
      fault: { line: 2, message: expect.stringContaining("cut short") },
    });
    expect(decode(bytes([0xff, 0xfe], utf16("ab"), [0x63]))).toMatchObject({
      text: "ab",
      fault: { message: expect.stringContaining("cut short") },
    });
  });

  it("says where a file with a byte order mark is not what the mark says", () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf], utf8("a\n"), [0xff], utf8("\nb")))).toMatchObject({
      text: "a\n\ufffd\nb",
      fault: { line: 2 },
    });
  });

  it("makes one kind of line breaks of all", () => {
    expect(decode(utf8("a\r\nb\rc\nd"))).toMatchObject({ text: "a\nb\nc\nd" });
  });
});

describe("a file that is no text", () => {
  it.each<[string, Uint8Array, string]>([
    ["empty", bytes([]), "empty"],
    ["a PDF", utf8("%PDF-1.7\n"), "It is a PDF"],
    ["a picture", bytes([0x89, 0x50, 0x4e, 0x47]), "It is a picture"],
    ["gzip", bytes([0x1f, 0x8b, 8]), "compressed"],
    ["a workbook of Excel 97, or one with a password", bytes([0xd0, 0xcf, 0x11, 0xe0]), "Save it as .xlsx"],
    ["binary", bytes([1, 2, 0, 0, 0, 3, 200, 201, 0]), "no text and no workbook"],
  ])("is refused with what to do: %s", (_what, content, message) => {
    expect(decode(content)).toEqual({ kind: "refused", message: expect.stringContaining(message) });
  });
});
