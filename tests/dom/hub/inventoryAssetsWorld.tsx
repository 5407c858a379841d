import { act, render } from "@testing-library/react";
import * as React from "react";
import type { Run } from "../../../src/boards/inventory/stores";
import { useStore } from "../../../src/components/store/useStore";
import type { ImportPlan } from "../../../src/domain/inventory/importPlan";
import type { StoredRecord } from "../../../src/domain/inventory/record";
import type { WorkItem } from "../../../src/domain/workItem";
import { AssetsPage } from "../../../src/hub/inventory/assets/AssetsPage";
import type { InventoryEffects } from "../../../src/hub/inventory/effects";
import type { InventoryPageProps } from "../../../src/hub/inventory/InventoryPage";
import { useHub } from "../../../src/hub/HubContext";
import type { Hub } from "../../../src/hub/store/hub";
import { FIRST_INVENTORY, type InventoryView } from "../../../src/hub/store/inventoryView";
import { FIRST_VIEW, type View } from "../../../src/hub/store/view";
import { NOW, snapshot } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { hubWith } from "./hubWorld";

/** Answers as the test says; whatever it says nothing of fails. */
export function failingBut<T extends object>(known: Partial<T>, name: string): T {
  return new Proxy(known, {
    get(target, member) {
      const found = Reflect.get(target, member) as unknown;
      if (found === undefined) throw new Error(`The test does not expect ${name}.${String(member)}.`);
      return found;
    },
  }) as T;
}

/** The run of a plan of which nothing is done yet. */
export function runOf(plan: ImportPlan, id = "20261123-ab1c"): Run {
  const none = {
    created: 0,
    updated: 0,
    linked: 0,
    present: 0,
    conflict: 0,
    refused: 0,
    failed: 0,
    undone: 0,
    kept: 0,
  };
  return {
    summary: {
      id,
      purpose: plan.purpose,
      title: plan.title,
      by: { id: "u1", displayName: "Kim" },
      startedAt: NOW,
      state: "planned",
      counts: { ...none, waiting: plan.entries.length },
    },
    entries: plan.entries.map((entry) => ({ entry, outcome: { kind: "waiting" } })),
    records: plan.records,
  };
}

/** What the test says of the world. */
export interface Given {
  readonly records?: readonly StoredRecord[] | (() => Promise<readonly StoredRecord[]>);
  readonly items?: readonly WorkItem[];
  readonly mayWrite?: boolean | null;
  readonly inventory?: Partial<InventoryView>;
  readonly view?: Partial<View>;
  readonly effects?: Partial<InventoryEffects>;
  readonly hub?: Partial<Hub>;
  readonly data?: Partial<InventoryPageProps["data"]>;
}

/** Effects that know these records and no more. */
export function effectsWith({ records = [], effects = {} }: Given): InventoryEffects {
  const load = typeof records === "function" ? records : () => Promise.resolve(records);
  return failingBut<InventoryEffects>(
    {
      records: failingBut<InventoryEffects["records"]>({ load }, "records"),
      reader: { id: "u1", displayName: "Kim" },
      now: () => NOW,
      ...effects,
    },
    "effects",
  );
}

/** Lets everything happen that is answered already. */
export async function settled(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  });
}

/** Draws a page of the inventory within a hub that shows a report of these items. */
export async function showPage(Page: (props: InventoryPageProps) => JSX.Element, given: Given = {}) {
  const { items = [], mayWrite = true } = given;
  const report = given.data?.report ?? reportOf(items);
  const view: View = {
    ...FIRST_VIEW,
    subject: { kind: "inventory", page: "assets", run: null },
    inventory: { ...FIRST_INVENTORY, ...given.inventory },
    ...given.view,
  };
  const estate = snapshot(items);
  const world = hubWith(report, { view, mayWrite }, estate, given.hub);
  const effects = effectsWith(given);
  const Around = ({ changes }: { readonly changes: Given["data"] }): JSX.Element => {
    const { data, mayWrite: may } = useStore(useHub().hub);
    if (data.kind !== "ready") throw new Error("The test's hub is not ready.");
    return <Page data={{ ...data, ...given.data, ...changes }} effects={effects} mayWrite={may} run={null} />;
  };
  const drawn = render(world.around(<Around changes={{}} />));
  await settled();
  /** The hub reads the project anew. */
  const readAnew = async (changes: Given["data"]): Promise<void> => {
    drawn.rerender(world.around(<Around changes={changes} />));
    await settled();
  };
  return { ...world, ...drawn, effects, readAnew };
}

/** Draws the assets of the inventory. */
export function showAssets(given: Given = {}) {
  return showPage(AssetsPage, given);
}
