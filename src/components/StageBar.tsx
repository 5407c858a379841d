import * as React from "react";
import { STAGE_NAMES } from "../domain/readiness/blockers";
import type { StageShare } from "../domain/readiness/report";
import { type AssetStage, LADDER, rankOf, type Stage } from "../domain/readiness/stage";
import { countText } from "./numbers";
import "./stage.css";
import { stageName } from "./wording";

/** Drawn from the top of the ladder, so that what is furthest stands first; the unknown come last. */
const DRAWN: readonly AssetStage[] = [...[...LADDER].reverse(), "Unknown"];

/** What a bar counts as reached, and of how many. */
export interface Reached {
  readonly floor: Stage;
  readonly count: number;
  readonly of: number;
}

/** How many assets in scope stand at `floor` or above. */
export function reachedOf(share: StageShare, floor: Stage): Reached {
  const count = LADDER.filter((stage) => rankOf(stage) >= rankOf(floor)).reduce(
    (sum, stage) => sum + share.byStage[stage],
    0,
  );
  return { floor, count, of: share.inScope };
}

/** Each stage that is in use with its number: `2 Staged, 7 Replicated, 1 Unknown`. */
export function sharesText(share: StageShare): string {
  const used = DRAWN.filter((stage) => share.byStage[stage] > 0);
  const texts = used.map((stage) => `${countText(share.byStage[stage])} ${stageName(stage)}`);
  const excluded = share.byStage.Excluded;
  if (excluded > 0) texts.push(`${countText(excluded)} excluded, not in scope`);
  return texts.length === 0 ? "No assets" : texts.join(", ");
}

/** The share of assets on each rung, and beside it how many have what the next gate asks. It never replaces a verdict (V4). */
export function StageBar({ share, floor }: { readonly share: StageShare; readonly floor: Stage }): JSX.Element {
  const { count, of } = reachedOf(share, floor);
  const reached = `${countText(count)} of ${countText(of)} ${of === 1 ? "asset is" : "assets are"} ${STAGE_NAMES[floor]} or further`;
  const meaning = `${reached}. ${sharesText(share)}.`;
  return (
    <span className="rr-stages" title={meaning}>
      <span className="rr-stagebar" role="img" aria-label={meaning}>
        {DRAWN.map((stage) => {
          const assets = share.byStage[stage];
          if (assets === 0) return null;
          return <span key={stage} className={`rr-fill rr-fill-${stage}`} style={{ flexGrow: assets }} />;
        })}
      </span>
      <span className="rr-stages-reached" aria-hidden="true">
        {of === 0 ? (
          "No assets"
        ) : (
          <>
            <span className="rr-stages-count">
              {countText(count)}/{countText(of)}
            </span>{" "}
            {STAGE_NAMES[floor]}
          </>
        )}
      </span>
    </span>
  );
}

/** One asset's stage: a ladder of ticks with its name. */
export function StageMark({
  stage,
  reason,
}: {
  readonly stage: AssetStage;
  readonly reason: string | null;
}): JSX.Element {
  const name = stageName(stage);
  return (
    <span className="rr-stagemark" title={reason === null ? name : `${name}: ${reason}`}>
      <span className={`rr-dot rr-fill-${stage}`} aria-hidden="true" />
      <span className="rr-clip">
        {name}
        {reason !== null && <span className="rr-soft"> · {reason}</span>}
      </span>
    </span>
  );
}

/** What the colours of the bars mean. */
export function StageLegend(): JSX.Element {
  return (
    <ul className="rr-legend" aria-label="Stages">
      {[...LADDER].map((stage) => (
        <li key={stage}>
          <span className={`rr-dot rr-fill-${stage}`} aria-hidden="true" />
          {STAGE_NAMES[stage]}
        </li>
      ))}
      <li>
        <span className="rr-dot rr-fill-Unknown" aria-hidden="true" />
        Unknown
      </li>
    </ul>
  );
}
