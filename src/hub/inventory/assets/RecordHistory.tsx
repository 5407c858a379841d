import * as React from "react";
import type { Run, RunSummary } from "../../../boards/inventory/stores";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { messageOf } from "../../../components/store/messageOf";
import { exactTime } from "../../../components/time";
import type { StoredRecord } from "../../../domain/inventory/record";
import { useStore } from "../../../components/store/useStore";
import { useHub, ViewLink } from "../../HubContext";
import type { InventoryEffects } from "../effects";
import { PURPOSE_WORDS } from "../import/runWords";
import { itemFinder } from "../import/scene";
import { recordChangeText } from "./planWords";

/** A run that wrote the record, and what it did to it. */
interface Written {
  readonly summary: RunSummary;
  readonly change: Run["records"][number];
}

type History =
  | { readonly kind: "closed" }
  | { readonly kind: "reading"; readonly done: number; readonly of: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "read"; readonly runs: readonly Written[] };

/** The run that wrote the record last; on request, all runs of the log that wrote it. Each run is a reading of its own. */
export function RecordHistory(props: {
  readonly record: StoredRecord;
  readonly effects: InventoryEffects;
}): JSX.Element {
  const { record, effects } = props;
  const [history, setHistory] = React.useState<History>({ kind: "closed" });
  const isGone = React.useRef(false);
  React.useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const read = async (): Promise<void> => {
    const show = (next: History): void => {
      if (!isGone.current) setHistory(next);
    };
    try {
      show({ kind: "reading", done: 0, of: 0 });
      const summaries = await effects.journal.list();
      const runs: Written[] = [];
      for (const [done, summary] of summaries.entries()) {
        if (isGone.current) return;
        show({ kind: "reading", done, of: summaries.length });
        const run = await effects.journal.load(summary.id);
        const change = run?.records.find(({ before, after }) => (after ?? before)?.key === record.key);
        if (change !== undefined) runs.push({ summary, change });
      }
      show({ kind: "read", runs });
    } catch (thrown) {
      show({ kind: "failed", message: messageOf(thrown) });
    }
  };
  return (
    <>
      <h3 className="rr-heading">Runs</h3>
      {record.run !== "" && (
        <p>
          Written last by the run{" "}
          <ViewLink to={{ subject: { kind: "inventory", page: "runs", run: record.run } }}>{record.run}</ViewLink>.
        </p>
      )}
      {history.kind === "closed" && (
        <Button
          text="Show all runs that wrote it"
          onClick={() => {
            void read();
          }}
        />
      )}
      {history.kind === "reading" && (
        <p role="status">Reading the log of runs{history.of > 0 && `: ${history.done} of ${history.of}`}…</p>
      )}
      {history.kind === "failed" && (
        <Notice
          kind="error"
          actions={
            <Button
              text="Try again"
              onClick={() => {
                void read();
              }}
            />
          }
        >
          The log of runs could not be read. {history.message}
        </Notice>
      )}
      {history.kind === "read" && <Runs runs={history.runs} />}
    </>
  );
}

function Runs({ runs }: { readonly runs: readonly Written[] }): JSX.Element {
  const { data } = useStore(useHub().hub);
  const titleOf = React.useMemo(() => itemFinder(data.kind === "ready" ? data.snapshot : { workItems: [] }), [data]);
  if (runs.length === 0) return <p className="rr-soft">No run of the log wrote it.</p>;
  return (
    <ul className="rr-held rr-inventory-history" aria-label="Runs that wrote it">
      {runs.map(({ summary, change }) => (
        <li key={summary.id}>
          <ViewLink to={{ subject: { kind: "inventory", page: "runs", run: summary.id } }}>
            {summary.title === "" ? PURPOSE_WORDS[summary.purpose] : summary.title}
          </ViewLink>
          <span>{recordChangeText(change, titleOf)}</span>
          <span className="rr-soft">
            {summary.by.displayName}, {exactTime(summary.startedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}
