import type {
  IWorkItemFormNavigationService,
  IWorkItemFormService,
  WorkItemRelation,
} from "azure-devops-extension-api/WorkItemTracking";
import * as SDK from "azure-devops-extension-sdk";
import * as v from "valibot";
import { LINK, targetOf } from "../boards/links";
import { IDENTITY, RELATION } from "../boards/schemas";
import { fold } from "../domain/text";
import type { FieldValue } from "../domain/workItem";
import { connectPanels, type PanelHost } from "./changePanel";
import { type Changes, createChanges } from "./changes";
import { connectPage, type PageHost } from "./services";

const SERVICE = {
  form: "ms.vss-work-web.work-item-form",
  navigation: "ms.vss-work-web.work-item-form-navigation-service",
} as const;

const ID_FIELD = "System.Id";

/** The work item in whose form a page stands. */
export interface OpenItem {
  /** No number of a work item while it is new. */
  readonly id: number;
  /** Whether it was never saved. */
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
}

/** Values of fields by reference name. Dates are ISO 8601 texts, people their unique names. */
export type FormFields = Readonly<Record<string, FieldValue>>;

/** What the form tells the pages in it. */
export type FormEvent =
  | { readonly kind: "loaded"; readonly item: OpenItem }
  | { readonly kind: "changed"; readonly id: number; readonly fields: FormFields }
  | { readonly kind: "saved" | "refreshed" | "reset" | "unloaded"; readonly id: number };

/** The events of a form; what happens before somebody listens is told then. */
export interface FormEvents {
  /** Takes the place of the listener before. */
  listen(listener: (event: FormEvent) => void): void;
}

const ABOUT = v.object({ id: v.number() });
const LOADED = v.object({
  id: v.number(),
  isNew: v.optional(v.boolean(), false),
  isReadOnly: v.optional(v.boolean(), false),
});
const CHANGED = v.object({ id: v.number(), changedFields: v.optional(v.record(v.string(), v.unknown()), {}) });

/** `Name <mail>`, as the form gives people: a text in which somebody wrote brackets is taken for none. */
const PERSON_TEXT = /<[^<>\s]*[@\\][^<>\s]*>\s*$/;

const FIELD_VALUE = v.union([
  v.pipe(
    v.string(),
    v.transform((text) => (PERSON_TEXT.test(text) ? v.parse(IDENTITY, text).uniqueName : text)),
  ),
  v.number(),
  v.boolean(),
  v.null(),
  v.pipe(
    v.date(),
    v.transform((date) => date.toISOString()),
  ),
  v.pipe(
    IDENTITY,
    v.transform(({ uniqueName }) => uniqueName),
  ),
]);

/**
 * Registers for the events of the form. To be called right after the handshake and before the page says that it has loaded:
 * the form tells of itself once, and what it tells nobody is lost.
 *
 * @param register makes the methods of an object known to the host
 */
export function registerForm(register: (methods: object) => void): FormEvents {
  const waiting: FormEvent[] = [];
  let listener: ((event: FormEvent) => void) | null = null;
  const tell = (event: FormEvent): void => {
    if (listener === null) waiting.push(event);
    else listener(event);
  };
  const about = (kind: "saved" | "refreshed" | "reset" | "unloaded") => (args: unknown) => {
    tell({ kind, id: v.parse(ABOUT, args).id });
  };
  register({
    onLoaded: (args: unknown) => {
      tell({ kind: "loaded", item: v.parse(LOADED, args) });
    },
    onFieldChanged: (args: unknown) => {
      const { id, changedFields } = v.parse(CHANGED, args);
      tell({ kind: "changed", id, fields: knownValues(changedFields) });
    },
    onSaved: about("saved"),
    onRefreshed: about("refreshed"),
    onReset: about("reset"),
    onUnloaded: about("unloaded"),
  });
  return {
    listen(next) {
      listener = next;
      for (const event of waiting.splice(0)) next(event);
    },
  };
}

/** Without those of kinds that no mapping can look at: nobody asked for them. */
function knownValues(fields: Readonly<Record<string, unknown>>): FormFields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const known = v.safeParse(FIELD_VALUE, value ?? null);
      return known.success ? [[name, known.output] as const] : [];
    }),
  );
}

/** A work item as it stands in its form. */
export interface FormReading {
  /** With what is not saved yet, by the names asked for; fields that its type does not have are left out. */
  readonly current: FormFields;
  /** As it was when the form last read or saved it. */
  readonly saved: FormFields;
  /** Of the links in the form, saved or not. */
  readonly parent: number | null;
}

/** What is to become of a work item in its form; what is absent stays as it is. */
export interface FormEdit {
  readonly fields: FormFields;
  readonly parent?: number | null;
}

/** What became of it. */
export type FormOutcome =
  | { readonly kind: "set" }
  /** Another work item is open above this one; what was not set before that is not set. */
  | { readonly kind: "covered" }
  /** These fields were not taken; others of the edit may have been. */
  | { readonly kind: "refused"; readonly names: readonly string[] };

/**
 * The form as a page in it sees it. Azure DevOps answers for the form that is open on top, whoever asks, so each method first
 * makes sure that the answer is about the page's own work item.
 */
export interface WorkItemForm {
  /** Null where another work item is open above this one. */
  read(item: OpenItem, names: readonly string[]): Promise<FormReading | null>;
  /** Changes it in the form. Nothing is saved: that is for the person to do. */
  write(item: OpenItem, edit: FormEdit): Promise<FormOutcome>;
  /** Lets the form read its work item again. Where something is unsaved in it, or another one is open above, it stays as it is. */
  reload(item: OpenItem): Promise<void>;
  /** Shows another work item above this one. Resolves once that is closed. */
  openWorkItem(id: number): Promise<void>;
}

const VALUES = v.record(v.string(), v.unknown());
const FIELDS = v.array(v.object({ referenceName: v.string() }));
/** Whole, since the form compares what it is given back with what it has. */
const RELATIONS = v.nullish(
  v.array(v.looseObject({ ...RELATION.entries, attributes: v.optional(v.record(v.string(), v.unknown()), {}) })),
  [],
);
const RESULTS = v.record(v.string(), v.boolean());

/** The services of the host as {@link WorkItemForm}. */
export function createWorkItemForm(
  service: IWorkItemFormService,
  navigation: IWorkItemFormNavigationService,
): WorkItemForm {
  async function valuesOf(
    item: OpenItem,
    names: readonly string[],
    isSaved: boolean,
  ): Promise<Readonly<Record<string, unknown>> | null> {
    // The id comes in the same answer: between two answers another form may have opened.
    const asked = [ID_FIELD, ...names];
    const answer = isSaved
      ? await service.getFieldValues(asked, { returnOriginalValue: true })
      : await service.getFieldValues(asked);
    const values = v.parse(VALUES, answer);
    return isOf(item, values[ID_FIELD]) ? values : null;
  }

  const isOnTop = async (item: OpenItem): Promise<boolean> => (await valuesOf(item, [], false)) !== null;

  /** The names as the form has them; asking a form for a field that its type lacks fails. */
  async function namesOnForm(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const onForm = new Map(
      v.parse(FIELDS, await service.getFields()).map(({ referenceName }) => [fold(referenceName), referenceName]),
    );
    return new Map(
      names.flatMap((name) => {
        const found = onForm.get(fold(name));
        return found === undefined ? [] : [[name, found] as const];
      }),
    );
  }

  async function parentLinks(): Promise<WorkItemRelation[]> {
    return v.parse(RELATIONS, await service.getWorkItemRelations()).filter(({ rel }) => rel === LINK.parent);
  }

  /** False where another form opened meanwhile; nothing was changed then. */
  async function setParent(item: OpenItem, parent: number | null): Promise<boolean> {
    const old = await parentLinks();
    const url = parent === null ? null : await service.getWorkItemResourceUrl(parent);
    if (!(await isOnTop(item))) return false;
    if (old.length > 0) await service.removeWorkItemRelations(old);
    if (url !== null) await service.addWorkItemRelations([{ rel: LINK.parent, url, attributes: {} }]);
    return true;
  }

  return {
    async read(item, names) {
      if (!(await isOnTop(item))) return null;
      const found = await namesOnForm(names);
      const asked = [...found.values()];
      const current = await valuesOf(item, asked, false);
      const saved = await valuesOf(item, asked, true);
      const [parent] = await parentLinks();
      if (current === null || saved === null || !(await isOnTop(item))) return null;
      const byName = (values: Readonly<Record<string, unknown>>): FormFields =>
        Object.fromEntries(
          [...found].map(([name, onForm]) => [name, v.parse(FIELD_VALUE, values[onForm] ?? null)] as const),
        );
      return { current: byName(current), saved: byName(saved), parent: parent === undefined ? null : targetOf(parent) };
    },

    async write(item, { fields, parent }) {
      if (!(await isOnTop(item))) return { kind: "covered" };
      const names = Object.keys(fields);
      if (names.length > 0) {
        const found = await namesOnForm(names);
        const missing = names.filter((name) => !found.has(name));
        if (missing.length > 0) return { kind: "refused", names: missing };
        // Members that are null vanish on their way to the host; an empty text empties a field.
        const values = Object.fromEntries([...found].map(([name, onForm]) => [onForm, fields[name] ?? ""]));
        if (!(await isOnTop(item))) return { kind: "covered" };
        const results = v.parse(RESULTS, await service.setFieldValues(values));
        const refused = [...found].filter(([, onForm]) => results[onForm] !== true).map(([name]) => name);
        if (refused.length > 0) return { kind: "refused", names: refused };
      }
      if (parent !== undefined && !(await setParent(item, parent))) return { kind: "covered" };
      return { kind: "set" };
    },

    async reload(item) {
      if (item.isNew || (await service.isDirty()) || !(await isOnTop(item))) return;
      await service.refresh();
    },

    async openWorkItem(id) {
      await navigation.openWorkItem(id);
    },
  };
}

/** A new item has no number yet: hosts say 0, a negative one or nothing. */
function isOf(item: OpenItem, id: unknown): boolean {
  return item.isNew ? typeof id !== "number" || id <= 0 : id === item.id;
}

/** What the page around a form page gives it. */
export interface FormHost extends PageHost {
  readonly events: FormEvents;
  readonly form: WorkItemForm;
  readonly changes: Changes;
  readonly panels: PanelHost;
}

/**
 * Registers for the form's events, then asks for the services. To be called right after the handshake.
 *
 * @throws Error what {@link connectPage} throws
 */
export async function connectForm(): Promise<FormHost> {
  const events = registerForm((methods) => {
    SDK.register(SDK.getContributionId(), methods);
  });
  const [page, service, navigation, panels] = await Promise.all([
    connectPage(),
    SDK.getService<IWorkItemFormService>(SERVICE.form),
    SDK.getService<IWorkItemFormNavigationService>(SERVICE.navigation),
    connectPanels(),
  ]);
  return { ...page, events, form: createWorkItemForm(service, navigation), changes: createChanges(), panels };
}
