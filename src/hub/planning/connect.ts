import { carryOut } from "../../boards/carryOut";
import { systemClock } from "../../boards/clock";
import { Cancelled } from "../../boards/errors";
import type { HistoryCache } from "../../boards/historyCache";
import { readCapacity } from "../../boards/planning/capacity";
import { readEffortField } from "../../boards/planning/effortField";
import { readWorld } from "../../boards/planning/readWorld";
import type { Transport } from "../../boards/transport";
import { createWriter } from "../../boards/writing";
import { createForecaster, startForecastWorker } from "../../components/forecast/inWorker";
import type { Host } from "../../extension/services";
import type { Hub } from "../store/hub";
import { createPlanningDraft } from "./draft/draft";
import { askBeforeLeaving } from "./draft/leaving";
import type { PlanningEffects } from "./effects";
import type { PlanningTools } from "./tools";
import { createWorldStore } from "./world";

/** Connects planning with the project of a host. */
export function connectPlanning(
  { project }: Pick<Host, "project">,
  transport: Transport,
  cache: HistoryCache,
  hub: Pick<Hub, "get" | "subscribe" | "refresh">,
): PlanningTools {
  const clock = systemClock;
  const effects: PlanningEffects = {
    readWorld: ({ report, snapshot, stored }, signal, onProgress) =>
      readWorld(transport, { snapshot, policy: stored.policy, report, cache, clock, signal, onProgress }),
    readCapacity: (team, iteration, signal) => readCapacity(transport, project, team, iteration, signal),
    carryOut: (entries, signal, onProgress) => {
      const effortField = (): Promise<string> => readEffortField(transport, project, null);
      const writeOne = createWriter(transport, { isQuiet: entries.length > 1, effortField });
      return carryOut(entries, writeOne, { signal, onProgress });
    },
    forecast: createForecaster(startForecastWorker, () => new Cancelled()),
    now: () => clock.now(),
  };
  const worlds = createWorldStore(effects);
  const draft = createPlanningDraft({ effects, hub, teams: () => worlds.get().world?.teams ?? [] });
  askBeforeLeaving(draft);
  return { effects, worlds, draft };
}
