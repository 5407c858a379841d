import * as React from "react";
import { countText } from "../../../components/numbers";
import { Rows } from "../../../components/Rows";
import type { Reconciliation } from "../../../domain/inventory/reconciliation";
import { edgeId } from "./deciding";
import type { Importing } from "./importing";
import { placeText } from "./words";

/** Height of a row, as the style sheet says. */
const ROW_HEIGHT = 40;

/** Dependencies that the files name: each to become a link, or not; and those whose ends are not known. */
export function EdgeSection(props: {
  readonly importing: Importing;
  readonly edges: Reconciliation["edges"];
  readonly loose: Reconciliation["looseEdges"];
  readonly left: ReadonlySet<string>;
  readonly isLinking: boolean;
}): JSX.Element | null {
  const { importing, edges, loose, left, isLinking } = props;
  if (edges.length + loose.length === 0) return null;
  return (
    <>
      {edges.length > 0 && (
        <details className="rr-section" open>
          <summary>
            <h2>
              Dependencies <span className="rr-count">{countText(edges.length)}</span>
            </h2>
          </summary>
          <p className="rr-soft rr-hint">
            {isLinking
              ? "Each that is checked becomes a Predecessor link: the first waits for the second."
              : "None becomes a link, as chosen above."}
          </p>
          <div className="rr-import-edges" role="table" aria-label="Dependencies" aria-rowcount={edges.length + 1}>
            <div className="rr-import-edge rr-import-head" role="row" aria-rowindex={1}>
              <span role="columnheader">Link</span>
              <span role="columnheader">What waits</span>
              <span role="columnheader">For</span>
              <span role="columnheader">Seen</span>
            </div>
            <Rows items={edges} estimate={ROW_HEIGHT} role="rowgroup">
              {(edge, index) => {
                const id = edgeId(edge);
                return (
                  <div key={id} className="rr-import-edge" role="row" data-row={index} aria-rowindex={index + 2}>
                    <span role="cell">
                      <input
                        type="checkbox"
                        aria-label={`Link ${edge.fromName} to ${edge.toName}`}
                        checked={edge.isLinked || (isLinking && !left.has(id))}
                        disabled={edge.isLinked || !isLinking}
                        onChange={({ target }) => {
                          importing.setEdges([id], target.checked);
                        }}
                      />
                    </span>
                    <span role="cell" className="rr-clip" title={edge.fromName}>
                      {edge.fromName}
                    </span>
                    <span role="cell" className="rr-clip" title={edge.toName}>
                      {edge.toName}
                    </span>
                    <span role="cell" className="rr-clip rr-soft" title={edge.details.join("\n")}>
                      {edge.isLinked ? "linked already" : edge.details.join("; ")}
                    </span>
                  </div>
                );
              }}
            </Rows>
          </div>
        </details>
      )}
      {loose.length > 0 && (
        <details className="rr-section">
          <summary>
            <h2>
              Dependencies that can&apos;t be linked <span className="rr-count">{countText(loose.length)}</span>
            </h2>
          </summary>
          <div className="rr-import-edges" role="table" aria-label="Dependencies that can't be linked">
            <Rows items={loose} estimate={ROW_HEIGHT} role="rowgroup">
              {({ edge, reason }, index) => (
                <div key={index} className="rr-import-edge" role="row" data-row={index}>
                  <span role="cell" />
                  <span role="cell" className="rr-clip" title={edge.from}>
                    {edge.from}
                  </span>
                  <span role="cell" className="rr-clip" title={edge.to === "" ? edge.toAddress : edge.to}>
                    {edge.to === "" ? edge.toAddress : edge.to}
                  </span>
                  <span role="cell" className="rr-clip rr-soft" title={`${reason} ${placeText(edge.place)}`}>
                    {reason}
                  </span>
                </div>
              )}
            </Rows>
          </div>
        </details>
      )}
    </>
  );
}
