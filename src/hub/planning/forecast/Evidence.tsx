import * as React from "react";
import {
  backtestText,
  gateText,
  historyText,
  saidSentences,
  shareText,
  teamText,
} from "../../../components/forecast/words";
import { countText } from "../../../components/numbers";
import { Section } from "../../../components/Section";
import { BACKTEST, type TeamEvidence } from "../../../domain/planning/forecast/assembleTeams";
import type { Assembled } from "../../../domain/planning/forecast/assemble";
import type { Backtest } from "../../../domain/planning/forecast/backtest";
import type { Estimated } from "../../../domain/planning/forecast/estimates";
import type { Forecast } from "../../../domain/planning/forecast/forecast";
import { NO_TEAM } from "../../../domain/planning/forecast/plan";
import { counted } from "../../../domain/text";

/** What the forecast rests on: samples, back-tests, units, and what it takes otherwise than the backlog has it. */
export function Evidence(props: { readonly assembled: Assembled; readonly forecast: Forecast }): JSX.Element {
  const { assembled, forecast } = props;
  const { plan, teams, estimated } = assembled;
  return (
    <section aria-labelledby="rr-forecast-evidence" className="rr-forecast-part">
      <h2 id="rr-forecast-evidence" className="rr-heading">
        What it rests on
      </h2>
      <p>
        {countText(forecast.trials)} futures, seed {plan.seed}, counted in{" "}
        {plan.unit === "points" ? "effort" : "assets"} ({coverageText(estimated)}).{" "}
        {plan.scopeGrowth ? "Scope grows as it did." : "Scope does not grow."} Teams are taken to do well or badly
        independently of each other.
      </p>
      {saidSentences(assembled).length > 0 && (
        <ul className="rr-forecast-said">
          {saidSentences(assembled).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {teams.map((team) => (
        <TeamPart key={team.team} team={team} />
      ))}
    </section>
  );
}

function TeamPart({ team }: { readonly team: TeamEvidence }): JSX.Element {
  const history = team.histories.at(-1);
  const next = team.backtests.filter(({ result }) => result.horizon === 1);
  return (
    <Section
      title={team.team === NO_TEAM ? "Assets whose area no team owns" : capital(teamText(team.team))}
      count={team.remaining}
      isOpen
      hint={`${counted(team.remaining, "asset")} ahead, ${countText(team.unestimated)} without an estimate.`}
    >
      <div className="rr-forecast-team">
        {history !== undefined && <p>Drawn from {historyText(history)}</p>}
        {next.length === 0 ? (
          <p className="rr-soft">
            No back-test: it takes {BACKTEST.window + 1} iterations that are over, with something delivered.
          </p>
        ) : (
          next.map(({ gate, result }) => <GateBacktest key={gate} gate={gate} result={result} />)
        )}
        {team.backtests
          .filter(({ result }) => result.horizon !== 1)
          .map(({ gate, result }) => (
            <p key={`${gate} ${result.horizon}`} className="rr-soft">
              {capital(gateText(gate))}: {backtestText(result)}
            </p>
          ))}
        {team.widened !== null && (
          <p>
            Too few were met, so the ranges are widened: {shareText(team.widened.p85)} % of the futures stand for 85 %,
            and {shareText(team.widened.p95)} % for 95 %.
          </p>
        )}
      </div>
    </Section>
  );
}

function GateBacktest({ gate, result }: { readonly gate: string; readonly result: Backtest }): JSX.Element {
  const { double, mean, "mean of last 3": lastThree, ...others } = result.scores;
  return (
    <p>
      {capital(gateText(gate))}: {backtestText(result)} {result.keepsP85 === false && "85 % lies outside of it. "}
      <span className="rr-soft">
        At 50 % {double.p50.hits} and at 95 % {double.p95.hits} were met. Loss at 85 % (less is better):{" "}
        {double.p85.loss.toFixed(3)}, simple bootstrap {others.simple.p85.loss.toFixed(3)}, mean{" "}
        {mean.p85.loss.toFixed(3)}, mean of the last three {lastThree.p85.loss.toFixed(3)}. Brier score{" "}
        {result.brier.toFixed(2)}.
      </span>
    </p>
  );
}

function coverageText({ done, doneEstimated, remaining, remainingEstimated }: Estimated): string {
  const of = (some: number, all: number): string => (all === 0 ? "none" : `${shareText(some / all)} %`);
  return `estimated: ${of(doneEstimated, done)} of what is delivered, ${of(remainingEstimated, remaining)} of what remains`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
