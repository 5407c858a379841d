import type { Store } from "../../components/store/store";
import { chanceText, exitSentence, type NameOf, outlookText, saidSentences } from "../../components/forecast/words";
import { fileName, type SavedFile } from "../../components/saving";
import { messageOf } from "../../components/store/messageOf";
import { dayOf } from "../../domain/backlog/releases";
import type { Assembled } from "../../domain/planning/forecast/assemble";
import type { Forecast } from "../../domain/planning/forecast/forecast";
import type { PlanningWorld } from "../../domain/planning/world";
import type { Report } from "../../domain/readiness/report";
import type { Instant } from "../../domain/workItem";
import { type ForecastWords, type WeeklyParts, type WeeklyStatus, weeklyStatusOf } from "../../files/weeklyStatus";
import { weeklyCsv, weeklyMarkdown } from "../../files/weeklyText";
import { forecastStoreOf } from "../planning/forecast/store";
import type { PlanningTools } from "../planning/tools";
import type { Hub } from "../store/hub";
import { daysBefore, todayOf } from "../store/past";
import type { Ready } from "../store/state";
import type { WeeklyFormat } from "./WeeklyExport";

/** What the week is put together with. */
export interface WeeklyTools {
  readonly hub: Pick<Hub, "readDay">;
  readonly loadPlanning: () => Promise<PlanningTools>;
  readonly now: () => Instant;
}

const WEEK = 7;

/**
 * Puts the week of a project together: its report against the one of a week ago, the forecast and the teams' last iterations. What could
 * not be read is named in it. Never rejects.
 */
export async function weekOf(ready: Ready, tools: WeeklyTools): Promise<WeeklyStatus> {
  const { report } = ready;
  const day = daysBefore(todayOf(report), WEEK);
  const [past, planned] = await Promise.all([orWhy(tools.hub.readDay(day)), orWhy(plansOf(ready, tools.loadPlanning))]);
  const parts: WeeklyParts =
    typeof planned === "string" ? { past, forecast: planned, records: planned, gaps: [] } : { past, ...planned };
  const since = typeof past === "string" ? Date.parse(`${day}T23:59:59.999Z`) : past.asOf;
  return weeklyStatusOf(report, parts, { since, generatedAt: tools.now() });
}

/** A week as a file. */
export function weeklyFile(format: WeeklyFormat, status: WeeklyStatus, addressOf: (id: number) => string): SavedFile {
  const name = (extension: string): string =>
    fileName([status.report.project.name, "weekly-status", todayOf(status.report)], extension);
  return format === "markdown"
    ? { name: name("md"), type: "text/markdown;charset=utf-8", text: weeklyMarkdown(status, addressOf) }
    : { name: name("csv"), type: "text/csv;charset=utf-8", text: weeklyCsv(status) };
}

async function plansOf(ready: Ready, loadPlanning: () => Promise<PlanningTools>): Promise<Omit<WeeklyParts, "past">> {
  const tools = await loadPlanning();
  const { worlds } = tools;
  worlds.want(ready);
  const read = await until(worlds, ({ reading }) => reading === null);
  if (read.world === null || read.world.snapshot.asOf !== ready.snapshot.asOf) {
    throw new Error(read.problem ?? "The past of the teams is of another reading. Refresh, then export again.");
  }
  const { world } = read;
  const run = await orWhy(forecastOf(world, tools));
  return {
    forecast: typeof run === "string" ? run : wordsOf(run.forecast, ready.report),
    records: world.records,
    gaps: [...world.gaps, ...(typeof run === "string" ? [] : saidSentences(run.assembled))],
  };
}

/** A forecast with what it rests on. */
interface Made {
  readonly assembled: Assembled;
  readonly forecast: Forecast;
}

async function forecastOf(world: PlanningWorld, tools: PlanningTools): Promise<Made> {
  const store = forecastStoreOf(tools);
  store.want(world);
  const { assembled, forecast, problem } = await until(store, ({ isRunning }) => !isRunning);
  if (problem !== null || forecast === null || assembled === null) {
    const isEmpty = assembled?.plan.items.length === 0;
    throw new Error(problem ?? (isEmpty ? "No asset is in a release." : "The forecast was stopped."));
  }
  return { assembled, forecast };
}

function wordsOf({ releases, exit }: Forecast, report: Report): Exclude<WeeklyParts["forecast"], string> {
  const names = new Map(report.releases.map(({ key, name }) => [key, name]));
  const nameOf: NameOf = (key) => names.get(key) ?? key;
  const today = dayOf(report.now);
  const words = releases.flatMap(({ release, gates }): [string, ForecastWords][] => {
    const outlook = gates.at(-1)?.outlook;
    if (outlook === undefined) return [];
    const chance = outlook.kind === "dates" && outlook.chance !== null ? chanceText(outlook.chance) : null;
    return [[release, { text: outlookText(outlook, today, nameOf), chance }]];
  });
  return { releases: new Map(words), exit: exitSentence(exit, nameOf) };
}

/** The state of a store as soon as it is as it is waited for. */
function until<S>(store: Pick<Store<S>, "get" | "subscribe">, isThere: (state: S) => boolean): Promise<S> {
  return new Promise((resolve) => {
    if (isThere(store.get())) {
      resolve(store.get());
      return;
    }
    const stop = store.subscribe(() => {
      if (!isThere(store.get())) return;
      stop();
      resolve(store.get());
    });
  });
}

/** What a promise gives, or why it gives nothing. */
async function orWhy<T>(promise: Promise<T>): Promise<T | string> {
  try {
    return await promise;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
