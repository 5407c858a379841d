import * as React from "react";
import { classNames } from "../../components/className";
import { fold } from "../../domain/text";
import { useProblems } from "./problems";

interface FieldProps {
  readonly label: string;
  /** Its place in the document. */
  readonly path: string;
  readonly hint?: string;
}

/** One line of text. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly onValue: (value: string) => void;
    readonly words?: readonly string[];
  },
): JSX.Element {
  const { label, path, hint, value, onValue, words = [] } = props;
  const { attributes, text } = useProblems(path);
  const list = useListId(words);
  return (
    <label className="rr-labelled">
      <span>{label}</span>
      <input
        className="rr-field"
        value={value}
        autoComplete="off"
        {...(list === undefined ? {} : { list })}
        {...attributes}
        onChange={({ target }) => {
          onValue(target.value);
        }}
      />
      {list !== undefined && (
        <datalist id={list}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
      {hint !== undefined && <span className="rr-soft rr-small">{hint}</span>}
      {text}
    </label>
  );
}

let lists = 0;
function useListId(words: readonly string[]): string | undefined {
  const [id] = React.useState(() => `rr-list-${++lists}`);
  return words.length === 0 ? undefined : id;
}

/** A number; null where the field is empty. What is no number is kept as one that no policy takes. */
export function NumberField(
  props: FieldProps & {
    readonly value: number | null;
    readonly onValue: (value: number | null) => void;
    readonly step?: string;
  },
): JSX.Element {
  const { label, path, hint, value, onValue, step = "1" } = props;
  const { attributes, text } = useProblems(path);
  return (
    <label className="rr-labelled rr-narrow">
      <span>{label}</span>
      <input
        className="rr-field"
        type="number"
        step={step}
        value={value === null || Number.isNaN(value) ? "" : value}
        {...attributes}
        onChange={({ target }) => {
          onValue(target.value === "" ? null : target.valueAsNumber);
        }}
      />
      {hint !== undefined && <span className="rr-soft rr-small">{hint}</span>}
      {text}
    </label>
  );
}

/** A day of the calendar; undefined where the field is empty. */
export function DayField(
  props: FieldProps & { readonly value: string | undefined; readonly onValue: (value: string | undefined) => void },
): JSX.Element {
  const { label, path, value, onValue } = props;
  const { attributes, text } = useProblems(path);
  return (
    <label className="rr-labelled rr-narrow">
      <span>{label}</span>
      <input
        className="rr-field"
        type="date"
        value={value ?? ""}
        {...attributes}
        onChange={({ target }) => {
          onValue(target.value === "" ? undefined : target.value);
        }}
      />
      {text}
    </label>
  );
}

/** One of several. */
export function ChoiceField<T extends string>(
  props: FieldProps & {
    readonly options: readonly { readonly value: T; readonly text: string }[];
    readonly value: T;
    readonly onValue: (value: T) => void;
    /** Shows the label to assistive technology alone, where a table's heads say it. */
    readonly isLabelHidden?: boolean;
  },
): JSX.Element {
  const { label, path, hint, options, value, onValue, isLabelHidden = false } = props;
  const { attributes, text } = useProblems(path);
  return (
    <label className="rr-labelled">
      <span className={classNames(isLabelHidden && "rr-unseen")}>{label}</span>
      <select
        className="rr-field"
        value={value}
        {...attributes}
        onChange={({ target }) => {
          const chosen = options[target.selectedIndex];
          if (chosen !== undefined) onValue(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="rr-soft rr-small">{hint}</span>}
      {text}
    </label>
  );
}

/** Yes or no. */
export function CheckField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}): JSX.Element {
  const { label, hint, isChecked, onChange } = props;
  return (
    <label className="rr-check">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <span>
        {label}
        {hint !== undefined && <span className="rr-soft rr-small">{hint}</span>}
      </span>
    </label>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Several texts, one a line. What is typed stays as it is, empty lines too; what is kept is without them. */
export function LinesField(
  props: FieldProps & {
    readonly values: readonly string[];
    readonly onValues: (values: string[]) => void;
    /** Texts that can be added with one choice. */
    readonly offers?: readonly string[];
  },
): JSX.Element {
  const { label, path, hint, values, onValues, offers = [] } = props;
  const { attributes, text: problem } = useProblems(path, true);
  const [typed, setTyped] = React.useState(values.join("\n"));
  const isTyped = JSON.stringify(linesOf(typed)) === JSON.stringify(values);
  const shown = isTyped ? typed : values.join("\n");
  const left = offers.filter((offer) => !values.some((value) => fold(value) === fold(offer)));
  return (
    <div className="rr-labelled">
      <label className="rr-labelled">
        <span>{label}</span>
        <textarea
          className="rr-field rr-lines"
          rows={Math.min(8, Math.max(2, shown.split("\n").length))}
          value={shown}
          spellCheck={false}
          {...attributes}
          onChange={({ target }) => {
            setTyped(target.value);
            onValues(linesOf(target.value));
          }}
        />
        <span className="rr-soft rr-small">{hint === undefined ? "One a line." : `One a line. ${hint}`}</span>
        {problem}
      </label>
      {left.length > 0 && (
        <select
          className="rr-field"
          aria-label={`Add to ${label}`}
          value=""
          onChange={({ target }) => {
            if (target.value !== "") onValues([...values, target.value]);
          }}
        >
          <option value="">Add…</option>
          {left.map((offer) => (
            <option key={offer} value={offer}>
              {offer}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** Several of the project's work item types; those that the project has not are shown too, and can be taken out. */
export function TypesField(
  props: FieldProps & {
    readonly known: readonly string[];
    readonly values: readonly string[];
    readonly onValues: (values: string[]) => void;
  },
): JSX.Element {
  const { label, path, hint, known, values, onValues } = props;
  const { text } = useProblems(path, true);
  const has = (type: string): boolean => values.some((value) => fold(value) === fold(type));
  const unknown = values.filter((value) => !known.some((type) => fold(type) === fold(value)));
  return (
    <fieldset className="rr-group">
      <legend>{label}</legend>
      {hint !== undefined && <p className="rr-soft rr-small">{hint}</p>}
      <div className="rr-checks">
        {[...known, ...unknown].map((type) => (
          <CheckField
            key={type}
            label={unknown.includes(type) ? `${type} (not in this project)` : type}
            isChecked={has(type)}
            onChange={(isChecked) => {
              onValues(isChecked ? [...values, type] : values.filter((value) => fold(value) !== fold(type)));
            }}
          />
        ))}
      </div>
      {text}
    </fieldset>
  );
}
