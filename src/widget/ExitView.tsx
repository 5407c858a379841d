import * as React from "react";
import { StageBar } from "../components/StageBar";
import { VerdictMark } from "../components/VerdictMark";
import type { Report } from "../domain/readiness/report";
import { nextGateOf } from "../domain/readiness/sentence";
import { GATE_TITLES, releaseWords } from "../domain/readiness/words";
import type { ForecastLine } from "./forecastLines";
import { ForecastText } from "./ForecastText";
import { releaseHash, type Subject } from "./subject";
import { Way, type WidgetWays } from "./ways";

/** All releases together: how many are through, the stages of all assets, the forecast of the exit; then each open one. */
export function ExitView(props: {
  readonly subject: Subject & { readonly kind: "exit" };
  readonly report: Report;
  readonly forecast: ForecastLine | null;
  readonly isSmall: boolean;
  readonly ways: WidgetWays;
}): JSX.Element {
  const { subject, report, forecast, isSmall, ways } = props;
  const { releases, through, share, targetDate } = subject;
  const { Many, one, many } = releaseWords(report);
  const open = releases.flatMap((release) => {
    const gate = nextGateOf(release.gates);
    return gate === null ? [] : [{ release, gate }];
  });
  return (
    <>
      <div className="rr-widget-line">
        <h2 className="rr-clip">
          <Way ways={ways} hash="" title={report.project.name}>
            {report.project.name}
          </Way>
        </h2>
      </div>
      <p className="rr-widget-verdict">
        {through} of {releases.length} {releases.length === 1 ? one : many} through
      </p>
      <StageBar share={share} floor="Promoted" />
      <ForecastText line={forecast} target={targetDate} />
      {!isSmall && open.length > 0 && (
        <ul className="rr-widget-open" aria-label={`${Many} that are not through`} tabIndex={0}>
          {open.map(({ release, gate }) => (
            <li key={release.key}>
              <span className="rr-clip">
                <Way ways={ways} hash={releaseHash(release.key)} title={release.sentence}>
                  {release.name}
                </Way>
              </span>{" "}
              <span className="rr-soft">{GATE_TITLES[gate]}</span> <VerdictMark assessment={release.gates[gate]} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
