import * as React from "react";
import { STAGE_NAMES } from "../domain/readiness/blockers";
import { type AssetStage, isOnLadder, LADDER, rankOf, type Stage } from "../domain/readiness/stage";
import { classNames } from "./className";
import "./ladder.css";
import { stageName } from "./wording";

type Place = "reached" | "current" | "ahead";

const SHAPES: Readonly<Record<Place, JSX.Element>> = {
  reached: <path d="M2.5 8.5 6 12l7.5-8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  current: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  ahead: <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

const PLACE_WORDS: Readonly<Record<Place, string>> = { reached: "reached", current: "stands here", ahead: "ahead" };

/** Rungs that gates ask for where the release's model does not leave them out (G4). */
const GATE_RUNGS: ReadonlySet<Stage> = new Set(["Replicated", "Staged", "Accepted", "Promoted"]);

/**
 * The rungs from the ground up, with what was reached, where the asset stands and what is ahead. Off the ladder nothing is
 * reached, and the reason stands beside it.
 */
export function StageLadder(props: {
  readonly stage: AssetStage;
  /** The stage as saved, where `stage` stands on what is not saved yet. */
  readonly saved?: AssetStage;
  /** Why it is off the ladder. */
  readonly reason?: string | null;
  /** Whether a gate of the release asks for the rung. */
  readonly isAsked?: (stage: Stage) => boolean;
}): JSX.Element {
  const { stage, saved = stage, reason = null, isAsked = () => true } = props;
  const rank = isOnLadder(stage) ? rankOf(stage) : -1;
  const savedRank = isOnLadder(saved) ? rankOf(saved) : -1;
  const placeOf = (rung: number): Place => (rung < rank ? "reached" : rung === rank ? "current" : "ahead");
  return (
    <div className="rr-ladder-box">
      {!isOnLadder(stage) && (
        <p className="rr-ladder-off">
          {stageName(stage)}
          {reason !== null && `: ${reason}`}
        </p>
      )}
      <ol className="rr-ladder" aria-label="Stages">
        {LADDER.map((name, rung) => {
          const place = placeOf(rung);
          // Gained or lost by what is not saved: the rungs between the two stages.
          const isUnsaved = (rung > savedRank && rung <= rank) || (rung > rank && rung <= savedRank);
          return (
            <li
              key={name}
              className={classNames("rr-rung", `rr-rung-${place}`, isUnsaved && "rr-rung-unsaved")}
              aria-current={place === "current" ? "step" : undefined}
            >
              <svg className="rr-rung-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                {SHAPES[place]}
              </svg>
              <span>
                {STAGE_NAMES[name]}
                <span className="rr-unseen">
                  , {PLACE_WORDS[place]}
                  {isUnsaved && ", not saved yet"}
                </span>
                {place === "ahead" && GATE_RUNGS.has(name) && !isAsked(name) && " (not asked for)"}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
