import * as React from "react";
import { useStore } from "../../../components/store/useStore";
import { useHub } from "../../HubContext";
import type { InventoryEffects } from "../effects";
import { sessionsOf } from "../import/sessions";
import { createPlanner, type Planner, type Planning } from "./planning";

/** A planner for a page of the inventory. A run that it begins is carried out at once, and looked at in the log of runs. */
export function usePlanner(effects: InventoryEffects): readonly [Planner, Planning] {
  const { hub } = useHub();
  const planner = React.useMemo(
    () =>
      createPlanner(effects, (run) => {
        const { id } = run.summary;
        void sessionsOf(hub, effects).run(id, run).goOn();
        hub.open({ subject: { kind: "inventory", page: "runs", run: id } });
      }),
    [hub, effects],
  );
  const planning = useStore(planner);
  // What is being worked out is of no use to anybody once the page is left.
  React.useEffect(() => planner.drop, [planner]);
  return [planner, planning];
}
