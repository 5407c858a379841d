import * as React from "react";
import { differenceText, type NameOf } from "../../../components/forecast/words";
import { Notice } from "../../../components/Notice";
import { countText } from "../../../components/numbers";
import type { Assembled } from "../../../domain/planning/forecast/assemble";
import { type Forecast, WHAT_IFS } from "../../../domain/planning/forecast/forecast";
import type { Outlook } from "../../../domain/planning/forecast/outlook";
import type { ReleaseAssessment } from "../../../domain/readiness/report";
import type { PlanningEffects } from "../effects";
import { OwnWhatIf } from "./OwnWhatIf";
import { type OwnChange, ownTried } from "./ownChange";
import { type Tried, useWhatIf, type WhatIfState } from "./useWhatIf";

/** What less scope, more velocity, or what a person tries would change; in days, with the same luck. */
export function WhatIfs(props: {
  readonly assembled: Assembled;
  /** The forecast as it is, from as many trials as the what-ifs take. */
  readonly compared: Forecast;
  readonly releases: readonly ReleaseAssessment[];
  readonly nameOf: NameOf;
  readonly one: string;
  readonly run: PlanningEffects["forecast"];
}): JSX.Element {
  const { assembled, compared, releases, nameOf, one, run } = props;
  const { plan } = assembled;
  const [own, setOwn] = React.useState<OwnChange | null>(null);
  const always = React.useMemo(
    () =>
      Object.entries(WHAT_IFS).map(([title, whatIf]) => ({ title, tried: { plan, whatIf, trials: compared.trials } })),
    [plan, compared],
  );
  const ownRun = React.useMemo(
    () => (own === null ? null : ownTried(plan, own, compared.trials)),
    [plan, own, compared],
  );
  const columns = useInTurn(run, [...always, ...(ownRun === null ? [] : [{ title: "What you try", tried: ownRun }])]);
  const lines: readonly {
    readonly key: string;
    readonly name: string;
    readonly of: (forecast: Forecast) => Outlook | null;
  }[] = [
    ...plan.releases.map(({ key }) => ({
      key,
      name: nameOf(key),
      of: (forecast: Forecast) =>
        forecast.releases.find(({ release }) => release === key)?.gates.at(-1)?.outlook ?? null,
    })),
    { key: "", name: "Exit", of: ({ exit }: Forecast) => exit },
  ];

  return (
    <section aria-labelledby="rr-forecast-whatif" className="rr-forecast-part">
      <h2 id="rr-forecast-whatif" className="rr-heading">
        What if
      </h2>
      <p className="rr-soft">
        What 85 % would be instead, from {countText(compared.trials)} futures with the same luck.
      </p>
      <OwnWhatIf releases={releases} scopeGrowth={plan.scopeGrowth} one={one} onTry={setOwn} />
      {columns.map(({ title, state }) =>
        state.problem === null ? null : (
          <Notice key={title} kind="error">
            {title}: {state.problem}
          </Notice>
        ),
      )}
      <div className="rr-forecast-scroll">
        <table className="rr-forecast-table">
          <caption className="rr-unseen">How much earlier or later each {one.toLowerCase()} would be promoted</caption>
          <thead>
            <tr>
              <th scope="col">{one}</th>
              {columns.map(({ title }) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, of }) => (
              <tr key={key}>
                <th scope="row">
                  <span className="rr-clip rr-forecast-name" title={name}>
                    {name}
                  </span>
                </th>
                {columns.map(({ title, state: { forecast, problem } }) => (
                  <td key={title} data-label={title}>
                    {forecast === null ? (problem === null ? "…" : "–") : differenceText(of(compared), of(forecast))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface Column {
  readonly title: string;
  readonly tried: Tried;
}

/** Runs what is tried one after the other, three at most: each takes a whole core. */
function useInTurn(
  run: PlanningEffects["forecast"],
  columns: readonly Column[],
): readonly (Column & { readonly state: WhatIfState })[] {
  const isOver = ({ forecast, problem }: WhatIfState): boolean => forecast !== null || problem !== null;
  const [first, second, third] = columns;
  const one = useWhatIf(run, first?.tried ?? null);
  const two = useWhatIf(run, isOver(one) ? (second?.tried ?? null) : null);
  const three = useWhatIf(run, isOver(two) ? (third?.tried ?? null) : null);
  return columns.map((column, index) => ({ ...column, state: [one, two, three][index] ?? one }));
}
