import type { Policy, Signal } from "../policy/policy";
import { STAGE_NAMES } from "../readiness/blockers";
import { LADDER, type Stage } from "../readiness/stage";
import { fold } from "../text";
import { literalsOf } from "./recording";

/** A rung to move to, and how the mapping records it. */
export interface StageChoice {
  readonly stage: Stage;
  /** Whether a change can record it. It may still be refused for an asset, e.g. one without the task that records it. */
  readonly recordable: boolean;
  /** What records it, e.g. `state Resolved`, `tag stage:staged`, `child task Migrate finished`; or why nothing can be written. */
  readonly how: string;
}

/** All rungs, from the ground up, for a person to choose from. */
export function stageChoices(policy: Policy): StageChoice[] {
  const types = new Set(policy.assets.types.map(fold));
  return LADDER.map((stage) => {
    const rows = policy.stateTable.filter((row) => row.stage === stage && types.has(fold(row.type)));
    const states = rows.map(({ state, type }) => (types.size > 1 ? `${state} (${type})` : state));
    const signals = policy.signals.filter((signal) => signal.stage === stage);
    const written = [
      ...(states.length === 0 ? [] : [`state ${states.join(" or ")}`]),
      ...signals.flatMap((signal) => wayOf(signal) ?? []),
    ];
    if (written.length > 0) return { stage, recordable: true, how: written.join(", or ") };
    const read = signals.map(unwritable);
    const why = read.length > 0 ? read.join(", or ") : `the mapping has no way to record ${STAGE_NAMES[stage]}`;
    return { stage, recordable: false, how: why };
  });
}

/** What a change writes to switch a signal on; null where it can't. */
function wayOf(signal: Signal): string | null {
  switch (signal.kind) {
    case "tag": {
      const [tag] = literalsOf(signal);
      return tag === undefined ? null : `tag ${tag}`;
    }
    case "field": {
      const [value] = literalsOf(signal);
      return value === undefined ? null : `${signal.field} ${value}`;
    }
    case "boardColumn":
      return null;
    case "childTask":
      return `child task ${signal.titles.join(" or ")} ${signal.when}`;
    case "phaseItem":
      return `${signal.titles.join(" or ")} of the workload ${signal.when}`;
  }
}

function unwritable(signal: Signal): string {
  switch (signal.kind) {
    case "tag":
      return `read from any tag like ${signal.tag}, of which none can be chosen here`;
    case "field":
      return `read from any ${signal.field} like ${signal.values.join(" or ")}, of which none can be chosen here`;
    case "boardColumn":
      return `read from the board column ${signal.columns.join(" or ")}: move the card on the board`;
    case "childTask":
    case "phaseItem":
      return `read from ${signal.titles.join(" or ")}`;
  }
}
