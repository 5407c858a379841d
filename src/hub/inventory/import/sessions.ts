import type { Run } from "../../../boards/inventory/stores";
import type { Hub } from "../../store/hub";
import type { InventoryEffects } from "../effects";
import { createImporting, type Importing } from "./importing";
import { THINKING } from "./scene";
import { createRunSession, type RunSession } from "./running";

/** What is under way in the inventory of one hub. It outlives the pages, so that looking elsewhere loses nothing. */
export interface InventorySessions {
  readonly importing: Importing;
  /** The session of a run; the same one as long as the hub is open. `first` is the run where it was just begun. */
  run(id: string, first?: Run): RunSession;
}

const KNOWN = new WeakMap<Hub, InventorySessions>();

/** The sessions of a hub, made when first asked for. */
export function sessionsOf(hub: Hub, effects: InventoryEffects): InventorySessions {
  const known = KNOWN.get(hub);
  if (known !== undefined) return known;
  const runs = new Map<string, RunSession>();
  const run: InventorySessions["run"] = (id, first) => {
    let session = runs.get(id);
    if (session === undefined) {
      session = createRunSession(effects, id, first ?? null, () => {
        void hub.refresh();
      });
      runs.set(id, session);
    }
    return session;
  };
  const sessions: InventorySessions = { importing: createImporting(effects, THINKING), run };
  KNOWN.set(hub, sessions);
  return sessions;
}
