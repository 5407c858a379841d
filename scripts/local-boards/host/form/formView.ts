/** The work item form as people see it: header, toolbar, tabs, and the frames that extensions contribute. */
import { button, element } from "../dom";
import type { ExtensionFrame } from "../frame/extensionFrame";
import type { Contribution, PageData } from "../pageData";
import type { Rest } from "../rest";
import { fieldText, readUpdates, targetOf } from "../workItems";
import { ask } from "./ask";
import { onChanges } from "./changes";
import { type BoundControl, choiceControl, longTextControl, numberControl, textControl } from "./controls";
import { findField, sizeField } from "./facts";
import { type FrameListener, formContributions, listen } from "./frames";
import { historyList, valueNode } from "./history";
import { addLinkTool, createTargets, linkList } from "./links";
import type { OpenForm } from "./openForm";
import { createTabs, type Tab } from "./tabs";

/** What a form is shown with. */
export interface FormViewOptions {
  readonly form: OpenForm;
  readonly data: PageData;
  readonly rest: Rest;
  /** A page's form has a heading of the first level and no way to close. */
  readonly kind: "page" | "dialog";
  /** A dialog's own place for messages of its frames: those of the page are out of reach beneath it. */
  readonly banner?: HTMLElement;
  /** Mounts the frame of a contribution, whose services are those of this form. */
  mount(container: HTMLElement, contribution: Contribution, onResize: (height: number) => void): ExtensionFrame;
  /** Opens a form for a new work item below this one. */
  addChild(type: string): void;
  /** Called when a person wants to close the dialog; it may have unsaved changes. */
  onClose(): void;
  /** Called when the form was saved by the button that closes it. */
  onSavedAndClosed(): void;
}

/** A form on the page. */
export interface FormView {
  readonly element: HTMLElement;
  readonly headingId: string;
  /** What the form is called now, e.g. for the title of the window. */
  title(): string;
  /** Calls back when the title may have changed. */
  onTitle(listener: () => void): void;
  showTab(id: string | null): void;
  focus(): void;
  /** Tells the frames that the form is closed, and takes them away. */
  close(): Promise<void>;
}

/** Azure DevOps gives a group without a height so many pixels. */
const GROUP_HEIGHT = 150;

/** Long text by type: a bug has its steps where others have a description. */
function longTexts(form: OpenForm): readonly (readonly [string, string])[] {
  const { model } = form;
  const first =
    model.type.level === "bug"
      ? (["Microsoft.VSTS.TCM.ReproSteps", "Repro Steps"] as const)
      : (["System.Description", "Description"] as const);
  const more = [
    ["System.Description", "Description"],
    ["Microsoft.VSTS.TCM.ReproSteps", "Repro Steps"],
    ["Microsoft.VSTS.Common.AcceptanceCriteria", "Acceptance Criteria"],
  ] as const;
  return [first, ...more.filter(([name]) => name !== first[0] && model.original(name) !== null)];
}

let nextForm = 1;

/** Builds the form; it is not in the document yet, and shows no tab before `showTab`. */
export function createFormView(options: FormViewOptions): FormView {
  const { form, data, rest, kind } = options;
  const { model } = form;
  const prefix = `form-${nextForm++}`;
  const place = { model, prefix };
  const contributions = data.extension.contributions;
  /** A section's heading stands one level below the form's. */
  const sectionHeading = (text: string): HTMLElement =>
    element(kind === "page" ? "h2" : "h3", { class: "form-section" }, text);
  const frames: { frame: ExtensionFrame; listener: FrameListener }[] = [];
  const titleListeners: (() => void)[] = [];

  // Header

  const titleControl = textControl(place, "System.Title", "Title");
  const planning: BoundControl[] = [choiceControl(place, "Microsoft.VSTS.Common.Priority", "Priority")];
  const size = sizeField(model.facts, model.type);
  if (size !== null) planning.push(numberControl(place, size, findField(model.facts, size)?.name ?? size));
  const head = [
    choiceControl(place, "System.AssignedTo", "Assigned to", "Unassigned"),
    choiceControl(place, "System.State", "State"),
    choiceControl(place, "System.Reason", "Reason"),
    choiceControl(place, "System.AreaPath", "Area"),
    choiceControl(place, "System.IterationPath", "Iteration"),
    textControl(place, "System.Tags", "Tags"),
  ];
  const texts = longTexts(form).map(([name, label]) => longTextControl(place, name, label));
  const controls = [titleControl, ...head, ...planning, ...texts];

  const heading = element(kind === "page" ? "h1" : "h2", { class: "form-heading", id: `${prefix}-heading` });
  const failure = element("p", { class: "form-failure", role: "alert" });
  const notice = element("p", { class: "form-notice", role: "status" });

  // Toolbar. A button that cannot be pressed now stays focusable, or the focus would be lost with every save.

  function unless(isOff: () => boolean, run: () => Promise<void> | void): () => void {
    return () => {
      if (isOff()) return;
      // What went wrong is shown by the form itself.
      Promise.resolve(run()).catch(() => undefined);
    };
  }
  const cannotSave = (): boolean => model.isReadOnly || !model.isValid || !model.isDirty;
  const cannotRevert = (): boolean => !model.isDirty;
  const cannotRefresh = (): boolean => model.isNew;
  const save = button(
    "Save",
    unless(cannotSave, () => form.save()),
    { class: "primary" },
  );
  const saveAndClose = button(
    "Save & Close",
    unless(cannotSave, async () => {
      await form.save(true);
      options.onSavedAndClosed();
    }),
  );
  const refresh = button(
    "Refresh",
    unless(cannotRefresh, async () => {
      if (model.isDirty && !(await ask("Refreshing discards your changes.", "Discard and refresh", "Keep"))) return;
      await form.refresh();
    }),
  );
  const revert = button(
    "Revert changes",
    unless(cannotRevert, async () => {
      if (await ask("Revert all changes that are not saved?", "Revert", "Keep")) await form.reset();
    }),
  );
  const toolbar = element(
    "div",
    { class: "form-toolbar", role: "toolbar", "aria-label": "Work item" },
    ...(model.isReadOnly ? [] : [save]),
    ...(model.isReadOnly || kind === "page" ? [] : [saveAndClose]),
    refresh,
    ...(model.isReadOnly ? [] : [revert]),
    ...(kind === "page" ? [] : [button("✕", options.onClose, { class: "icon-button", "aria-label": "Close" })]),
  );

  // Frames

  function mountFrame(container: HTMLElement, contribution: Contribution, setHeight: (height: number) => void): void {
    const frame = options.mount(container, contribution, setHeight);
    frames.push({ frame, listener: listen(frame, contribution.id, form, false) });
  }

  function pageTab(contribution: Contribution): Tab {
    const panel = element("div", { class: "form-page" });
    return {
      id: contribution.id,
      name: contribution.name,
      panel,
      onFirstShown: () =>
        mountFrame(panel, contribution, (height) => {
          panel.classList.add("resized");
          panel.style.setProperty("height", `${height}px`);
        }),
    };
  }

  const groups = formContributions(contributions, "group").map((contribution) => {
    const box = element("div", { class: "form-group-frame" });
    return { contribution, box, element: element("section", {}, sectionHeading(contribution.name), box) };
  });

  function mountGroups(): void {
    for (const { contribution, box } of groups) {
      box.style.setProperty("height", `${contribution.height ?? GROUP_HEIGHT}px`);
      mountFrame(box, contribution, (height) => box.style.setProperty("height", `${height}px`));
    }
  }

  // Tabs

  const targets = createTargets(rest);
  const around = { form, data, targets, headingTag: kind === "page" ? ("h3" as const) : ("h4" as const) };
  const isChild = (rel: string): boolean => rel === "System.LinkTypes.Hierarchy-Forward";
  const children = linkList(around, ({ rel }) => isChild(rel), "No children.");
  const related = linkList(
    around,
    (relation) => !isChild(relation.rel) && targetOf(relation) !== null,
    "No other links.",
  );
  const all = linkList(around, () => true, "No links.");
  const taskType = model.facts.types.find(({ level }) => level === "task");

  const addChild =
    model.isReadOnly || taskType === undefined
      ? null
      : button(`Add child ${taskType.name.toLowerCase()}`, () => options.addChild(taskType.name));

  const fieldTable = element("dl", { class: "fields" });
  const fieldDetails = element(
    "details",
    { toggle: () => showFields() },
    element("summary", {}, "All fields"),
    fieldTable,
  );
  function showFields(): void {
    if (!fieldDetails.open) return;
    const rows = Object.entries(model.savedItem.fields).map(([name, raw]) =>
      element("div", {}, element("dt", {}, name), element("dd", { dir: "auto" }, valueNode(raw))),
    );
    fieldTable.replaceChildren(...rows);
  }

  const details = element(
    "div",
    { class: "form-details" },
    element("div", { class: "form-texts" }, ...texts.map((one) => one.element)),
    element(
      "div",
      { class: "form-side" },
      element("section", {}, sectionHeading("Planning"), ...planning.map((one) => one.element)),
      ...groups.map((group) => group.element),
      element("section", {}, sectionHeading("Children"), children.element, addChild),
      element(
        "section",
        {},
        sectionHeading("Related work"),
        related.element,
        model.isReadOnly ? null : addLinkTool(around, prefix),
      ),
      fieldDetails,
    ),
  );

  const historyPanel = element("div");
  let isHistoryOpen = false;
  let historyTurn = 0;
  async function showHistory(): Promise<void> {
    if (!isHistoryOpen) return;
    const turn = ++historyTurn;
    if (model.isNew) {
      historyPanel.replaceChildren(element("p", {}, "It is not saved yet."));
      return;
    }
    try {
      const updates = await readUpdates(rest, model.id);
      if (turn === historyTurn) historyPanel.replaceChildren(historyList(updates));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      historyPanel.replaceChildren(element("p", { role: "alert" }, `The history could not be read: ${reason}`));
    }
  }

  const tabs = createTabs(
    [
      { id: "details", name: "Details", panel: details, onFirstShown: mountGroups },
      {
        id: "history",
        name: "History",
        panel: historyPanel,
        onFirstShown: () => {
          isHistoryOpen = true;
          void showHistory();
        },
      },
      { id: "links", name: "Links", panel: element("div", {}, all.element), onFirstShown: () => all.show() },
      ...formContributions(contributions, "page").map(pageTab),
    ],
    prefix,
  );

  const root = element(
    "div",
    {
      class: `work-item-form on-${kind}`,
      keydown: (event) => {
        const { key, ctrlKey, metaKey } = event as KeyboardEvent;
        if (key.toLowerCase() !== "s" || !(ctrlKey || metaKey)) return;
        event.preventDefault();
        save.click();
      },
    },
    element("div", { class: "form-top" }, heading, toolbar),
    options.banner ?? null,
    failure,
    notice,
    element("div", { class: "form-title" }, titleControl.element),
    element("div", { class: "form-head" }, ...head.map((one) => one.element)),
    tabs.element,
  );

  // Showing

  function name(): string {
    return model.isNew ? `New ${model.type.name}` : `${model.type.name} ${model.id}`;
  }

  function show(): void {
    for (const control of controls) control.sync();
    const mark = model.isDirty
      ? [
          element("span", { class: "dirty-mark", "aria-hidden": "true" }, " *"),
          element("span", { class: "visually-hidden" }, ", unsaved changes"),
        ]
      : [];
    heading.replaceChildren(name(), ...mark);
    for (const [one, isOff] of [
      [save, cannotSave],
      [saveAndClose, cannotSave],
      [revert, cannotRevert],
      [refresh, cannotRefresh],
    ] as const) {
      one.setAttribute("aria-disabled", String(isOff()));
    }
    // A link needs both of its ends.
    if (addChild !== null) addChild.hidden = model.isNew;
    setText(failure, form.failure ?? "");
    setText(notice, model.error ?? (model.isReadOnly ? "You can read this work item and not change it." : ""));
    root.setAttribute("aria-busy", String(form.isBusy));
    for (const listener of titleListeners) listener();
  }

  function showSaved(): void {
    showFields();
    void showHistory();
  }

  const stopChanges = model.onChange((change) => {
    show();
    children.show();
    related.show();
    all.show();
    if (change === null) showSaved();
  });
  form.onStatus(show);
  const stopHearing = onChanges(() => {
    targets
      .renew()
      .then(() => form.catchUp())
      .then(() => [children, related, all].forEach((list) => list.show()))
      .catch((error: unknown) => setText(failure, error instanceof Error ? error.message : String(error)));
  });
  show();
  children.show();
  related.show();

  return {
    element: root,
    headingId: heading.id,
    title: () => `${model.isDirty ? "* " : ""}${name()} ${fieldText(model.value("System.Title"))}`.trimEnd(),
    onTitle: (listener) => titleListeners.push(listener),
    showTab: (id) => tabs.show(id),
    focus() {
      titleControl.input.focus();
    },
    async close() {
      stopChanges();
      stopHearing();
      await Promise.all(
        frames.map(async ({ frame, listener }) => {
          await listener.unload();
          frame.close();
        }),
      );
    },
  };
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
