import * as React from "react";
import { countText } from "../../components/numbers";
import { Rows } from "../../components/Rows";
import { VerdictShape } from "../../components/VerdictMark";
import type { LedgerGroup } from "../ledger";
import { freesText, LedgerLine, type LineTools } from "./LedgerLine";

/** Height of a line on a wide page. */
const LINE_HEIGHT = 64;

/** Lines of one heading as a table; `id` tells it from the others of the page. */
export function Group(props: {
  readonly id: string;
  readonly group: LedgerGroup;
  readonly tools: LineTools;
}): JSX.Element {
  const { id, group, tools } = props;
  const { title, effect, blockers, frees } = group;
  return (
    <section className="rr-cause" aria-labelledby={id}>
      <h3 id={id}>
        {effect === "warns" ? (
          <span aria-hidden="true">⚠</span>
        ) : (
          <VerdictShape verdict={effect === "blocks" ? "blocked" : "unknown"} />
        )}
        {title} <span className="rr-count">{countText(blockers.length)}</span>
        {effect !== "warns" && (
          <span className="rr-soft rr-cause-frees">
            clearing {blockers.length === 1 ? "it" : "them"} frees {freesText(frees)}
          </span>
        )}
      </h3>
      <div className="rr-ledger" role="table" aria-labelledby={id} aria-rowcount={blockers.length + 1}>
        <div className="rr-ledger-row rr-ledger-head" role="row" aria-rowindex={1}>
          <span role="columnheader">What</span>
          <span role="columnheader">Is, and must be</span>
          <span role="columnheader">Since</span>
          <span role="columnheader">Who</span>
          <span role="columnheader">Frees</span>
          <span role="columnheader">What to do</span>
        </div>
        <Rows items={blockers} estimate={LINE_HEIGHT} role="rowgroup">
          {(blocker, index) => <LedgerLine key={index} blocker={blocker} index={index} tools={tools} />}
        </Rows>
      </div>
    </section>
  );
}
