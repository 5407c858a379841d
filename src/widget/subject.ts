import type { Gate, ReleaseAssessment, Report, StageShare } from "../domain/readiness/report";
import { floorsOf } from "../domain/readiness/gates";
import { nextGateOf } from "../domain/readiness/sentence";
import type { Stage } from "../domain/readiness/stage";
import { releaseWords } from "../domain/readiness/words";
import type { Day } from "../domain/workItem";
import type { Shows } from "./settings";

/** What a widget is about, in today's report. */
export type Subject =
  | {
      readonly kind: "release";
      readonly release: ReleaseAssessment;
      /** The first gate that is not passed; null once all are. */
      readonly gate: Gate | null;
      /** The rung that the stage bar counts. */
      readonly floor: Stage;
    }
  | {
      readonly kind: "exit";
      readonly releases: readonly ReleaseAssessment[];
      /** How many of them are through. */
      readonly through: number;
      readonly share: StageShare;
      /** The latest target date; null where none has one. */
      readonly targetDate: Day | null;
    }
  /** There is nothing to show; `text` says why and what leads on. */
  | { readonly kind: "nothing"; readonly text: string; readonly needs: "hub" | "configuration" };

/** Finds what a widget is to show. A release that is not there any more is told, and no other is shown in its place. */
export function subjectOf(report: Report, shows: Shows): Subject {
  const { releases } = report;
  const { one, many } = releaseWords(report);
  if (releases.length === 0 && shows.kind !== "release") {
    return { kind: "nothing", text: `No ${one} is planned yet: nothing can be ready.`, needs: "hub" };
  }
  switch (shows.kind) {
    case "exit": {
      const targets = releases.flatMap(({ targetDate }) => (targetDate === null ? [] : [targetDate])).sort();
      return {
        kind: "exit",
        releases,
        through: releases.filter(({ gates }) => nextGateOf(gates) === null).length,
        share: report.share,
        targetDate: targets.at(-1) ?? null,
      };
    }
    case "next": {
      const next = releases.find(({ gates }) => nextGateOf(gates) !== null);
      return next === undefined ? { kind: "nothing", text: `All ${many} are through.`, needs: "hub" } : ofRelease(next);
    }
    case "release": {
      const found = releases.find(({ key }) => key === shows.key);
      return found === undefined
        ? {
            kind: "nothing",
            text: `The ${one} “${shows.key}” is not there any more. Edit the dashboard and choose another.`,
            needs: "configuration",
          }
        : ofRelease(found);
    }
  }
}

function ofRelease(release: ReleaseAssessment): Subject {
  const gate = nextGateOf(release.gates);
  const floor = gate === null ? undefined : floorsOf(release.model, gate)?.ready;
  return { kind: "release", release, gate, floor: floor ?? "Promoted" };
}

/** The hash of the hub's view of a release: it opens on what is in the way of the next gate. */
export function releaseHash(key: string): string {
  return `release=${encodeURIComponent(key)}`;
}
