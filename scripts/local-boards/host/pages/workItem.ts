/** One work item, to be read: fields, long text, links and history. */
import { element, link, moment } from "../dom";
import { addresses, type NamedProject, type PageData } from "../pageData";
import { createRest, type Rest, RestError } from "../rest";
import type { Shell } from "../shell/shell";
import { linesOf } from "../text";
import {
  fieldText,
  readUpdates,
  readWorkItem,
  readWorkItems,
  type Relation,
  targetOf,
  type Update,
  type WorkItem,
} from "../workItems";

/** Fields that hold long text, shown as sections of their own. */
const LONG_TEXT: readonly (readonly [string, string])[] = [
  ["System.Description", "Description"],
  ["Microsoft.VSTS.TCM.ReproSteps", "Repro steps"],
  ["Microsoft.VSTS.Common.AcceptanceCriteria", "Acceptance criteria"],
];
/** Shown in the head of the page, or of no interest to a reader. */
const NOT_IN_TABLE = new Set([
  ...LONG_TEXT.map(([field]) => field),
  "System.Title",
  "System.Id",
  "System.WorkItemType",
  "System.Tags",
]);

/** Names of the link types that Azure Boards has, by reference name, in the order in which they are shown. */
const LINK_NAMES: Readonly<Record<string, string>> = {
  "System.LinkTypes.Hierarchy-Reverse": "Parent",
  "System.LinkTypes.Hierarchy-Forward": "Child",
  "System.LinkTypes.Dependency-Reverse": "Predecessor",
  "System.LinkTypes.Dependency-Forward": "Successor",
  "System.LinkTypes.Related": "Related",
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}T/;

function value(raw: unknown): Node {
  const text = fieldText(raw);
  return typeof raw === "string" && ISO_DATE.test(raw) ? moment(raw) : document.createTextNode(text);
}

function fieldTable(item: WorkItem): HTMLElement {
  const rows = Object.entries(item.fields)
    .filter(([name]) => !NOT_IN_TABLE.has(name))
    .map(([name, raw]) => element("div", {}, element("dt", {}, name), element("dd", { dir: "auto" }, value(raw))));
  return element("section", {}, element("h2", {}, "Fields"), element("dl", { class: "fields" }, ...rows));
}

function longTexts(item: WorkItem): HTMLElement[] {
  return LONG_TEXT.flatMap(([field, label]) => {
    const lines = linesOf(fieldText(item.fields[field]));
    if (lines.length === 0) return [];
    const paragraphs = lines.map((line) => element("p", { dir: "auto" }, line));
    return [element("section", {}, element("h2", {}, label), ...paragraphs)];
  });
}

async function linkSection(rest: Rest, data: PageData, item: WorkItem): Promise<HTMLElement> {
  const heading = element("h2", {}, "Links");
  if (item.relations.length === 0) return element("section", {}, heading, element("p", {}, "No links."));
  const ids = [...new Set(item.relations.flatMap((one) => targetOf(one) ?? []))];
  const targets = await readWorkItems(rest, ids, [
    "System.Title",
    "System.WorkItemType",
    "System.State",
    "System.TeamProject",
  ]);
  const byId = new Map(targets.map((one) => [one.id, one]));

  function entry(relation: Relation): HTMLElement {
    const id = targetOf(relation);
    if (id === null) return element("li", {}, link(relation.url, relation.url));
    const target = byId.get(id);
    if (target === undefined) return element("li", {}, `${id} (deleted, or not readable)`);
    const { fields } = target;
    const href = addresses.workItem(data.organization.url, fieldText(fields["System.TeamProject"]), id);
    return element(
      "li",
      {},
      `${fieldText(fields["System.WorkItemType"])} ${id} `,
      element("a", { href, dir: "auto" }, fieldText(fields["System.Title"])),
      ` ${fieldText(fields["System.State"])}`,
    );
  }

  const groups = new Map<string, Relation[]>(Object.values(LINK_NAMES).map((name) => [name, []]));
  for (const relation of item.relations) {
    const name = LINK_NAMES[relation.rel] ?? relation.rel;
    groups.set(name, [...(groups.get(name) ?? []), relation]);
  }
  const lists = [...groups]
    .filter(([, relations]) => relations.length > 0)
    .flatMap(([name, relations]) => [element("h3", {}, name), element("ul", {}, ...relations.map(entry))]);
  return element("section", {}, heading, ...lists);
}

function changes(update: Update): HTMLElement[] {
  const fields = Object.entries(update.fields).map(([name, { oldValue, newValue }]) =>
    element(
      "li",
      {},
      element("strong", {}, name),
      ": ",
      oldValue === undefined ? null : element("del", {}, value(oldValue)),
      oldValue === undefined ? null : " ",
      newValue === undefined ? null : element("ins", {}, value(newValue)),
    ),
  );
  const relation = (word: string) => (one: Relation) =>
    element("li", {}, `${word} link ${LINK_NAMES[one.rel] ?? one.rel} ${targetOf(one) ?? one.url}`);
  const { added = [], removed = [], updated = [] } = update.relations ?? {};
  return [
    ...fields,
    ...added.map(relation("Added")),
    ...removed.map(relation("Removed")),
    ...updated.map(relation("Changed")),
  ];
}

/** When an update was made: its own ChangedDate; `revisedDate` says when it was replaced. */
function madeAt(update: Update): HTMLElement | null {
  const date = update.fields["System.ChangedDate"]?.newValue;
  return typeof date === "string" ? moment(date) : null;
}

function history(updates: readonly Update[]): HTMLElement {
  const entries = updates.toReversed().map((update) => {
    const made = madeAt(update);
    const head = element("summary", {}, `Revision ${update.rev}`, made === null ? null : " · ", made);
    const who = fieldText(update.revisedBy);
    if (who !== "") head.append(` · ${who}`);
    return element("li", {}, element("details", {}, head, element("ul", {}, ...changes(update))));
  });
  return element(
    "section",
    {},
    element("h2", {}, `History (${updates.length})`),
    element("ol", { class: "history", reversed: true }, ...entries),
  );
}

async function load(shell: Shell, data: PageData, id: number): Promise<void> {
  const rest = createRest(data.organization.url, data.token);
  const item = await readWorkItem(rest, id);
  const type = fieldText(item.fields["System.WorkItemType"]);
  const title = fieldText(item.fields["System.Title"]);
  const tags = fieldText(item.fields["System.Tags"])
    .split(";")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  document.title = `${type} ${id} ${title}`;
  const [links, updates] = await Promise.all([linkSection(rest, data, item), readUpdates(rest, id)]);
  shell.main.replaceChildren(
    element("p", { class: "item-kind" }, `${type} ${id}`),
    element("h1", { dir: "auto" }, title),
    element(
      "p",
      { class: "item-state" },
      element("span", { class: "state" }, fieldText(item.fields["System.State"])),
      ...tags.map((tag) => element("span", { class: "tag" }, tag)),
    ),
    ...longTexts(item),
    links,
    fieldTable(item),
    history(updates),
  );
}

/** Shows one work item, or why it cannot be shown. */
export function showWorkItem(shell: Shell, data: PageData, project: NamedProject, id: number): void {
  document.title = `Work item ${id}`;
  shell.main.append(element("h1", {}, `Work item ${id}`), element("p", { role: "status" }, "Reading…"));
  load(shell, data, id).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const isAbsent = error instanceof RestError && error.status === 404;
    const list = addresses.workItems(data.organization.url, project.name);
    shell.main.replaceChildren(
      element("h1", {}, isAbsent ? `There is no work item ${id} to be read` : `Work item ${id} could not be read`),
      element("p", { role: "alert" }, message),
      element("p", {}, element("a", { href: list }, `Work items of ${project.name}`)),
    );
  });
}
