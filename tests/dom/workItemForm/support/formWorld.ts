import { TextEncoder } from "node:util";
import { Cancelled } from "../../../../src/boards/errors";
import type { Neighbourhood } from "../../../../src/boards/neighbourhood";
import type { StoredPolicy } from "../../../../src/boards/policyStore";
import type { Policy } from "../../../../src/domain/policy/policy";
import { standingOf } from "../../../../src/domain/readiness/standing";
import type { Snapshot } from "../../../../src/domain/snapshot";
import type { FieldValue, WorkItem } from "../../../../src/domain/workItem";
import type { FormEvent, FormFields, FormOutcome, FormReading, OpenItem } from "../../../../src/extension/workItemForm";
import { createFormPage, type FormPage, type FormPageEffects } from "../../../../src/workItemForm/store/formPage";
import type { FormState } from "../../../../src/workItemForm/store/state";
import { readingOf } from "../../../../src/workItemForm/store/unsaved";
import { NOW, policy } from "../../../builders/estate";

// Browsers have it and jsdom has not; the engine needs it for the policy's fingerprint.
globalThis.TextEncoder ??= TextEncoder;

/** A reading of a neighbourhood that the test answers when it wants to. */
export interface NeighbourhoodReading {
  readonly ids: readonly number[];
  readonly withLinked: boolean;
  readonly signal: AbortSignal;
  readonly progress: (progress: { read: number; expected: number }) => void;
  readonly succeed: (snapshot: Snapshot, linked?: Snapshot) => void;
  readonly fail: (thrown: unknown) => void;
}

/** What a form holds: values that stand in it, those that are saved, and the parent. */
interface Held {
  current: Record<string, FieldValue>;
  saved: Record<string, FieldValue>;
  parent: number | null;
}

/** The form as the test plays it. Reading and writing act on `top`, as Azure DevOps' does. */
export interface FakeForm {
  /** Id of the form on top. */
  top: number;
  /** Changes a field as a person does. */
  type(id: number, fields: FormFields): void;
  /** What it answers to a write; by default it takes everything. */
  take: (fields: FormFields) => readonly string[];
  readonly held: ReadonlyMap<number, Held>;
}

/** What the test says of the world; everything else fails. */
export interface Given {
  readonly items?: readonly WorkItem[];
  readonly load?: () => Promise<StoredPolicy | null>;
  readonly policy?: Policy;
  readonly mayWrite?: () => Promise<boolean | null>;
  readonly project?: string;
  readonly type?: string;
  /** Reads histories; there are none to be read where it is absent. */
  readonly withHistory?: FormPageEffects["withHistory"];
}

export const LOADED: OpenItem = { id: 2, isNew: false, isReadOnly: false };

/** A world in which neighbourhoods are not answered unless the test says so. */
export function formWorld(given: Given = {}) {
  const readings: NeighbourhoodReading[] = [];
  const asked: string[] = [];
  const announced: number[][] = [];
  const opened: { id: number; close: () => void; fail: (thrown: unknown) => void }[] = [];
  const reloaded: number[] = [];
  const patched: number[] = [];
  let listen: (event: FormEvent) => void = () => {
    throw new Error("Nobody listens to the form.");
  };
  let hearAnnouncement: (ids: readonly number[]) => void = () => {
    throw new Error("Nobody listens to announcements.");
  };
  let goBack: () => void = () => {
    throw new Error("Nobody waits for the window.");
  };
  let clock = NOW;

  const held = new Map<number, Held>();
  for (const item of given.items ?? []) {
    const { current, parent } = readingOf(item);
    const values = { ...current, "System.TeamProject": given.project ?? "Contoso" };
    held.set(item.id, { current: { ...values }, saved: { ...values }, parent });
  }
  const holdOf = (id: number): Held => {
    const found = held.get(id);
    if (found === undefined) throw new Error(`No form shows ${id}.`);
    return found;
  };
  const tell = (event: FormEvent): void => {
    listen(event);
  };
  const form: FakeForm = {
    top: 2,
    held,
    take: () => [],
    type(id, fields) {
      Object.assign(holdOf(id).current, fields);
      tell({ kind: "changed", id, fields });
    },
  };
  let answers: Promise<void> = Promise.resolve();

  const effects: FormPageEffects = {
    projectName: "Contoso",
    policies: {
      load: () => {
        asked.push("policy");
        return given.load?.() ?? Promise.resolve({ policy: given.policy ?? policy(), etag: 1 });
      },
    },
    events: {
      listen: (listener) => {
        listen = listener;
      },
    },
    form: {
      async read(item, names): Promise<FormReading | null> {
        const reading = (): FormReading | null => {
          if (form.top !== item.id) return null;
          const { current, saved, parent } = holdOf(item.id);
          const only = (values: FormFields): FormFields =>
            Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name] ?? null]] : [])));
          return { current: only(current), saved: only(saved), parent };
        };
        // What is asked is answered as it was then, however long the answer takes.
        const answer = reading();
        await answers;
        return answer;
      },
      async write(item, { fields, parent }): Promise<FormOutcome> {
        if (form.top !== item.id) return { kind: "covered" };
        const refused = form.take(fields);
        const taken = Object.fromEntries(Object.entries(fields).filter(([name]) => !refused.includes(name)));
        const hold = holdOf(item.id);
        if (parent !== undefined && refused.length === 0) hold.parent = parent;
        form.type(item.id, taken);
        return refused.length === 0 ? { kind: "set" } : { kind: "refused", names: refused };
      },
      async reload(item) {
        reloaded.push(item.id);
      },
      openWorkItem: (id) =>
        new Promise((close, fail) => {
          opened.push({ id, close, fail });
        }),
    },
    changes: {
      isHearing: true,
      announce: (ids) => {
        announced.push([...ids]);
      },
      onAnnounced: (listener) => {
        hearAnnouncement = listener;
        return () => undefined;
      },
    },
    readNeighbourhood: (_policy, ids, withLinked, signal, progress) =>
      new Promise<Neighbourhood>((resolve, reject) => {
        asked.push("neighbourhood");
        const succeed = (snapshot: Snapshot, linked?: Snapshot): void => {
          resolve({ snapshot, linked: withLinked ? (linked ?? { ...snapshot, workItems: [] }) : null });
        };
        readings.push({ ids, withLinked, signal, progress, succeed, fail: reject });
        signal.addEventListener("abort", () => {
          reject(new Cancelled());
        });
      }),
    engine: () => Promise.resolve({ standingOf }),
    withHistory: given.withHistory ?? ((snapshot) => Promise.resolve(snapshot)),
    mayWrite: () => {
      asked.push("permission");
      return given.mayWrite?.() ?? Promise.resolve(true);
    },
    writer:
      () =>
      async ({ item }) => {
        patched.push(item.id);
        return { kind: "written", rev: item.rev + 1 };
      },
    releaseKeys: () => Promise.resolve(["R1", "R2"]),
    workloads: () => Promise.resolve([{ id: 1, title: "Payroll", type: "Feature" }]),
    onReturn: (listener) => {
      goBack = listener;
    },
    now: () => clock,
  };
  const page = createFormPage(effects);
  return {
    page,
    form,
    tell,
    readings,
    /** What was asked of Azure DevOps, in order. */
    asked,
    announced,
    opened,
    reloaded,
    patched,
    /** Another page says that it saved these. */
    announce: (ids: readonly number[]) => {
      hearAnnouncement(ids);
    },
    comeBack: () => {
      goBack();
    },
    advance: (ms: number) => {
      clock += ms;
    },
    /** The form answers nothing until the returned function is called. */
    holdForm: (): (() => void) => {
      let release: () => void = () => undefined;
      answers = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

export type FormWorld = ReturnType<typeof formWorld>;

/** Lets everything that is already answered happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

/** The state, which must be of this kind. */
export function stateOf<K extends FormState["kind"]>(page: FormPage, kind: K): Extract<FormState, { kind: K }> {
  const state = page.get();
  if (state.kind !== kind) throw new Error(`The page is ${state.kind}, not ${kind}: ${JSON.stringify(state)}`);
  return state as Extract<FormState, { kind: K }>;
}

/** The reading that was begun last. */
export function lastReading({ readings }: FormWorld): NeighbourhoodReading {
  const found = readings.at(-1);
  if (found === undefined) throw new Error("Nothing was read.");
  return found;
}

/** The page with a work item of the snapshot loaded and judged. */
export async function openPage(snapshot: Snapshot, given: Given = {}, item: OpenItem = LOADED): Promise<FormWorld> {
  const world = formWorld({ items: snapshot.workItems, ...given });
  world.form.top = item.id;
  world.page.start();
  world.tell({ kind: "loaded", item });
  await settled();
  lastReading(world).succeed(snapshot);
  await settled();
  return world;
}
