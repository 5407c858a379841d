import * as React from "react";
import type { RunSummary } from "../../../boards/inventory/stores";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { messageOf } from "../../../components/store/messageOf";
import { exactTime } from "../../../components/time";
import { useHub, ViewLink } from "../../HubContext";
import type { InventoryPageProps } from "../InventoryPage";
import { RunPage } from "./RunPage";
import { countsText, PURPOSE_WORDS, STATE_WORDS } from "./runWords";
import { sessionsOf } from "./sessions";
import "./import.css";

/** All runs of the project, or the one that the address names. */
export function RunsPage(props: InventoryPageProps): JSX.Element {
  const { data, effects, mayWrite, run } = props;
  const { hub } = useHub();
  if (run === null) return <RunList effects={effects} />;
  return <RunPage key={run} session={sessionsOf(hub, effects).run(run)} snapshot={data.snapshot} mayWrite={mayWrite} />;
}

type Listed =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "ready"; readonly runs: readonly RunSummary[] };

function RunList({ effects }: Pick<InventoryPageProps, "effects">): JSX.Element {
  const [listed, setListed] = React.useState<Listed>({ kind: "loading" });
  const [tries, setTries] = React.useState(0);
  React.useEffect(() => {
    let isGone = false;
    effects.journal.list().then(
      (runs) => {
        if (!isGone) setListed({ kind: "ready", runs });
      },
      (thrown: unknown) => {
        if (!isGone) setListed({ kind: "failed", message: messageOf(thrown) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [effects, tries]);
  switch (listed.kind) {
    case "loading":
      return <p role="status">Reading the log of runs…</p>;
    case "failed":
      return (
        <Notice
          kind="error"
          actions={
            <Button
              text="Try again"
              onClick={() => {
                setListed({ kind: "loading" });
                setTries(tries + 1);
              }}
            />
          }
        >
          The log of runs could not be read. {listed.message}
        </Notice>
      );
    case "ready":
      return listed.runs.length === 0 ? (
        <p className="rr-none rr-soft">
          Nothing was imported yet. Each import is kept here with what it wrote, to go on with it and to undo it.
        </p>
      ) : (
        <RunTable runs={listed.runs} />
      );
  }
}

function RunTable({ runs }: { readonly runs: readonly RunSummary[] }): JSX.Element {
  return (
    <div className="rr-runs" role="table" aria-label="Runs" tabIndex={0}>
      <div className="rr-runs-row rr-import-head" role="row">
        {["What", "Who", "When", "State", "Work items"].map((title) => (
          <span key={title} role="columnheader">
            {title}
          </span>
        ))}
      </div>
      {runs.map((run) => (
        <div key={run.id} className="rr-runs-row" role="row">
          <span role="cell" className="rr-runs-what">
            <ViewLink
              to={{ subject: { kind: "inventory", page: "runs", run: run.id } }}
              className="rr-link rr-clip"
              title={run.title}
            >
              {run.title === "" ? PURPOSE_WORDS[run.purpose] : run.title}
            </ViewLink>
            <span className="rr-soft rr-small">{PURPOSE_WORDS[run.purpose]}</span>
          </span>
          <span role="cell" className="rr-clip" title={run.by.displayName}>
            {run.by.displayName}
          </span>
          <span role="cell">
            <time dateTime={new Date(run.startedAt).toISOString()}>{exactTime(run.startedAt)}</time>
          </span>
          <span role="cell">{STATE_WORDS[run.state]}</span>
          <span role="cell">{countsText(run.counts) || <span className="rr-soft">none</span>}</span>
        </div>
      ))}
    </div>
  );
}
