import type { AssetRecogniser } from "../../backlog/assets";
import type { PlacedWorkload } from "../../backlog/model";
import type { ReleaseId } from "../../backlog/releases";
import type { WordReader } from "../../backlog/words";
import type { StageHistory, StageStep } from "../../history/stageHistory";
import type { PromotionModel } from "../../policy/policy";
import type { AssetReading } from "../../readiness/assetStages";
import type { Instant, WorkItem } from "../../workItem";
import type { Team } from "../teams";
import type { Everything } from "./everything";
import type { Surroundings } from "./surroundings";
import type { Track, TrackStep } from "./track";

/** What tells how an asset was, compiled from a snapshot, a policy and teams. */
export interface TrackSources {
  readonly everything: Everything;
  readonly history: StageHistory;
  readonly recogniser: AssetRecogniser;
  readonly surroundingsAt: (item: WorkItem, time: Instant) => Surroundings;
  readonly placed: (workload: number | null) => PlacedWorkload | null;
  readonly modelOf: (release: ReleaseId | null) => PromotionModel;
  readonly teamOf: (areaPath: string) => Team | null;
  readonly kindsOf: WordReader;
}

type Timeline = ReturnType<StageHistory["stagesOf"]>;

/** The past of an asset by itself, without what is nested below it (§9). */
export function ownTrackOf(reading: AssetReading, sources: TrackSources): Track {
  const { everything, surroundingsAt } = sources;
  const { item } = reading.asset;
  const around = new Map<Instant, Surroundings>();
  const surroundings = (then: WorkItem, time: Instant): Surroundings => {
    const known = around.get(time) ?? surroundingsAt(then, time);
    around.set(time, known);
    return known;
  };
  const timelineIn = timelineReader(reading, surroundingsAt(item, Infinity), sources);

  // What it stood in has changes of its own, which may have put it into something else again.
  const past = everything.pastOf(item.id);
  let from = past?.knownFrom ?? item.changedDate;
  const times = new Set<Instant>(past?.changes ?? []);
  if (from > -Infinity) times.add(from);
  const seen = new Set<number>();
  for (const time of times) {
    const then = everything.at(item.id, time);
    if (then === null) continue;
    const place = surroundings(then, time);
    for (const one of place.above) {
      if (seen.has(one)) continue;
      seen.add(one);
      for (const change of changesOf(one, everything)) times.add(change);
    }
    const timeline = timelineIn(place);
    from = Math.max(from, timeline.from);
    for (const { at } of timeline.steps) if (at > -Infinity) times.add(at);
  }

  const stepOf = (then: WorkItem, at: Instant, isThere: boolean): TrackStep => {
    const place = surroundings(then, at);
    return {
      at,
      stage: isThere && sources.recogniser.isAsset(then) ? stageAt(timelineIn(place).steps, at) : "absent",
      team: sources.teamOf(then.areaPath)?.name ?? null,
      iterationPath: then.iterationPath,
      release: place.release,
      effort: then.effort,
      tags: then.tags,
      kind: sources.kindsOf(then)[0] ?? null,
    };
  };
  const deleted = everything.deletedAt(item.id);
  const steps: TrackStep[] = [];
  for (const at of [...times].filter((time) => time >= from).sort((a, b) => a - b)) {
    const then = everything.at(item.id, at);
    if (then === null) continue;
    const step = stepOf(then, at, true);
    const before = steps.at(-1);
    if (before === undefined || !isSameButForTime(before, step)) steps.push(step);
  }
  if (deleted !== null || steps.length === 0) {
    const last = steps.at(-1) ?? stepOf(item, item.changedDate, false);
    steps.push({ ...last, at: Math.max(deleted ?? -Infinity, last.at), stage: "absent" });
  }
  return { id: item.id, title: item.title, kind: sources.kindsOf(item)[0] ?? null, steps, from };
}

/** Stages by where it stood: the workload decides which phases count, the release which model (M5, G4). */
function timelineReader(
  reading: AssetReading,
  now: Surroundings,
  sources: TrackSources,
): (place: Surroundings) => Timeline {
  const timelines = new Map<string, Timeline>();
  return (place) => {
    const key = `${place.workload ?? ""}\n${place.release ?? ""}`;
    const known = timelines.get(key);
    if (known !== undefined) return known;
    const isAsNow = place.workload === now.workload && place.release === now.release;
    const { placed, modelOf, history } = sources;
    const other = { ...reading, placed: placed(place.workload), model: modelOf(place.release) };
    const timeline = history.stagesOf(isAsNow ? reading : other);
    timelines.set(key, timeline);
    return timeline;
  };
}

function changesOf(id: number, everything: Everything): Instant[] {
  const deleted = everything.deletedAt(id);
  return [...(everything.pastOf(id)?.changes ?? []), ...(deleted === null ? [] : [deleted])];
}

function stageAt(steps: readonly StageStep[], time: Instant): StageStep["stage"] {
  return steps.findLast(({ at }) => at <= time)?.stage ?? "absent";
}

/** Whether two steps say the same, whenever. */
export function isSameButForTime(a: TrackStep, b: TrackStep): boolean {
  return (
    a.stage === b.stage &&
    a.team === b.team &&
    a.iterationPath === b.iterationPath &&
    a.release === b.release &&
    a.effort === b.effort &&
    a.kind === b.kind &&
    (a.tags === b.tags || (a.tags.length === b.tags.length && a.tags.every((tag, index) => tag === b.tags[index])))
  );
}
