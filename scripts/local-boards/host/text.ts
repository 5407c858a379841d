/** Long text of a work item as plain text: HTML from elsewhere never reaches the page. */

const BLOCKS = new Set(["P", "DIV", "LI", "TR", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE", "TABLE"]);
const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "HEAD"]);

function gather(node: Node, lines: string[]): void {
  if (node instanceof Text) {
    lines[lines.length - 1] += node.data;
    return;
  }
  const name = node.nodeName;
  if (UNSEEN.has(name)) return;
  const isBlock = BLOCKS.has(name);
  if (isBlock || name === "BR") lines.push(name === "LI" ? "• " : "");
  for (const child of node.childNodes) gather(child, lines);
  if (isBlock) lines.push("");
}

/**
 * The lines of a long text. It is parsed as a document of its own, in which scripts do not run and pictures are not
 * loaded, and only its text is taken.
 */
export function linesOf(html: string): string[] {
  const lines = [""];
  gather(new DOMParser().parseFromString(html, "text/html").body, lines);
  return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "" && line !== "•");
}
