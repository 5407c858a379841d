import { dayOf, type Release } from "../backlog/releases";
import type { IterationNode } from "../snapshot";
import { counted, fold, perText } from "../text";
import type { Day, Instant } from "../workItem";
import { type Finding, SINCE_UNKNOWN } from "./blockers";
import type { StagedAsset } from "./assetStage";
import type { Gate } from "./report";
import { refOf } from "../backlog/model";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Warnings about a release's dates and those of its assets' iterations (§8); promotion alone asks for them. `assets` are those
 * of each workload.
 */
export function planFindings(
  gate: Gate,
  release: Release,
  assets: readonly (readonly StagedAsset[])[],
  iterations: readonly IterationNode[],
  now: Instant,
): Finding[] {
  if (gate !== "promotion") return [];
  return [...targetFindings(release, dayOf(now)), ...iterationFindings(release, assets, iterations)];
}

/** The day on which the release is meant to be promoted: its target day; once that is over, or without one, today (G3). */
function windowOf(release: Release, today: Day): Day {
  return release.targetDate !== null && release.targetDate > today ? release.targetDate : today;
}

/** What keeps a release and its workloads from promotion on the day that it is meant for (G3). */
export function freezeFindings(gate: Gate, release: Release, now: Instant): Finding[] {
  if (gate !== "promotion") return [];
  const day = windowOf(release, dayOf(now));
  return release.freezes
    .filter(({ from, to }) => from <= day && day <= to)
    .map(({ name, from, to }) => ({
      ...own,
      code: "FREEZE",
      expected: "a day outside every freeze",
      actual: `${day} lies in ${name}, ${from} to ${to}`,
      since: { date: Date.parse(`${from}T00:00:00Z`), basis: "the freeze begins" },
      fix: "Move the target date out of the freeze, or agree to end the freeze.",
    }));
}

function targetFindings({ targetDate }: Release, today: Day): Finding[] {
  if (targetDate === null) {
    return [
      {
        ...own,
        code: "NO_TARGET_DATE",
        expected: "a target date",
        actual: "none",
        since: SINCE_UNKNOWN,
        fix: "Give the release a target date.",
      },
    ];
  }
  if (targetDate >= today) return [];
  const target = Date.parse(`${targetDate}T00:00:00Z`);
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - target) / DAY);
  return [
    {
      ...own,
      code: "OVERDUE",
      expected: `promoted by ${targetDate}`,
      actual: `${counted(days, "day")} over`,
      since: { date: target + DAY, basis: "the target date is over" },
      fix: "Promote it, or agree on a new target date.",
    },
  ];
}

/** §9: an asset whose iteration has no dates, or ends after the release's target date. */
function iterationFindings(
  { targetDate, key }: Release,
  assets: readonly (readonly StagedAsset[])[],
  iterations: readonly IterationNode[],
): Finding[] {
  if (targetDate === null) return [];
  const nodes = new Map(iterations.map((node) => [fold(node.path), node]));
  const findings: Finding[] = [];
  // On the project's root or on the release itself an asset is in no iteration yet.
  const iterationOf = perText((path) => {
    const node = nodes.get(fold(path)) ?? null;
    return node === null || node.level === 0 || fold(node.path) === fold(key) ? null : node;
  });
  for (const { asset, stage } of assets.flat()) {
    const { item } = asset;
    const node = iterationOf(item.iterationPath);
    if (node === null) continue;
    if (stage === "Excluded" || stage === "Promoted") continue;
    if (node.finishDate !== null && dayOf(node.finishDate) <= targetDate) continue;
    findings.push({
      ...own,
      code: "ITERATION_AFTER_RELEASE",
      workItem: refOf(item),
      asset: item,
      owner: item.assignedTo,
      expected: `an iteration that ends by ${targetDate}`,
      actual: node.finishDate === null ? `${node.name} has no dates` : `${node.name} ends ${dayOf(node.finishDate)}`,
      since: SINCE_UNKNOWN,
      fix: "Move it to an earlier iteration, or agree on a later target date.",
    });
  }
  return findings;
}

const own = { gate: "promotion", workload: null, workItem: null, asset: null, owner: null } as const;
