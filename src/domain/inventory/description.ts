import { htmlOf } from "../record/plan";
import { ATTRIBUTE_IDS, ATTRIBUTES, type AttributeId, type Attributes, type AttributeValue } from "./attributes";
import { type HtmlLine, linesOf, unmatchedTags } from "./htmlLines";
import { plainText } from "./plainText";
import type { StoredRecord } from "./record";

/** The lines between which the product writes; everything else in a description is people's own. */
const HEADING = "Inventory (written by Release Readiness)";
const END = "End of the inventory";

const KEY = "Key";
const ALSO = "Further key";
const FORMAT = "Read from";

/** Members of a record that are one text each, by what they are called. */
const MEMBERS = {
  name: "Name",
  kind: "Kind",
  hostKey: "Runs on",
  workload: "Workload in the file",
  release: "Release in the file",
  strategy: "Strategy in the file",
} as const satisfies Partial<Record<keyof StoredRecord, string>>;

type Member = keyof typeof MEMBERS;

/** What the block of a description says of an asset. */
export type BlockFacts = Pick<StoredRecord, "key" | "alsoKeys" | "formats" | "attributes"> &
  Readonly<Partial<Record<Member, string>>>;

/** What is written of a record; what is made without one (a workload, a phase) has nothing but a key. */
export type BlockSource = Pick<StoredRecord, "key"> & Partial<StoredRecord>;

/**
 * A description with the block of this record: in the place of the block that it has, else behind the rest. What people wrote
 * around it stays as it is, byte for byte; what they wrote inside it goes. Values are tidied, so that each is one line; signs
 * that XML does not allow are left out.
 *
 * @param html as it was read; empty for none
 */
export function withBlock(html: string, record: BlockSource): string {
  const found = blockIn(html);
  const written = htmlOf(linesFor(record).join("\n"));
  if (found === null) return `${html}<div>${written}</div>`;
  const { start, end } = found;
  return `${html.slice(0, start)}${written}${unmatchedTags(html.slice(start, end))}${html.slice(end)}`;
}

/** A description without its block; as it is where it has none. */
export function withoutBlock(html: string): string {
  const found = blockIn(html);
  if (found === null) return html;
  const [before, after] = [html.slice(0, found.start), html.slice(found.end)];
  const kept = unmatchedTags(html.slice(found.start, found.end));
  // The element that held the block alone goes with it.
  return kept === "" && before.endsWith("<div>") && after.startsWith("</div>")
    ? before.slice(0, -"<div>".length) + after.slice("</div>".length)
    : before + kept + after;
}

/** The key that a description carries; null where it has no block. */
export function keyIn(html: string): string | null {
  return factsIn(html)?.key ?? null;
}

/** What the block of a description says; null where there is none, or none with a key. Lines that say nothing known are left. */
export function factsIn(html: string): BlockFacts | null {
  const lines = blockIn(html)?.lines ?? [];
  let key: string | null = null;
  const alsoKeys: string[] = [];
  const formats: string[] = [];
  const members: Partial<Record<Member, string>> = {};
  const attributes: Partial<Record<AttributeId, AttributeValue>> = {};
  for (const { text } of lines) {
    const colon = text.indexOf(": ");
    if (colon < 0) continue;
    const [label, value] = [text.slice(0, colon), text.slice(colon + 2)];
    const member = MEMBER_BY_LABEL.get(label);
    const attribute = ATTRIBUTE_BY_LABEL.get(label);
    if (label === KEY) key ??= value;
    else if (label === ALSO) alsoKeys.push(value);
    else if (label === FORMAT) formats.push(value);
    else if (member !== undefined) members[member] ??= value;
    else if (attribute !== undefined) addValue(attributes, attribute, value);
  }
  return key === null ? null : { key, alsoKeys, formats, attributes, ...members };
}

const MEMBER_BY_LABEL: ReadonlyMap<string, Member> = new Map(
  (Object.keys(MEMBERS) as Member[]).map((member) => [MEMBERS[member], member]),
);

const ATTRIBUTE_BY_LABEL: ReadonlyMap<string, AttributeId> = new Map(
  ATTRIBUTE_IDS.map((id) => [ATTRIBUTES[id].title, id]),
);

/** The lines of a block, the marks included. Lists have a line for each of their values: any sign may stand in one. */
function linesFor({ key, alsoKeys = [], formats = [], attributes = {}, ...record }: BlockSource): string[] {
  const lines = [HEADING, `${KEY}: ${plainText(key)}`];
  const add = (label: string, value: string, unit = ""): void => {
    const text = plainText(value);
    if (text !== "") lines.push(`${label}: ${text}${unit === "" ? "" : ` ${unit}`}`);
  };
  for (const also of alsoKeys) add(ALSO, also);
  for (const [member, label] of Object.entries(MEMBERS)) add(label, record[member as Member] ?? "");
  for (const id of ATTRIBUTE_IDS) {
    const value = attributes[id];
    const { title, unit } = ATTRIBUTES[id];
    if (value === undefined) continue;
    if (typeof value === "number") add(title, String(value), unit);
    else for (const one of typeof value === "string" ? [value] : value) add(title, one);
  }
  for (const format of formats) add(FORMAT, format);
  return [...lines, END];
}

function addValue(attributes: Partial<Record<AttributeId, AttributeValue>>, id: AttributeId, value: string): void {
  const { holds, unit } = ATTRIBUTES[id];
  const known = attributes[id];
  if (holds === "list") attributes[id] = [...(Array.isArray(known) ? (known as readonly string[]) : []), value];
  else if (known !== undefined) return;
  else if (holds !== "number") attributes[id] = value;
  else {
    const number = unit !== "" && value.endsWith(` ${unit}`) ? value.slice(0, -unit.length - 1) : value;
    // Somebody may have written into the block.
    if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(number)) attributes[id] = Number(number);
  }
}

/** From the heading's first to the last sign of the end line, and the lines between them; null for no block. */
function blockIn(html: string): { start: number; end: number; lines: readonly HtmlLine[] } | null {
  // Most descriptions of a project have none, and looking is cheaper than taking them apart.
  if (!html.includes("Readiness")) return null;
  const lines = linesOf(html);
  let heading: number | null = null;
  for (const [index, { text, end }] of lines.entries()) {
    // A heading without its end is not ours: the nearest one before an end counts.
    if (text === HEADING) heading = index;
    if (text !== END || heading === null) continue;
    const start = lines[heading]?.start ?? 0;
    return { start, end, lines: lines.slice(heading + 1, index) };
  }
  return null;
}

/** The same attributes in the order in which they are shown, without what is empty. */
export function inOrder(attributes: Attributes): Attributes {
  return Object.fromEntries(
    ATTRIBUTE_IDS.flatMap((id) => {
      const value = attributes[id];
      return value === undefined ? [] : [[id, value]];
    }),
  );
}
