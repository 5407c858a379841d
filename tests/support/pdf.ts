/** As much of PDF as it takes to read the text of what Chromium printed. */
import { inflateSync } from "node:zlib";

const STREAM = /(\d+) 0 obj\s*<<((?:(?!endobj)[\s\S])*?)>>\s*stream\r?\n/g;
const SHOWN = /\/(F\d+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>/g;

/**
 * The text of a PDF in the order in which it was drawn, and how many pages it has. White space is left out, since a PDF
 * places glyphs and knows no words; ligatures are spelt out.
 */
export function readPdf(file: Buffer): { readonly text: string; readonly pages: number } {
  const raw = file.toString("latin1");
  const streams = new Map<string, string>();
  for (const match of raw.matchAll(STREAM)) {
    const [head, id = "", members = ""] = match;
    const length = /\/Length (\d+)/.exec(members)?.[1];
    if (length === undefined || !members.includes("/FlateDecode")) continue;
    const start = match.index + head.length;
    streams.set(id, inflateSync(file.subarray(start, start + Number(length))).toString("latin1"));
  }
  const objectOf = (id: string): string => new RegExp(`(?:^|\\s)${id} 0 obj([\\s\\S]*?)endobj`).exec(raw)?.[1] ?? "";
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const [, name = "", id = ""] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = /\/ToUnicode (\d+) 0 R/.exec(objectOf(id))?.[1];
    if (cmap !== undefined) fonts.set(name, glyphsOf(streams.get(cmap) ?? ""));
  }
  const pages = [...raw.matchAll(/\/Type \/Page\b(?!s)/g)].length;
  const contents = [...raw.matchAll(/\/Contents (\d+) 0 R/g)].map(([, id = ""]) => streams.get(id) ?? "");
  return { text: contents.map((content) => textOf(content, fonts)).join(""), pages };
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let glyphs: ReadonlyMap<string, string> = new Map();
  let text = "";
  for (const [, font, codes] of content.matchAll(SHOWN)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map<string, string>();
    else if (codes !== undefined)
      text += (codes.match(/.{4}/g) ?? []).map((code) => glyphs.get(code.toUpperCase()) ?? "").join("");
  }
  return text.normalize("NFKC").replace(/\s+/g, "");
}

/** Which text each glyph of a font stands for (its ToUnicode map). */
function glyphsOf(cmap: string): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  const unicode = (hex: string): string =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
  for (const [, body = ""] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", hex = ""] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      glyphs.set(code.toUpperCase(), unicode(hex));
    }
  }
  for (const [, body = ""] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", to = "", hex = ""] of body.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    )) {
      const [first, last, start] = [from, to, hex].map((one) => Number.parseInt(one, 16)) as [number, number, number];
      for (let code = first; code <= last; code += 1) {
        glyphs.set(code.toString(16).padStart(4, "0").toUpperCase(), String.fromCodePoint(start + code - first));
      }
    }
  }
  return glyphs;
}
