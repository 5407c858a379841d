import * as React from "react";
import { tidy } from "../../domain/text";
import { Button } from "../Button";
import type { Offer } from "./state";

/** A word to type or choose. Null says that there is to be none; undefined that nothing is chosen. */
export function WordField(props: {
  readonly label: string;
  readonly noneLabel: string;
  readonly words: readonly string[];
  readonly word: string | null | undefined;
  readonly onWord: (word: string | null | undefined) => void;
}): JSX.Element {
  const { label, noneLabel, words, word, onWord } = props;
  const list = useId("words");
  // What is typed is kept as it is, blanks at its ends too; what is chosen is without them.
  const [text, setText] = React.useState(word ?? "");
  return (
    <>
      <label className="rr-labelled">
        {label}
        <input
          className="rr-field"
          list={list}
          autoComplete="off"
          value={text}
          disabled={word === null}
          onChange={({ target }) => {
            setText(target.value);
            const tidied = tidy(target.value);
            onWord(tidied === "" ? undefined : tidied);
          }}
        />
      </label>
      <datalist id={list}>
        {words.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <NoneBox
        label={noneLabel}
        isChecked={word === null}
        onChange={(isChecked) => {
          const tidied = tidy(text);
          onWord(isChecked ? null : tidied === "" ? undefined : tidied);
        }}
      />
    </>
  );
}

/** One of several; with `noneLabel` also none of them, which is null. */
export function SelectField(props: {
  readonly label: string;
  readonly noneLabel?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: string | null | undefined;
  readonly onValue: (value: string | null | undefined) => void;
}): JSX.Element {
  const { label, noneLabel, options, value, onValue } = props;
  return (
    <>
      <label className="rr-labelled">
        {label}
        <select
          className="rr-field"
          value={value ?? ""}
          disabled={value === null}
          onChange={({ target }) => {
            onValue(target.value === "" ? undefined : target.value);
          }}
        >
          <option value="">Choose…</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </label>
      {noneLabel !== undefined && (
        <NoneBox
          label={noneLabel}
          isChecked={value === null}
          onChange={(isChecked) => {
            onValue(isChecked ? null : undefined);
          }}
        />
      )}
    </>
  );
}

/** A box that asks for nothing of the kind. */
export function NoneBox(props: {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}): JSX.Element {
  const { label, isChecked, onChange } = props;
  return (
    <label className="rr-choice">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}

/** Says that a list is being read, or that it could not be. What is typed is taken without it. */
export function OfferState(props: {
  readonly offer: Offer<unknown>;
  readonly what: string;
  readonly onRetry: () => void;
}): JSX.Element | null {
  const { offer, what, onRetry } = props;
  if (offer.kind === "reading") {
    return (
      <p className="rr-soft" role="status">
        Reading {what}…
      </p>
    );
  }
  if (offer.kind !== "failed") return null;
  return (
    <div role="alert">
      <p>
        Azure Boards did not name {what}. {offer.message}
      </p>
      <Button text="Try again" onClick={onRetry} />
    </div>
  );
}

let ids = 0;
/** An id that no other element of the page has. */
export function useId(name: string): string {
  const [id] = React.useState(() => `rr-${name}-${++ids}`);
  return id;
}
