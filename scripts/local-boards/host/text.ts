/** Long text of a work item as plain text: HTML from elsewhere never reaches the page. */

/**
 * Comments, elements that are not to be read with all they hold, and single tags; the group is a tag's name. A name ends
 * where it ends and no tag holds another, so that the time is that of one reading, whatever the text is.
 */
const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|head)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?([a-z][\w:-]*)(?![\w:-])(?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
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

/** A long text without its tags, with line breaks where blocks begin and end; character references stay. */
export function withoutMarkup(html: string): string {
  return html
    .replace(/\s+/g, " ")
    .replace(MARKUP, (markup: string, _unread: string | undefined, tag: string | undefined) => {
      const name = tag?.toLowerCase() ?? "";
      if (!BLOCKS.has(name)) return "";
      return name === "li" && !markup.startsWith("</") ? "\n• " : "\n";
    });
}

/**
 * The lines of a long text. Tags are taken out before anything is parsed, so that the browser never sees them; what a
 * malformed tag leaves behind is shown as text.
 */
export function linesOf(html: string): string[] {
  return decode(withoutMarkup(html))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "•");
}
