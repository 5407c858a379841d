import * as React from "react";
import type { Recycling } from "../../boards/recycling";
import { OUTCOME_TITLES } from "../../components/change/texts";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { Rows } from "../../components/Rows";
import type { Undone } from "./session";
import { undoSentences } from "./texts";

/** Height of a row until one was measured. */
const ROW_HEIGHT = 48;

/** Why something that was made stays. */
const STAYS: Readonly<Record<Exclude<Recycling["kind"], "recycled">, string>> = {
  changed: OUTCOME_TITLES.conflict,
  refused: OUTCOME_TITLES.refused,
  failed: "Not known to be in the recycle bin",
};

/** What became of an undo: how many, and of those that stay as they are, each with the reason. */
export function UndoneStep(props: { readonly undone: Undone; readonly close: JSX.Element | null }): JSX.Element {
  const { undone, close } = props;
  const closed = undone.outcomes.filter(({ kind }) => kind !== "written");
  const kept = undone.recycled.flatMap(({ item, outcome }) => (outcome.kind === "recycled" ? [] : [{ item, outcome }]));
  const isWhole = closed.length === 0 && kept.length === 0;
  return (
    <>
      <div className="rr-sentence" role={isWhole ? "status" : "alert"}>
        {undoSentences(undone).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {closed.map(({ entry, writes }) => (
        <p key={entry.item.id}>
          <WorkItemLink item={entry.item} />{" "}
          {writes.map(({ outcome }) => (outcome.kind === "written" ? "" : outcome.message)).join(" ")}
        </p>
      ))}
      <div className="rr-buttons">{close}</div>
      {kept.length > 0 && (
        <Rows items={kept} estimate={ROW_HEIGHT} className="rr-change-rows" role="list">
          {({ item, outcome }, index) => (
            <div key={index} role="listitem" className="rr-change-row" data-row>
              <WorkItemName item={item} />
              <span className="rr-change-lines">
                {STAYS[outcome.kind]}: {outcome.message}
              </span>
            </div>
          )}
        </Rows>
      )}
    </>
  );
}
