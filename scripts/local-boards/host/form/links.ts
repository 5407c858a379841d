/** The links of an open work item: shown with what they lead to, added and removed. */
import { button, element, link } from "../dom";
import { addresses, type PageData } from "../pageData";
import type { Rest } from "../rest";
import { fieldText, readWorkItems, type Relation, targetOf, type WorkItem } from "../workItems";
import { LINK_NAMES } from "./history";
import type { OpenForm } from "./openForm";
import { relationKey } from "./relations";

/** Work items that links lead to, read once for all lists of a form. */
export interface Targets {
  /** Undefined before it was read, null where it cannot be. */
  get(id: number): WorkItem | null | undefined;
  /** Reads those that were not read yet. */
  load(ids: readonly number[]): Promise<void>;
  /** Reads what is known again. */
  renew(): Promise<void>;
}

const SHOWN = ["System.Title", "System.WorkItemType", "System.State", "System.TeamProject"];

/** Makes an empty store of targets. */
export function createTargets(rest: Rest): Targets {
  const known = new Map<number, WorkItem | null>();

  async function read(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const found = new Map((await readWorkItems(rest, ids, SHOWN)).map((item) => [item.id, item]));
    for (const id of ids) known.set(id, found.get(id) ?? null);
  }
  return {
    get: (id) => known.get(id),
    load: (ids) => read([...new Set(ids)].filter((id) => !known.has(id))),
    renew: () => read([...known.keys()]),
  };
}

/** What a list of links needs. */
export interface LinkSurroundings {
  readonly form: OpenForm;
  readonly data: PageData;
  readonly targets: Targets;
  /** What the names of kinds are marked up as. */
  readonly headingTag: "h3" | "h4";
}

/** What a kind of link is called. */
export function linkName(form: OpenForm, rel: string): string {
  const type = form.model.facts.relationTypes.find(({ referenceName }) => referenceName === rel);
  return LINK_NAMES[rel] ?? type?.name ?? rel;
}

/** A list that shows itself anew with every change. */
export interface LinkList {
  readonly element: HTMLElement;
  show(): void;
}

/**
 * A list of links, grouped by kind.
 * @param accepts which of the links are in it
 * @param empty what is said where there is none
 */
export function linkList(around: LinkSurroundings, accepts: (relation: Relation) => boolean, empty: string): LinkList {
  const { form, data, targets } = around;
  const { model } = form;
  const list = element("div", { class: "link-list", tabindex: -1 });
  let latest = 0;

  function entry(relation: Relation): HTMLElement {
    const id = targetOf(relation);
    const what = id === null ? relation.url : String(id);
    const remove = model.isReadOnly
      ? null
      : button("✕", () => model.removeRelations([relation]), {
          class: "icon-button",
          "aria-label": `Remove link ${linkName(form, relation.rel)} ${what}`,
          "data-key": `remove ${relationKey(relation)}`,
        });
    if (id === null) return element("li", {}, element("span", {}, link(relation.url, relation.url)), remove);
    const target = targets.get(id);
    if (target === undefined || target === null) {
      return element("li", {}, element("span", {}, `${id} (deleted, or not readable)`), remove);
    }
    const { fields } = target;
    const href = addresses.workItem(data.organization.url, fieldText(fields["System.TeamProject"]), id);
    const name = fieldText(fields["System.Title"]);
    const text = element(
      "span",
      {},
      `${fieldText(fields["System.WorkItemType"])} ${id} `,
      element("a", { href, dir: "auto", "data-key": relationKey(relation) }, name),
      ` ${fieldText(fields["System.State"])}`,
    );
    return element("li", {}, text, remove);
  }

  function render(): void {
    const relations = model.relations.filter(accepts);
    const groups = new Map<string, Relation[]>(Object.values(LINK_NAMES).map((name) => [name, []]));
    for (const relation of relations) {
      const name = linkName(form, relation.rel);
      groups.set(name, [...(groups.get(name) ?? []), relation]);
    }
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    const key = focused instanceof HTMLElement ? focused.dataset["key"] : undefined;
    list.replaceChildren(
      ...(relations.length === 0 ? [element("p", { class: "form-empty" }, empty)] : []),
      ...[...groups]
        .filter(([, members]) => members.length > 0)
        .map(([name, members]) =>
          element(
            "section",
            {},
            element(around.headingTag, { class: "link-kind" }, name),
            element("ul", { class: "links" }, ...members.map(entry)),
          ),
        ),
    );
    // What was focused is there again as another element, or it was removed.
    if (focused === null) return;
    const again = key === undefined ? null : list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    (again ?? list).focus();
  }

  async function showAll(): Promise<void> {
    const turn = ++latest;
    const ids = model.relations.filter(accepts).flatMap((relation) => targetOf(relation) ?? []);
    if (ids.some((id) => targets.get(id) === undefined)) {
      try {
        await targets.load(ids);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        list.replaceChildren(element("p", { role: "alert" }, `The links could not be read: ${reason}`));
        return;
      }
    }
    if (turn === latest) render();
  }
  return { element: list, show: () => void showAll() };
}

const RELATED = "System.LinkTypes.Related";

/** The tool that adds a link to a work item that is there already. */
export function addLinkTool(around: LinkSurroundings, prefix: string): HTMLElement {
  const { form, data, targets } = around;
  const { model } = form;
  const kinds = model.facts.relationTypes.filter(
    ({ attributes }) => attributes.usage === "workItemLink" && !attributes.remote,
  );
  const kind = element(
    "select",
    { id: `${prefix}-link-type` },
    ...kinds.map(({ referenceName, name }) =>
      element("option", { value: referenceName, selected: referenceName === RELATED }, name),
    ),
  );
  const target = element("input", { id: `${prefix}-link-id`, inputmode: "numeric", autocomplete: "off", size: 8 });
  const status = element("p", { class: "form-problem", role: "status" });

  async function add(): Promise<void> {
    const id = Number(target.value.trim());
    if (!Number.isInteger(id) || id < 1) {
      status.textContent = "Give the id of a work item.";
      return;
    }
    status.textContent = "";
    try {
      await targets.load([id]);
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
      return;
    }
    if (targets.get(id) === null) {
      status.textContent = `There is no work item ${id} to be read.`;
      return;
    }
    const url = `${data.organization.url}/_apis/wit/workItems/${id}`;
    model.addRelations([{ rel: kind.value, url, attributes: {} }]);
    target.value = "";
  }
  return element(
    "form",
    {
      class: "add-link",
      submit: (event) => {
        event.preventDefault();
        void add();
      },
    },
    element("div", { class: "form-field" }, element("label", { for: kind.id }, "Link type"), kind),
    element("div", { class: "form-field" }, element("label", { for: target.id }, "Work item id"), target),
    element("button", { type: "submit" }, "Add link"),
    status,
  );
}
