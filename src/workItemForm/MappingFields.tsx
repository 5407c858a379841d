import * as React from "react";
import { datesText } from "../components/change/texts";
import { kindWords, strategyWords } from "../components/change/words";
import { messageOf } from "../components/store/messageOf";
import { lastName } from "../domain/change/describe";
import { fold, tidy } from "../domain/text";
import type { WorkItemRef } from "../domain/workItem";
import { useFormPage } from "./FormContext";
import { mappingValuesOf } from "./mappingValues";
import type { Mapping } from "./store/state";

/**
 * What the mapping knows of the work item, as fields. What is chosen goes into the form, where the person saves it with
 * everything else.
 */
export function MappingFields({ mapping }: { readonly mapping: Mapping }): JSX.Element {
  const { page } = useFormPage();
  const { snapshot, policy, isBusy, refusal } = mapping;
  const values = mappingValuesOf(mapping);
  const label = policy.labels.release;
  const { source } = policy.releases;
  return (
    <section className="rr-form-part" aria-labelledby="rr-mapping">
      <h2 id="rr-mapping">Mapping</h2>
      <p className="rr-soft">What you choose goes into this form, and is kept when you save it.</p>
      <div className="rr-form-fields" aria-busy={isBusy}>
        <Choice
          label="Asset"
          value={values.isAsset ? "yes" : "no"}
          options={[
            { value: "yes", text: "Yes, it is judged" },
            { value: "no", text: "No, it is in no verdict" },
          ]}
          onChoose={(value) => page.map({ kind: "asset", isAsset: value === "yes" })}
        />
        <Word
          label="Kind"
          value={values.kind}
          words={() => Promise.resolve(kindWords(snapshot, policy))}
          onWord={(word) => page.map({ kind: "assetKind", word })}
        />
        <Word
          label="Strategy"
          value={values.strategy}
          words={() => Promise.resolve(strategyWords(snapshot, policy))}
          onWord={(word) => page.map({ kind: "strategy", word })}
        />
        <WorkloadChoice workload={values.workload} />
        {(source.kind === "tag" || source.kind === "field") && (
          <Word
            label={label}
            value={values.release}
            words={page.releaseKeys}
            onWord={(release) => page.map({ kind: "release", release })}
          />
        )}
        {source.kind === "iteration" && (
          <Choice
            label={label}
            value={nodeOf(values.release, snapshot.iterations)}
            options={[
              { value: "", text: "None" },
              ...snapshot.iterations
                .filter(({ level }) => level === source.level)
                .map(({ path, startDate, finishDate }) => ({
                  value: path,
                  text: `${lastName(path)}${datesText(startDate, finishDate)}`,
                })),
            ]}
            onChoose={(value) => page.map({ kind: "release", release: value === "" ? null : value })}
          />
        )}
        <Choice
          label="Iteration"
          value={nodeOf(values.iteration, snapshot.iterations)}
          options={snapshot.iterations.map(({ path, name, level, startDate, finishDate }) => ({
            value: path,
            text: `${"\u00a0\u00a0".repeat(level)}${name}${datesText(startDate, finishDate)}`,
          }))}
          onChoose={(path) => page.map({ kind: "iteration", path })}
        />
      </div>
      <p role="alert" className="rr-form-refusal">
        {refusal}
      </p>
    </section>
  );
}

/** As the tree spells it, so that the choice is found among the options. */
function nodeOf(path: string, nodes: Mapping["snapshot"]["iterations"]): string {
  return nodes.find((node) => fold(node.path) === fold(path))?.path ?? path;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

/** One of several. What stands in the form is shown, also where it is none of them. */
function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => Promise<void>;
}): JSX.Element {
  const { label, value, options, onChoose } = props;
  const isKnown = options.some((option) => option.value === value);
  return (
    <label className="rr-form-field">
      {label}
      <select
        className="rr-field"
        value={value}
        onChange={({ target }) => {
          // The choice shows what the form holds, not what was wished for.
          const chosen = target.value;
          target.value = value;
          void onChoose(chosen);
        }}
      >
        {!isKnown && <option value={value}>{value === "" ? "None" : value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A word to type, with those in use to choose from. It is taken when the field is left, or with Enter. */
function Word(props: {
  readonly label: string;
  readonly value: string;
  /** Asked when the field is first gone into. */
  readonly words: () => Promise<readonly string[]>;
  readonly onWord: (word: string | null) => Promise<void>;
}): JSX.Element {
  const { label, value, words, onWord } = props;
  const list = `rr-words-${label.replace(/\W+/g, "-")}`;
  const [text, setText] = React.useState(value);
  // What is taken may be refused later; the field then shows what the form holds by that time.
  const held = React.useRef(value);
  held.current = value;
  const offer = useOffer(words);
  React.useEffect(() => {
    setText(value);
  }, [value]);
  const take = (): void => {
    const word = tidy(text);
    if (word === value) {
      setText(value);
      return;
    }
    void onWord(word === "" ? null : word).then(() => {
      setText(held.current);
    });
  };
  return (
    <label className="rr-form-field">
      {label}
      <input
        className="rr-field"
        list={list}
        autoComplete="off"
        value={text}
        onFocus={offer.ask}
        onChange={({ target }) => {
          setText(target.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setText(value);
        }}
      />
      <datalist id={list}>
        {offer.items.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      {offer.problem !== null && <span className="rr-soft">{offer.problem}</span>}
    </label>
  );
}

/** The workloads to choose from are asked for when the field is first gone into. */
function WorkloadChoice({ workload }: { readonly workload: WorkItemRef | null }): JSX.Element {
  const { page } = useFormPage();
  const offer = useOffer(page.workloads);
  const items = workload === null || offer.items.some(({ id }) => id === workload.id) ? [] : [workload];
  const options = [...items, ...offer.items];
  return (
    <label className="rr-form-field">
      Workload
      <select
        className="rr-field"
        value={workload === null ? "" : String(workload.id)}
        onFocus={offer.ask}
        onMouseDown={offer.ask}
        onChange={({ target }) => {
          const chosen = options.find(({ id }) => String(id) === target.value) ?? null;
          target.value = workload === null ? "" : String(workload.id);
          void page.map({ kind: "workload", workload: chosen });
        }}
      >
        <option value="">None</option>
        {options.map(({ id, title, type }) => (
          <option key={id} value={String(id)}>
            {title === "" ? `${type} ${id}` : title}
          </option>
        ))}
      </select>
      {offer.problem !== null && <span className="rr-soft">{offer.problem}</span>}
    </label>
  );
}

/** A list that is asked for once, when it is first needed; again where that failed. */
function useOffer<T>(read: () => Promise<readonly T[]>): {
  readonly items: readonly T[];
  readonly problem: string | null;
  readonly ask: () => void;
} {
  const [items, setItems] = React.useState<readonly T[]>([]);
  const [problem, setProblem] = React.useState<string | null>(null);
  const asked = React.useRef(false);
  const ask = (): void => {
    if (asked.current) return;
    asked.current = true;
    read().then(
      (found) => {
        setItems(found);
        setProblem(null);
      },
      (thrown: unknown) => {
        asked.current = false;
        setProblem(`Azure Boards did not name what there is to choose from. ${messageOf(thrown)}`);
      },
    );
  };
  return { items, problem, ask };
}
