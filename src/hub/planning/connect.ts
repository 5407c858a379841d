import type { HistoryCache } from "../../boards/historyCache";
import type { Transport } from "../../boards/transport";
import type { Host } from "../../extension/services";
import type { Hub } from "../store/hub";
import type { PlanningTools } from "./tools";

/** Connects planning with the project of a host. */
export function connectPlanning(
  host: Pick<Host, "project">,
  _transport: Transport,
  _cache: HistoryCache,
  _hub: Pick<Hub, "get" | "subscribe" | "refresh">,
): PlanningTools {
  throw new Error(`${host.project.name}: not connected yet.`);
}
