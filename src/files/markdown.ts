/** An address that ends no link and no cell: names of organizations and projects may hold what does. */
export function target(address: string): string {
  return address.replace(
    /[\s()<>|\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Rows of cells that are Markdown already, below their heads. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A text of which Markdown and HTML make nothing: on one line, each sign that could mean something escaped. */
export function plain(text: string): string {
  return escaped(text).trim();
}

/** As {@link plain}, with the white space at its ends. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#+\-!|~&@]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`);
}

/** Where a backslash would not do: HTML, and what wikis make links and mentions of. */
const ENTITIES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "@": "&#64;",
  "#": "&#35;",
  "|": "&#124;",
};
