import * as React from "react";
import { Button } from "../../../components/Button";
import { datesText } from "../../../components/change/texts";
import type { Release } from "../../../domain/backlog/releases";
import type { IterationNode } from "../../../domain/snapshot";
import { counted } from "../../../domain/text";
import { type Field, FIELD_TITLES, valueOf } from "../plan/values";
import type { Target } from "./moves";

/** What is done to the selected assets, all at once: planned, not written. */
export function MoveBar(props: {
  readonly count: number;
  /** How many workloads the selected ones are of. */
  readonly workloads: number;
  /** What a release is called. */
  readonly label: string;
  readonly releases: readonly Release[];
  readonly iterations: readonly IterationNode[];
  /** `isWhole`: the whole workloads of the selected ones. */
  readonly onMove: (target: Target, isWhole: boolean) => void;
  readonly onSet: (field: Field, value: number | null) => void;
  readonly onNone: () => void;
  readonly moveRef: React.RefObject<HTMLSelectElement>;
}): JSX.Element {
  const { count, workloads, label, releases, iterations, onMove, onSet, onNone, moveRef } = props;
  const [isWhole, setWhole] = React.useState(false);
  const [chosen, choose] = React.useState("");
  const options: readonly (readonly [name: string, target: Target])[] = [
    ...releases.map((release) => [release.name, { kind: "release", release }] as const),
    [`No ${label.toLowerCase()}`, { kind: "release", release: null }],
    ...iterations.map((node) => [nodeText(node), { kind: "iteration", path: node.path }] as const),
  ];
  const optionsOf = (kind: Target["kind"]): JSX.Element[] =>
    options.flatMap(([name, { kind: own }], index) =>
      own !== kind
        ? []
        : [
            <option key={index} value={index}>
              {name}
            </option>,
          ],
    );
  const target = chosen === "" ? undefined : options[Number(chosen)]?.[1];
  return (
    <div className={count === 0 ? "rr-selection" : "rr-selection rr-selection-on"}>
      <span role="status">
        {count === 0 ? "Select assets to plan several at once." : `${counted(count, "asset")} selected`}
      </span>
      {count > 0 && (
        <span className="rr-buttons rr-lane-bar">
          <select
            ref={moveRef}
            className="rr-field"
            aria-label="Move to"
            value={chosen}
            onChange={({ target }) => {
              choose(target.value);
            }}
          >
            <option value="">Move to…</option>
            <optgroup label={label}>{optionsOf("release")}</optgroup>
            <optgroup label="Iteration">{optionsOf("iteration")}</optgroup>
          </select>
          <Button
            text="Move"
            isDisabled={target === undefined}
            onClick={() => {
              if (target !== undefined) onMove(target, isWhole);
            }}
          />
          {workloads > 0 && (
            <label className="rr-lane-whole">
              <input
                type="checkbox"
                className="rr-check"
                checked={isWhole}
                onChange={({ currentTarget }) => {
                  setWhole(currentTarget.checked);
                }}
              />
              {workloads === 1 ? "with its whole workload" : `with ${counted(workloads, "whole workload")}`}
            </label>
          )}
          <ValueForm field="effort" onSet={onSet} />
          <ValueForm field="priority" onSet={onSet} />
          <Button text="Select none" onClick={onNone} />
        </span>
      )}
    </div>
  );
}

function nodeText({ path, startDate, finishDate }: IterationNode): string {
  return `${path.split("\\").slice(1).join(" \\ ")}${datesText(startDate, finishDate)}`;
}

/** One value for all that is selected; nothing typed takes the value away. */
function ValueForm(props: {
  readonly field: Field;
  readonly onSet: (field: Field, value: number | null) => void;
}): JSX.Element {
  const { field, onSet } = props;
  const [text, setText] = React.useState("");
  const read = valueOf(field, text);
  const fault = "fault" in read ? read.fault : null;
  const title = FIELD_TITLES[field];
  return (
    <form
      className="rr-lane-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!("fault" in read)) onSet(field, read.value);
      }}
    >
      <input
        className="rr-field rr-lane-number"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${title} of the selected assets`}
        aria-invalid={fault !== null}
        placeholder={title}
        title={fault ?? undefined}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      <button type="submit" className="rr-button" disabled={fault !== null} aria-label={`Set ${title.toLowerCase()}`}>
        Set
      </button>
      {fault !== null && (
        <span className="rr-warn rr-small" role="alert">
          {fault}
        </span>
      )}
    </form>
  );
}
