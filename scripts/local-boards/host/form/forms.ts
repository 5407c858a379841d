/**
 * The open forms of a host page: the page's own, and dialogs over it, each with its model and frames. The topmost is the
 * active one, whoever asks: a frame beneath a dialog sees the dialog's work item, as in Azure DevOps.
 */
import { button, element } from "../dom";
import { type ExtensionFrame, mountExtensionFrame, type ServiceLookup } from "../frame/extensionFrame";
import { addresses, type Contribution, type NamedProject, type PageData } from "../pageData";
import { createRest } from "../rest";
import { createServices } from "../services/services";
import type { Shell } from "../shell/shell";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { fieldText, readWorkItem, type WorkItem } from "../workItems";
import { workItemOf } from "./address";
import { ask } from "./ask";
import { announceChanges } from "./changes";
import { findFieldNamed, type ProjectFacts, readProjectFacts, typeNamed } from "./facts";
import { type FormView, createFormView } from "./formView";
import { type FrameListener, formContributions, listen } from "./frames";
import { blankWorkItem, FormModel } from "./model";
import type { Forms, NewWorkItem } from "./opening";
import { OpenForm } from "./openForm";

/** Where messages of a form's frames stand. */
interface Places {
  readonly banner: HTMLElement;
  readonly corner: HTMLElement;
}

/** A form's place among the open ones; it is empty before its work item was read. */
interface Slot {
  form: OpenForm | null;
}

const PARENT = "System.LinkTypes.Hierarchy-Reverse";

/** Makes the forms of a page; links to work items open in dialogs from then on. */
export function createForms(shell: Shell, data: PageData, theme: ThemeSwitch): Forms {
  const rest = createRest(data.organization.url, data.token);
  const isReadOnly = data.user.role === "reader";
  /** From the bottom to the top, in the order in which they were asked for, not in that in which they were read. */
  const stack: Slot[] = [];
  const factsByProject = new Map<string, Promise<ProjectFacts>>();

  function factsOf(project: string): Promise<ProjectFacts> {
    const known = factsByProject.get(project);
    if (known !== undefined) return known;
    const reading = readProjectFacts(rest, project, data.users);
    factsByProject.set(project, reading);
    // Another attempt may succeed.
    reading.catch(() => factsByProject.delete(project));
    return reading;
  }

  async function existing(id: number): Promise<FormModel> {
    const item = await readWorkItem(rest, id);
    return new FormModel(await factsOf(fieldText(item.fields["System.TeamProject"])), item, isReadOnly);
  }

  async function blank(wanted: NewWorkItem): Promise<FormModel> {
    const facts = await factsOf(wanted.project);
    const type = typeNamed(facts, wanted.type);
    if (type === null) throw new Error(`The project ${wanted.project} has no work item type ${wanted.type}.`);
    const model = new FormModel(facts, blankWorkItem(facts, type), isReadOnly);
    if (!isReadOnly) {
      // Fields may be called by their names here (azure-devops-extension-api #75) [C]; what is no field is passed over.
      const named = Object.entries(wanted.values).map(
        ([name, value]) => [findFieldNamed(facts, name)?.referenceName ?? name, value] as const,
      );
      model.set(Object.fromEntries(named));
      model.addRelations(wanted.relations ?? []);
    }
    return model;
  }

  /** The project that frames are told of: the page's, as the page's context is the frame's. */
  function projectFor(model: FormModel): NamedProject {
    if ("project" in data.page && data.page.project !== null) return data.page.project;
    const name = model.facts.project;
    return data.projects.find((project) => project.name === name) ?? { id: "", name };
  }

  function servicesFor(project: NamedProject, { banner, corner }: Places): ServiceLookup {
    return createServices({
      data,
      project,
      theme,
      forms,
      banner,
      corner,
      getFullScreen: () => shell.getFullScreen(),
      setFullScreen: (on) => shell.setFullScreen(on),
    });
  }

  // Observers have one frame for the whole page: it hears of every form, also of the save that closes one.
  let observers: { contribution: Contribution; frame: ExtensionFrame }[] | null = null;

  function observersFor(project: NamedProject): typeof observers & object {
    if (observers !== null) return observers;
    const box = element("div", { hidden: true });
    document.body.append(box);
    const services = servicesFor(project, shell);
    observers = formContributions(data.extension.contributions, "observer").map((contribution) => ({
      contribution,
      frame: mountExtensionFrame(box, { data, project, contribution, theme, services }),
    }));
    return observers;
  }

  /** Takes a place over all others, which a form fills when it has been read. */
  function takePlace(): { fill(form: OpenForm): void; leave(): void } {
    const slot: Slot = { form: null };
    stack.push(slot);
    let listeners: FrameListener[] = [];
    return {
      fill(form) {
        slot.form = form;
        listeners = observersFor(projectFor(form.model)).map(({ contribution, frame }) =>
          listen(frame, contribution.id, form, true),
        );
      },
      leave() {
        stack.splice(stack.indexOf(slot), 1);
        for (const listener of listeners) void listener.unload();
      },
    };
  }

  // The page's own form and those over it: the browser takes them all along.
  window.addEventListener("beforeunload", (event) => {
    if (stack.some(({ form }) => form?.model.isDirty === true)) event.preventDefault();
  });

  function viewOf(
    form: OpenForm,
    kind: "page" | "dialog",
    places: Places,
    on: { close(): void; savedAndClosed(): void },
  ): FormView {
    const project = projectFor(form.model);
    const services = servicesFor(project, places);
    return createFormView({
      form,
      data,
      rest,
      kind,
      ...(kind === "dialog" ? { banner: places.banner } : {}),
      mount: (container, contribution, onResize) =>
        mountExtensionFrame(container, { data, project, contribution, theme, services, onResize }),
      addChild(type) {
        const { model } = form;
        void openNew({
          project: model.facts.project,
          type,
          values: {
            "System.AreaPath": model.value("System.AreaPath"),
            "System.IterationPath": model.value("System.IterationPath"),
          },
          relations: [{ rel: PARENT, url: resourceUrl(model.id), attributes: {} }],
        });
      },
      onClose: on.close,
      onSavedAndClosed: on.savedAndClosed,
    });
  }

  function resourceUrl(id: number): string {
    return `${data.organization.url}/_apis/wit/workItems/${id}`;
  }

  async function showPage(container: HTMLElement, id: number, tab: string | null): Promise<void> {
    const place = takePlace();
    const model = await existing(id).catch((error: unknown) => {
      place.leave();
      throw error;
    });
    const form = new OpenForm(model, rest);
    place.fill(form);
    const view = viewOf(form, "page", shell, { close: () => undefined, savedAndClosed: () => undefined });
    const retitle = (): void => void (document.title = view.title());
    view.onTitle(retitle);
    retitle();
    container.replaceChildren(view.element);
    view.showTab(tab);
  }

  function openDialog(name: string, load: () => Promise<FormModel>, tab: string | null): Promise<WorkItem | null> {
    return new Promise((resolve) => {
      const place = takePlace();
      let open: { form: OpenForm; view: FormView } | null = null;
      let isClosed = false;
      let isClosing = false;

      async function close(): Promise<void> {
        if (isClosed) return;
        isClosed = true;
        place.leave();
        dialog.close();
        if (open?.form.hasSaved === true) announceChanges();
        await open?.view.close();
        dialog.remove();
        const model = open?.form.model;
        resolve(model === undefined || model.isNew ? null : model.savedItem);
      }

      async function closeIfWanted(): Promise<void> {
        if (isClosing) return;
        isClosing = true;
        // What a save under way makes of it decides what there is to discard.
        await open?.form.settled();
        const isWanted =
          open?.form.model.isDirty !== true || (await ask("Discard your changes?", "Discard", "Keep editing"));
        isClosing = false;
        if (isWanted) await close();
      }

      const corner = element("div", { class: "corner" });
      const body = element("div", { class: "form-dialog-body" }, element("p", { role: "status" }, "Reading…"));
      const dialog = element(
        "dialog",
        {
          class: "overlay form-dialog",
          "aria-label": name,
          // The browser would close the dialog at the second Escape, whatever the listener of `cancel` says.
          keydown: (event) => {
            if ((event as KeyboardEvent).key !== "Escape" || event.defaultPrevented) return;
            event.preventDefault();
            void closeIfWanted();
          },
          cancel: (event) => {
            event.preventDefault();
            void closeIfWanted();
          },
        },
        body,
        corner,
      );
      document.body.append(dialog);
      dialog.showModal();

      load().then(
        (model) => {
          if (isClosed) return;
          const form = new OpenForm(model, rest);
          place.fill(form);
          const places = { banner: element("div", { class: "banners" }), corner };
          const view = viewOf(form, "dialog", places, {
            close: () => void closeIfWanted(),
            // Something may have been typed since the save began.
            savedAndClosed: () => void closeIfWanted(),
          });
          open = { form, view };
          body.replaceChildren(view.element);
          dialog.removeAttribute("aria-label");
          dialog.setAttribute("aria-labelledby", view.headingId);
          view.showTab(tab);
          view.focus();
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          body.replaceChildren(
            element("h2", {}, `${name} cannot be opened`),
            element("p", { role: "alert" }, message),
            button("Close", () => void close(), { autofocus: true }),
          );
        },
      );
    });
  }

  function open(id: number, tab: string | null = null): Promise<WorkItem | null> {
    return openDialog(`Work item ${id}`, () => existing(id), tab);
  }

  function openNew(wanted: NewWorkItem): Promise<WorkItem | null> {
    return openDialog(`New ${wanted.type}`, () => blank(wanted), null);
  }

  function openWindow(id: number): void {
    const project = "project" in data.page ? data.page.project : data.projects[0];
    window.open(addresses.workItem(data.organization.url, project?.name ?? "", id), "_blank", "noopener");
  }

  document.addEventListener("click", (event) => {
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || !isPlain || !(event.target instanceof Element)) return;
    const link = event.target.closest("a");
    if (link === null || link.href === "" || (link.target !== "" && link.target !== "_self")) return;
    const target = workItemOf(link.href, data.organization.url);
    if (target === null) return;
    event.preventDefault();
    void open(target.id, target.tab);
  });

  const forms: Forms = {
    active: () => stack.findLast(({ form }) => form !== null)?.form ?? null,
    resourceUrl,
    open,
    openNew,
    openWindow,
    showPage,
  };
  return forms;
}
