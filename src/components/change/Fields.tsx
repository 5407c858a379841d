import * as React from "react";
import type { Change } from "../../domain/change/change";
import { lastName } from "../../domain/change/describe";
import { stageChoices } from "../../domain/change/stageChoices";
import type { Policy } from "../../domain/policy/policy";
import type { IterationNode } from "../../domain/snapshot";
import { fold } from "../../domain/text";
import type { WorkItemRef } from "../../domain/workItem";
import { countText } from "../numbers";
import { stageName } from "../wording";
import { NoneBox, OfferState, SelectField, useId, WordField } from "./inputs";
import type { Neighbours, Offer } from "./state";
import { datesText } from "./texts";
import { kindWords, strategyWords } from "./words";

type ChangeOf<K extends Change["kind"]> = Extract<Change, { kind: K }>;

/** What a field needs to choose a change of its kind. */
export interface FieldProps<K extends Change["kind"]> {
  readonly neighbours: Neighbours;
  readonly value: ChangeOf<K> | null;
  readonly onChange: (change: ChangeOf<K> | null) => void;
}

/** Every rung, with how this mapping records it. */
export function StageField({ neighbours, value, onChange }: FieldProps<"stage">): JSX.Element {
  const name = useId("stage");
  return (
    <fieldset className="rr-choices">
      <legend>Stage</legend>
      {stageChoices(neighbours.policy).map(({ stage, recordable, how }) => (
        <label key={stage} className="rr-choice">
          <input
            type="radio"
            name={name}
            checked={value?.stage === stage}
            disabled={!recordable}
            onChange={() => {
              onChange({ kind: "stage", stage });
            }}
          />
          <span>
            {stageName(stage)} <span className="rr-soft">{how}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Whether it is an asset. */
export function AssetField({ value, onChange }: FieldProps<"asset">): JSX.Element {
  const name = useId("asset");
  return (
    <fieldset className="rr-choices">
      <legend>By the mapping</legend>
      {[true, false].map((isAsset) => (
        <label key={String(isAsset)} className="rr-choice">
          <input
            type="radio"
            name={name}
            checked={value?.isAsset === isAsset}
            onChange={() => {
              onChange({ kind: "asset", isAsset });
            }}
          />
          <span>{isAsset ? "An asset: it is judged" : "Not an asset: it is in no verdict"}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What it is. */
export function AssetKindField({ neighbours, value, onChange }: FieldProps<"assetKind">): JSX.Element {
  return (
    <WordField
      label="Kind"
      noneLabel="Say nothing of its kind"
      words={kindWords(neighbours.snapshot, neighbours.policy)}
      word={value === null ? undefined : value.word}
      onWord={(word) => {
        onChange(word === undefined ? null : { kind: "assetKind", word });
      }}
    />
  );
}

/** How it is moved. */
export function StrategyField({ neighbours, value, onChange }: FieldProps<"strategy">): JSX.Element {
  return (
    <WordField
      label="Strategy"
      noneLabel="Say nothing of its strategy"
      words={strategyWords(neighbours.snapshot, neighbours.policy)}
      word={value === null ? undefined : value.word}
      onWord={(word) => {
        onChange(word === undefined ? null : { kind: "strategy", word });
      }}
    />
  );
}

/** The release that it goes into. */
export function ReleaseField(
  props: FieldProps<"release"> & { readonly offer: Offer<string>; readonly onRetry: () => void },
): JSX.Element {
  const { neighbours, value, onChange, offer, onRetry } = props;
  const { policy, snapshot } = neighbours;
  const label = policy.labels.release;
  const noun = label.toLowerCase();
  const { source } = policy.releases;
  const keys = offer.kind === "ready" ? offer.items : [];
  const onWord = (release: string | null | undefined): void => {
    onChange(release === undefined ? null : { kind: "release", release });
  };
  const word = value === null ? undefined : value.release;
  if (source.kind === "none") return <p>{noReleases(policy)}</p>;
  return (
    <>
      {source.kind === "iteration" ? (
        <SelectField
          label={label}
          noneLabel={`In no ${noun}`}
          options={keys.map((key) => ({ value: key, text: `${lastName(key)}${datesOf(snapshot.iterations, key)}` }))}
          value={word}
          onValue={onWord}
        />
      ) : (
        <WordField label={label} noneLabel={`In no ${noun}`} words={keys} word={word} onWord={onWord} />
      )}
      {offer.kind === "ready" && typeof word === "string" && !keys.some((key) => fold(key) === fold(word)) && (
        <p className="rr-soft">
          No {noun} is named {word} yet; this makes it one.
        </p>
      )}
      <OfferState offer={offer} what={`the ${noun}s`} onRetry={onRetry} />
    </>
  );
}

function noReleases({ labels }: Policy): string {
  return `The mapping names no ${labels.release.toLowerCase()}s. Choose in the hub, under Mapping, where they are named.`;
}

/** The iteration that it is planned for. */
export function IterationField({ neighbours, value, onChange }: FieldProps<"iteration">): JSX.Element {
  const { iterations } = neighbours.snapshot;
  return (
    <SelectField
      label="Iteration"
      options={iterations.map(({ path, name, level, startDate, finishDate }) => ({
        value: path,
        text: `${"\u00a0\u00a0\u00a0".repeat(level)}${name}${datesText(startDate, finishDate)}`,
      }))}
      value={value?.path}
      onValue={(path) => {
        onChange(typeof path === "string" ? { kind: "iteration", path } : null);
      }}
    />
  );
}

function datesOf(iterations: readonly IterationNode[], path: string): string {
  const node = iterations.find((one) => fold(one.path) === fold(path));
  return node === undefined ? "" : datesText(node.startDate, node.finishDate);
}

/** Workloads listed at once; more than that is searched. */
const LISTED = 100;

/** The workload that it is put below. */
export function WorkloadField(
  props: FieldProps<"workload"> & { readonly offer: Offer<WorkItemRef>; readonly onRetry: () => void },
): JSX.Element {
  const { value, onChange, offer, onRetry } = props;
  const [text, setText] = React.useState("");
  const wanted = fold(text);
  const items = offer.kind === "ready" ? offer.items : [];
  const found = items.filter((item) => fold(item.title).includes(wanted) || String(item.id) === wanted);
  const isNone = value !== null && value.workload === null;
  // What is chosen stays in sight, also where the search leaves it out.
  const chosen = items.filter(({ id }) => id === value?.workload?.id && !found.some((one) => one.id === id));
  return (
    <>
      <label className="rr-labelled">
        Find a workload
        <input
          type="search"
          className="rr-field"
          value={text}
          placeholder="Title or id"
          disabled={isNone}
          onChange={({ target }) => {
            setText(target.value);
          }}
          onKeyDown={(event) => {
            // It narrows the list; it is no answer yet.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
      </label>
      <label className="rr-labelled">
        Workload
        <select
          className="rr-list"
          size={8}
          disabled={isNone}
          value={value?.workload?.id ?? ""}
          onChange={({ target }) => {
            const workload = items.find((item) => String(item.id) === target.value);
            onChange(workload === undefined ? null : { kind: "workload", workload });
          }}
        >
          {[...chosen, ...found.slice(0, LISTED)].map((item) => (
            <option key={item.id} value={item.id}>
              {item.title === "" ? `${item.type} ${item.id}` : `${item.title} (${item.type} ${item.id})`}
            </option>
          ))}
        </select>
      </label>
      <p className="rr-soft" role="status">
        {offer.kind === "ready" && foundText(found.length)}
      </p>
      <NoneBox
        label="In no workload"
        isChecked={isNone}
        onChange={(isChecked) => {
          onChange(isChecked ? { kind: "workload", workload: null } : null);
        }}
      />
      <OfferState offer={offer} what="the workloads" onRetry={onRetry} />
    </>
  );
}

function foundText(count: number): string {
  if (count === 0) return "No workload matches.";
  if (count > LISTED) return `${countText(LISTED)} of ${countText(count)} are listed; type more of the title.`;
  return "";
}
