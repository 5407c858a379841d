import * as React from "react";
import { StageBar } from "../components/StageBar";
import { dayText, daysLeftText } from "../components/time";
import { VerdictMark } from "../components/VerdictMark";
import { GATE_NAMES } from "../domain/readiness/blockers";
import { GATES, type Blocker, type ReleaseAssessment } from "../domain/readiness/report";
import { mostFreeing } from "../domain/readiness/sentence";
import { CAUSES, GATE_TITLES } from "../domain/readiness/words";
import type { Instant } from "../domain/workItem";
import type { ForecastLine } from "./forecastLines";
import { ForecastText } from "./ForecastText";
import { releaseHash, type Subject } from "./subject";
import { Way, type WidgetWays } from "./ways";

/** How many of what is in the way are named on a wide widget. */
const NAMED = 3;

/** One release: the verdict of its next gate, its stages, its forecast; on larger widgets every gate and what to clear first. */
export function ReleaseView(props: {
  readonly subject: Subject & { readonly kind: "release" };
  readonly now: Instant;
  readonly forecast: ForecastLine | null;
  readonly isSmall: boolean;
  readonly isWide: boolean;
  readonly ways: WidgetWays;
}): JSX.Element {
  const { subject, now, forecast, isSmall, isWide, ways } = props;
  const { release, gate, floor } = subject;
  const { name, key, targetDate, gates, share } = release;
  const hash = releaseHash(key);
  return (
    <>
      <div className="rr-widget-line">
        <h2 className="rr-clip">
          <Way ways={ways} hash={hash} title={name}>
            {name}
          </Way>
        </h2>
        {targetDate !== null && (
          <span className="rr-soft rr-widget-target" title={`Target date: ${dayText(targetDate)}`}>
            {dayText(targetDate)}
            {gate !== null && ` · ${daysLeftText(targetDate, now)}`}
          </span>
        )}
      </div>
      <p className="rr-widget-verdict">
        {gate === null ? (
          "✓ Promoted"
        ) : (
          <>
            <Way ways={ways} hash={`${hash}&gate=${gate}`} title={release.sentence}>
              <VerdictMark assessment={gates[gate]} />
            </Way>{" "}
            <span>for {GATE_NAMES[gate]}</span>
          </>
        )}
      </p>
      <StageBar share={share} floor={floor} />
      <ForecastText line={forecast} target={gate === null ? null : targetDate} />
      {!isSmall && (
        <>
          <p className="rr-widget-sentence" title={release.sentence}>
            {release.sentence}
          </p>
          <Gates release={release} />
        </>
      )}
      {!isSmall && isWide && gate !== null && (
        <First blockers={gates[gate].blockers} hash={`${hash}&gate=${gate}`} ways={ways} />
      )}
    </>
  );
}

function Gates({ release }: { readonly release: ReleaseAssessment }): JSX.Element {
  return (
    <ul className="rr-widget-gates" aria-label="Gates">
      {GATES.filter((gate) => release.gates[gate].verdict !== "n/a").map((gate) => (
        <li key={gate}>
          <span className="rr-soft">{GATE_TITLES[gate]}</span> <VerdictMark assessment={release.gates[gate]} />
        </li>
      ))}
    </ul>
  );
}

function First(props: {
  readonly blockers: readonly Blocker[];
  readonly hash: string;
  readonly ways: WidgetWays;
}): JSX.Element | null {
  const { blockers, hash, ways } = props;
  const first = mostFreeing(blockers, NAMED);
  if (first.length === 0) return null;
  return (
    <section aria-label="What to clear first">
      <ul className="rr-widget-first">
        {first.map(({ workItem, workload, code, actual }, index) => {
          const title = workItem?.title ?? workload?.title ?? CAUSES[code];
          return (
            <li key={index} className="rr-clip" title={`${title}: ${CAUSES[code]}`}>
              <Way ways={ways} hash={hash}>
                {title}
              </Way>{" "}
              <span className="rr-soft">{actual}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
