import * as React from "react";
import { isDay } from "../../../domain/day";
import type { ReleaseAssessment } from "../../../domain/readiness/report";
import { type OwnChange, PERCENT } from "./ownChange";

/** The fields of a what-if of one's own. */
export function OwnWhatIf(props: {
  readonly releases: readonly ReleaseAssessment[];
  /** Whether scope grows in the forecast that it is compared with. */
  readonly scopeGrowth: boolean;
  readonly one: string;
  readonly onTry: (change: OwnChange) => void;
}): JSX.Element {
  const { releases, scopeGrowth, one, onTry } = props;
  const [scope, setScope] = React.useState("0");
  const [velocity, setVelocity] = React.useState("0");
  const [grows, setGrows] = React.useState(scopeGrowth);
  const [leftOut, setLeftOut] = React.useState("");
  const [moved, setMoved] = React.useState("");
  const [day, setDay] = React.useState("");
  const [problem, setProblem] = React.useState("");

  const tryIt = (): void => {
    const [scopePercent, velocityPercent] = [percentOf(scope), percentOf(velocity)];
    if (scopePercent === null || velocityPercent === null) {
      setProblem(`Scope and velocity take whole percents from ${PERCENT.least} to ${PERCENT.most}.`);
      return;
    }
    if (moved !== "" && !isDay(day)) {
      setProblem(`Choose the other target date of ${nameIn(releases, moved)}, or no ${one.toLowerCase()} there.`);
      return;
    }
    setProblem("");
    onTry({
      scope: scopePercent,
      velocity: velocityPercent,
      scopeGrowth: grows,
      target: moved === "" ? null : { release: moved, day },
      leftOut: leftOut === "" ? null : leftOut,
    });
  };

  return (
    <form
      className="rr-forecast-own"
      aria-label="What you try"
      onSubmit={(event) => {
        event.preventDefault();
        tryIt();
      }}
    >
      <Percent label="Scope, %" value={scope} onChange={setScope} />
      <Percent label="Velocity, %" value={velocity} onChange={setVelocity} />
      <label className="rr-forecast-check">
        <input
          type="checkbox"
          checked={grows}
          onChange={({ target }) => {
            setGrows(target.checked);
          }}
        />
        Scope grows as it did
      </label>
      <ReleaseField label="Leave out" releases={releases} value={leftOut} onChange={setLeftOut} />
      <ReleaseField label="Move the target date of" releases={releases} value={moved} onChange={setMoved} />
      {moved !== "" && (
        <label>
          to
          <input
            type="date"
            className="rr-field"
            value={day}
            onChange={({ target }) => {
              setDay(target.value);
            }}
          />
        </label>
      )}
      {/* Without a button of this type Enter in one of several fields does nothing. */}
      <button type="submit" className="rr-button">
        Try it
      </button>
      <span role="alert" className="rr-warn">
        {problem}
      </span>
    </form>
  );
}

function Percent(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const { label, value, onChange } = props;
  return (
    <label>
      {label}
      <input
        className="rr-field rr-forecast-percent"
        inputMode="numeric"
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </label>
  );
}

function ReleaseField(props: {
  readonly label: string;
  readonly releases: readonly ReleaseAssessment[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const { label, releases, value, onChange } = props;
  return (
    <label>
      {label}
      <select
        className="rr-field rr-forecast-select"
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      >
        <option value="">–</option>
        {releases.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A whole percent within what may be tried, also with a sign in front; null for anything else. */
function percentOf(text: string): number | null {
  const tidy = text.trim().replace("−", "-");
  if (!/^[+-]?\d{1,3}$/.test(tidy)) return null;
  const percent = Number(tidy);
  return percent < PERCENT.least || percent > PERCENT.most ? null : percent;
}

function nameIn(releases: readonly ReleaseAssessment[], key: string): string {
  return releases.find((release) => release.key === key)?.name ?? key;
}
