/** Long text of a work item as plain text: HTML from elsewhere never reaches the page. */

/** Comments, elements that are not to be read with all they hold, and single tags; the group is a tag's name. */
const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|head)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?([a-z][\w:-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const BLOCKS = new Set([
  "p",
  "div",
  "li",
  "tr",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "pre",
  "table",
  "br",
]);

/** Character references become characters; no tag is left in the text, so the parser makes no element of it. */
function decode(text: string): string {
  return new DOMParser().parseFromString(text.replaceAll("<", "&lt;"), "text/html").body.textContent ?? "";
}

/**
 * The lines of a long text. Tags are taken out before anything is parsed, so that the browser never sees them; what a
 * malformed tag leaves behind is shown as text.
 */
export function linesOf(html: string): string[] {
  const text = html
    .replace(/\s+/g, " ")
    .replace(MARKUP, (markup: string, _unread: string | undefined, tag: string | undefined) => {
      const name = tag?.toLowerCase() ?? "";
      if (!BLOCKS.has(name)) return "";
      return name === "li" && !markup.startsWith("</") ? "\n• " : "\n";
    });
  return decode(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "•");
}
