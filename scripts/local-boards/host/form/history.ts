/** The history of a work item: revisions, newest first, with what changed. */
import { element, moment } from "../dom";
import { fieldText, type Relation, targetOf, type Update } from "../workItems";

/** Names of the kinds of links that a form shows, by reference name, in the order in which it shows them. */
export const LINK_NAMES: Readonly<Record<string, string>> = {
  "System.LinkTypes.Hierarchy-Reverse": "Parent",
  "System.LinkTypes.Hierarchy-Forward": "Child",
  "System.LinkTypes.Dependency-Reverse": "Predecessor",
  "System.LinkTypes.Dependency-Forward": "Successor",
  "System.LinkTypes.Related": "Related",
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}T/;

/** A field's value for people: dates as moments, everything else as text. */
export function valueNode(raw: unknown): Node {
  const text = fieldText(raw);
  return typeof raw === "string" && ISO_DATE.test(raw) ? moment(raw) : document.createTextNode(text);
}

function changes(update: Update): HTMLElement[] {
  const fields = Object.entries(update.fields).map(([name, { oldValue, newValue }]) =>
    element(
      "li",
      {},
      element("strong", {}, name),
      ": ",
      oldValue === undefined ? null : element("del", {}, valueNode(oldValue)),
      oldValue === undefined ? null : " ",
      newValue === undefined ? null : element("ins", {}, valueNode(newValue)),
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

/** The list of updates, newest first. */
export function historyList(updates: readonly Update[]): HTMLElement {
  const entries = updates.toReversed().map((update) => {
    const made = madeAt(update);
    const head = element("summary", {}, `Revision ${update.rev}`, made === null ? null : " · ", made);
    const who = fieldText(update.revisedBy);
    if (who !== "") head.append(` · ${who}`);
    return element("li", {}, element("details", {}, head, element("ul", {}, ...changes(update))));
  });
  return element("ol", { class: "history", reversed: true }, ...entries);
}
