import * as React from "react";
import { Button } from "../../../components/Button";
import { SelectField, WordField } from "../../../components/change/inputs";
import type { ReconciledRow, RowDecision } from "../../../domain/inventory/reconciliation";
import { counted, tidy } from "../../../domain/text";
import { type Choices, releaseName, workloadNamed, workloadText } from "./choices";
import { ItemSearch } from "./ItemSearch";
import { nameOf } from "./RowTable";

type Draft = { -readonly [K in keyof RowDecision]: RowDecision[K] };

const ACTIONS = [
  ["", "Leave it as it is"],
  ["create", "Create a work item"],
  ["update", "Update the work item"],
  ["map", "Map to a work item…"],
  ["record", "Record only: leave it unmapped"],
  ["outOfScope", "Out of scope…"],
  ["skip", "Skip"],
] as const;

type Chosen = (typeof ACTIONS)[number][0];

/** Corrects one row, or several at once: what is left empty stays as it is. */
export function RowEditor(props: {
  readonly rows: readonly ReconciledRow[];
  readonly decisions: ReadonlyMap<string, RowDecision>;
  readonly choices: Choices;
  readonly onApply: (decision: RowDecision) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const { rows, decisions, choices, onApply, onClose } = props;
  const only = rows.length === 1 ? rows[0] : undefined;
  const decision = only === undefined ? undefined : decisions.get(only.key);
  const [draft, setDraft] = React.useState<Draft>(() => ({ ...decision }));
  const [chosen, setChosen] = React.useState<Chosen>(() =>
    typeof decision?.outOfScope === "string" ? "outOfScope" : (decision?.action ?? ""),
  );
  const [reason, setReason] = React.useState(decision?.outOfScope ?? "");
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => {
    heading.current?.focus();
  }, []);
  const change = (added: Draft): void => {
    setDraft((now) => ({ ...now, ...added }));
  };
  /** Sets a member, or leaves it as it is. */
  const setWord = (
    member: "kind" | "strategy" | "release" | "iterationPath",
    word: string | null | undefined,
  ): void => {
    setDraft((now) => {
      const next = { ...now };
      delete next[member];
      return word === undefined ? next : { ...next, [member]: word };
    });
  };
  const lacks =
    chosen === "map" && draft.workItem === undefined
      ? "Choose the work item that it is."
      : chosen === "outOfScope" && tidy(reason) === ""
        ? "Say why it is not to be moved."
        : null;
  const apply = (): void => {
    if (lacks === null) onApply(decisionOf(draft, chosen, reason));
  };
  const title = only === undefined ? counted(rows.length, "asset") : nameOf(only, decision);
  return (
    <form
      className="rr-import-editor"
      aria-label={`Edit ${title}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <h3 ref={heading} tabIndex={-1} className="rr-import-anywhere">
        {title}
      </h3>
      <div className="rr-import-fields">
        <label>
          Becomes
          <select
            className="rr-field"
            value={chosen}
            onChange={({ target }) => {
              setChosen(ACTIONS.find(([value]) => value === target.value)?.[0] ?? "");
            }}
          >
            {ACTIONS.filter(([value]) => only !== undefined || value !== "map").map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {chosen === "outOfScope" && (
          <label>
            Why it is not to be moved
            <input
              className="rr-field"
              value={reason}
              onChange={({ target }) => {
                setReason(target.value);
              }}
            />
          </label>
        )}
        {only !== undefined && (
          <label>
            Name
            <input
              className="rr-field"
              value={draft.name ?? nameOf(only, decision)}
              onChange={({ target }) => {
                change({ name: target.value });
              }}
            />
          </label>
        )}
      </div>
      {chosen === "map" && only !== undefined && (
        <ItemSearch
          row={only}
          items={choices.assets}
          chosen={draft.workItem ?? null}
          onChoose={(workItem) => {
            change({ workItem });
          }}
        />
      )}
      <div className="rr-import-fields">
        <div>
          <WordField
            label="Kind"
            noneLabel="No kind"
            words={choices.kinds}
            word={draft.kind}
            onWord={(word) => {
              setWord("kind", word);
            }}
          />
        </div>
        <div>
          <WordField
            label="Strategy"
            noneLabel="No strategy"
            words={choices.strategies}
            word={draft.strategy}
            onWord={(word) => {
              setWord("strategy", word);
            }}
          />
        </div>
        <div>
          <WordField
            label="Workload"
            noneLabel="In no workload"
            words={choices.workloads.map(({ label }) => label)}
            word={draft.workload == null ? draft.workload : workloadText(choices, draft.workload)}
            onWord={(word) => {
              setDraft((now) => {
                const next = { ...now };
                delete next.workload;
                return word === undefined
                  ? next
                  : { ...next, workload: word === null ? null : workloadNamed(choices, word) };
              });
            }}
          />
        </div>
        {choices.releaseSource !== "none" && (
          <div>
            {choices.releaseSource === "iteration" ? (
              <SelectField
                label={choices.releaseLabel}
                noneLabel={`In no ${choices.releaseLabel.toLowerCase()}`}
                options={choices.releases.map(({ key }) => ({ value: key, text: releaseName(choices, key) }))}
                value={draft.release}
                onValue={(word) => {
                  setWord("release", word);
                }}
              />
            ) : (
              <WordField
                label={choices.releaseLabel}
                noneLabel={`In no ${choices.releaseLabel.toLowerCase()}`}
                words={choices.releases.map(({ key }) => key)}
                word={draft.release}
                onWord={(word) => {
                  setWord("release", word);
                }}
              />
            )}
          </div>
        )}
        <div>
          <SelectField
            label="Iteration"
            options={choices.iterations.map((path) => ({ value: path, text: path }))}
            value={draft.iterationPath}
            onValue={(path) => {
              setWord("iterationPath", path);
            }}
          />
        </div>
      </div>
      {lacks !== null && (
        <p role="status" className="rr-warn">
          {lacks}
        </p>
      )}
      <div className="rr-buttons">
        <Button
          text={only === undefined ? `Set for ${title}` : "Set"}
          isPrimary
          isDisabled={lacks !== null}
          onClick={apply}
        />
        <Button text="Cancel" onClick={onClose} />
      </div>
    </form>
  );
}

/** What was said, with nothing that belongs to another choice. */
function decisionOf(draft: Draft, chosen: Chosen, reason: string): RowDecision {
  const { action: _action, workItem, sameAs, outOfScope: _outOfScope, name, ...others } = draft;
  const said: RowDecision = { ...others, ...(name === undefined || tidy(name) === "" ? {} : { name: tidy(name) }) };
  switch (chosen) {
    case "":
      return { ...said, ...(sameAs === undefined ? {} : { sameAs }) };
    case "map":
      return { ...said, action: "map", ...(workItem === undefined ? {} : { workItem }) };
    case "outOfScope":
      return { ...said, action: "record", outOfScope: tidy(reason) };
    default:
      return { ...said, action: chosen };
  }
}
