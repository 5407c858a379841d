import type { Snapshot } from "../snapshot";
import { fold } from "../text";
import type { StateCategory } from "../workItem";
import { stateKey } from "../backlog/states";
import { stateTableOf, type Preset } from "./presets";

/** A state of an asset's type that the preset has no row for: unknown, unless a person gives it a stage (M4). */
export interface OpenState {
  /** What the chosen stages names it by. */
  readonly key: string;
  readonly type: string;
  readonly state: string;
  /** What Azure Boards files it under: a hint for the person who decides, and for nobody else. */
  readonly category: StateCategory;
  /** How many items of the type are in it now. */
  readonly items: number;
}

/** The open states of the asset types, in the order of their workflow. A state of category Removed needs no row. */
export function openStatesOf(snapshot: Snapshot, preset: Preset, assetTypes: readonly string[]): OpenState[] {
  const mapped = new Set(stateTableOf(preset, assetTypes, snapshot.types).map((row) => stateKey(row.type, row.state)));
  const inUse = new Map<string, number>();
  for (const { type, state } of snapshot.workItems) {
    const key = stateKey(type, state);
    inUse.set(key, (inUse.get(key) ?? 0) + 1);
  }
  return assetTypes.flatMap((type) => {
    const states = snapshot.types.find(({ name }) => fold(name) === fold(type))?.states ?? [];
    return states.flatMap(({ name, category }) => {
      const key = stateKey(type, name);
      if (category === "Removed" || mapped.has(key)) return [];
      return [{ key, type, state: name, category, items: inUse.get(key) ?? 0 }];
    });
  });
}
