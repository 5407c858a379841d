import * as React from "react";
import { useStore } from "../components/store/useStore";
import { nextGateOf } from "../domain/readiness/sentence";
import { releaseWords } from "../domain/readiness/words";
import type { Choice, Configuring } from "./configuring";
import { Way, type WidgetWays } from "./ways";
import "./widget.css";

/** Chooses what a widget shows. The dashboard around it has the buttons that save and cancel. */
export function ConfigurationView(props: {
  readonly configuring: Configuring;
  readonly ways: WidgetWays;
}): JSX.Element {
  const { configuring, ways } = props;
  const { shows, releases } = useStore(configuring);
  if (shows === null) return <></>;
  const { one, many } =
    releases.kind === "ready" ? releaseWords(releases.report) : { one: "release", many: "releases" };
  const known = releases.kind === "ready" ? releases.report.releases : [];
  const isGone = shows.kind === "release" && !known.some(({ key }) => key === shows.key);
  const choice = (value: Choice, label: string): JSX.Element => (
    <label>
      <input
        type="radio"
        name="shows"
        value={value}
        checked={shows.kind === value}
        disabled={value === "release" && known.length === 0 && shows.kind !== "release"}
        onChange={() => {
          const first = known.find(({ gates }) => nextGateOf(gates) !== null) ?? known[0];
          if (value !== "release") configuring.choose({ kind: value });
          else if (first !== undefined) configuring.choose({ kind: "release", key: first.key });
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <main className="rr-light rr-widget-settings">
      <h1 id="rr-shows">What the widget shows</h1>
      <fieldset aria-labelledby="rr-shows">
        {choice("next", `The next ${one}: the first that is not through`)}
        {choice("release", `One ${one}`)}
        {shows.kind === "release" && (
          <select
            className="rr-field"
            aria-label={`Which ${one}`}
            value={shows.key}
            onChange={(event) => {
              configuring.choose({ kind: "release", key: event.currentTarget.value });
            }}
          >
            {isGone && <option value={shows.key}>{shows.key}</option>}
            {known.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
        {choice("exit", `All ${many} together`)}
      </fieldset>
      <p role="status" className="rr-soft">
        {releases.kind === "reading" && `Reading the ${many}…`}
        {releases.kind === "ready" && known.length === 0 && `No ${one} is planned yet.`}
        {isGone && releases.kind === "ready" && `The ${one} “${shows.key}” is not there any more.`}
        {releases.kind === "unmapped" && "This project has no mapping yet, so that its releases are not known. "}
        {releases.kind === "failed" && `The ${many} could not be read. ${releases.message}`}
      </p>
      {releases.kind === "unmapped" && (
        <Way ways={ways} hash="">
          Confirm a mapping in Release Readiness
        </Way>
      )}
    </main>
  );
}
