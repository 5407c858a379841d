/** A line of text in HTML: what is read, and where it stands in the source. */
export interface HtmlLine {
  /** Entities resolved, white space folded, none around it. */
  readonly text: string;
  /** Of its first and behind its last sign that is seen. */
  readonly start: number;
  readonly end: number;
}

/** Elements that stand within a line; any other tag ends it. */
const INLINE = new Set(
  "a abbr b big cite code del em font i img ins kbd mark q s samp small span strike strong sub sup tt u var".split(" "),
);

/** Elements without an end. */
const VOID = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"]);

// A quoted value may hold `>`. What begins like a tag and does not end is text.
const TOKEN = /<(\/?)([a-z][a-z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/** The lines of HTML as a reader sees them; empty ones are left out. */
export function linesOf(html: string): HtmlLine[] {
  const lines: HtmlLine[] = [];
  let pieces: { start: number; text: string }[] = [];
  const finish = (): void => {
    const shown = pieces.filter(({ text }) => visible(text) !== "");
    const [first, last] = [shown[0], shown.at(-1)];
    if (first !== undefined && last !== undefined) {
      lines.push({
        text: visible(pieces.map(({ text }) => text).join("")),
        start: first.start + leading(first.text),
        end: last.start + last.text.length - trailing(last.text),
      });
    }
    pieces = [];
  };
  let from = 0;
  for (const match of html.matchAll(TOKEN)) {
    pieces.push({ start: from, text: html.slice(from, match.index) });
    from = match.index + match[0].length;
    if (match[2] !== undefined && !INLINE.has(match[2].toLowerCase())) finish();
  }
  pieces.push({ start: from, text: html.slice(from) });
  finish();
  return lines;
}

/** The tags of a piece of HTML that have no partner in it, in their order: first what it closes, then what it opens. */
export function unmatchedTags(html: string): string {
  const closed: string[] = [];
  const open: { name: string; tag: string }[] = [];
  for (const [tag, slash, element] of html.matchAll(TOKEN)) {
    const name = element?.toLowerCase() ?? "";
    if (name === "" || VOID.has(name) || tag.endsWith("/>")) continue;
    if (slash === "") open.push({ name, tag });
    else {
      const partner = open.findLastIndex((one) => one.name === name);
      if (partner < 0) closed.push(tag);
      else open.splice(partner, 1);
    }
  }
  return [...closed, ...open.map(({ tag }) => tag)].join("");
}

function visible(text: string): string {
  return resolved(text).replace(/\s+/g, " ").trim();
}

const BLANKS = ["&nbsp;", "&#160;", "&#xa0;"];

/** How many signs of the source stand before, and behind, what is seen. One by one: a pattern would be slow on long blanks. */
function leading(text: string): number {
  let at = 0;
  for (let step = blankAt(text, at); step > 0; step = blankAt(text, at)) at += step;
  return at;
}

function trailing(text: string): number {
  let end = text.length;
  for (;;) {
    const entity = BLANKS.find((blank) => text.slice(end - blank.length, end).toLowerCase() === blank);
    const step = entity?.length ?? (/\s/.test(text.charAt(end - 1)) ? 1 : 0);
    if (step === 0) return text.length - end;
    end -= step;
  }
}

/** The length of the blank that stands there; 0 for none. */
function blankAt(text: string, at: number): number {
  if (/\s/.test(text.charAt(at))) return 1;
  return BLANKS.find((blank) => text.slice(at, at + blank.length).toLowerCase() === blank)?.length ?? 0;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

/** Text with its entities resolved; those that are not known stay as they are written. */
function resolved(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === "string") return ENTITIES.get(name.toLowerCase()) ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
