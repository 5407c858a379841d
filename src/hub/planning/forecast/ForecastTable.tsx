import * as React from "react";
import { chanceText, type NameOf, outlookText, p95Text } from "../../../components/forecast/words";
import { dayText } from "../../../components/time";
import { GATE_TITLES } from "../../../components/wording";
import type { Outlook } from "../../../domain/planning/forecast/outlook";
import { GATES } from "../../../domain/readiness/report";
import type { Day } from "../../../domain/workItem";
import { ViewLink } from "../../HubContext";
import type { PlanningView } from "../../store/view";
import type { ForecastRow } from "./rows";

/** Releases by gates: by when each is passed, as a range, and how likely the target date is kept. */
export function ForecastTable(props: {
  readonly rows: readonly ForecastRow[];
  readonly exit: Outlook;
  readonly today: Day;
  readonly nameOf: NameOf;
  /** What a team calls its releases, as a heading. */
  readonly one: string;
  readonly withP95: boolean;
  /** Where the name of a release leads to: plots of it on the same page. */
  readonly subject: PlanningView;
}): JSX.Element {
  const { rows, exit, today, nameOf, one, withP95, subject } = props;
  return (
    <div className="rr-forecast-scroll">
      <table className="rr-forecast-table">
        <caption className="rr-unseen">By when each {one.toLowerCase()} passes its gates</caption>
        <thead>
          <tr>
            <th scope="col">{one}</th>
            <th scope="col">Target</th>
            {GATES.map((gate) => (
              <th scope="col" key={gate}>
                {GATE_TITLES[gate]}
              </th>
            ))}
            <th scope="col">Chance of target</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ release, gates, promotion, isLate }) => (
            <tr key={release.key}>
              <th scope="row">
                <ViewLink
                  to={{ subject: { kind: "planning", ...subject, page: "forecast", release: release.key } }}
                  className="rr-link rr-clip rr-forecast-name"
                  title={release.name}
                  isCurrent={subject.release === release.key}
                >
                  {release.name}
                </ViewLink>
              </th>
              <td data-label="Target">{release.targetDate === null ? "none" : dayText(release.targetDate)}</td>
              {gates.map(({ gate, outlook }) => (
                <td key={gate} data-label={GATE_TITLES[gate]}>
                  <OutlookCell outlook={outlook} today={today} nameOf={nameOf} withP95={withP95} />
                  {gate === "promotion" && isLate && <LateMark />}
                </td>
              ))}
              <td data-label="Chance of target">
                {promotion?.kind === "dates" && promotion.chance !== null ? chanceText(promotion.chance) : "–"}
              </td>
            </tr>
          ))}
          <tr className="rr-forecast-exit">
            <th scope="row">Exit</th>
            <td data-label="Target">–</td>
            <td className="rr-forecast-blank" />
            <td className="rr-forecast-blank" />
            <td data-label={GATE_TITLES.promotion}>
              <OutlookCell outlook={exit} today={today} nameOf={nameOf} withP95={withP95} />
            </td>
            <td data-label="Chance of target">–</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** What is promised at 85 % comes after the target date. */
export function LateMark(): JSX.Element {
  return (
    <span className="rr-warn rr-forecast-late" title="85 % is reached only after the target date">
      {" "}
      <span aria-hidden="true">⚠</span> late
    </span>
  );
}

function OutlookCell(props: {
  readonly outlook: Outlook | null;
  readonly today: Day;
  readonly nameOf: NameOf;
  readonly withP95: boolean;
}): JSX.Element {
  const { outlook, today, nameOf, withP95 } = props;
  if (outlook === null) return <span className="rr-soft">not asked</span>;
  const text = outlookText(outlook, today, nameOf);
  if (outlook.kind !== "dates") return <span className={outlook.kind === "cannot" ? "rr-soft" : ""}>{text}</span>;
  return (
    <>
      <span>{text}</span>
      {withP95 && <span className="rr-soft rr-forecast-p95">95 %: {p95Text(outlook.p95, today)}</span>}
    </>
  );
}
