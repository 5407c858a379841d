import * as React from "react";
import { Button } from "../../../components/Button";
import { Part } from "../../../components/change/Part";
import { WorkItemName } from "../../../components/links";
import { Rows } from "../../../components/Rows";
import type { Report } from "../../../domain/readiness/report";
import { placesOf } from "./places";
import type { DraftState, PlanningDraft } from "./state";
import { placeText, valueText } from "./words";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 48;

/** What somebody else changed meanwhile in the same places, with what is planned for it; a person chooses one of the two. */
export function Conflicts(props: {
  readonly draft: PlanningDraft;
  readonly state: DraftState;
  readonly report: Report;
  readonly level: number;
}): JSX.Element | null {
  const { draft, state, report, level } = props;
  const { conflicts, edits, planned } = state;
  if (conflicts.size === 0) return null;
  const ids = [...conflicts.keys()];
  const items = new Map(planned.workItems.map((item) => [item.id, item]));
  return (
    <Part title="Changed by somebody else meanwhile" count={ids.length} level={level} isOpen>
      <p className="rr-soft">They stay unwritten until you choose.</p>
      {ids.length > 1 && (
        <div className="rr-buttons">
          <Button
            text="Keep all of mine"
            onClick={() => {
              draft.keepMine(ids);
            }}
          />
          <Button
            text="Take all of theirs"
            onClick={() => {
              draft.takeTheirs(ids);
            }}
          />
        </div>
      )}
      <Rows items={ids} estimate={ROW_HEIGHT} role="list" label="Conflicts" className="rr-draft-conflicts">
        {(id, index) => {
          const [theirs, mine] = [conflicts.get(id) ?? {}, edits.get(id) ?? {}];
          const item = items.get(id) ?? { id, title: "", type: "Work item" };
          const text = placesOf(theirs)
            .map(
              (place) =>
                `${placeText(place, report)}: theirs ${valueText(place, theirs, report)}, mine ${valueText(place, mine, report)}`,
            )
            .join("; ");
          return (
            <div key={id} role="listitem" data-row={index} className="rr-draft-conflict">
              <span className="rr-draft-conflict-what">
                <WorkItemName item={item} />
                <span>{text}</span>
              </span>
              <span className="rr-buttons">
                <Button
                  text="Keep mine"
                  label={`Keep mine of ${item.title}`}
                  onClick={() => {
                    draft.keepMine([id]);
                  }}
                />
                <Button
                  text="Take theirs"
                  label={`Take theirs of ${item.title}`}
                  onClick={() => {
                    draft.takeTheirs([id]);
                  }}
                />
              </span>
            </div>
          );
        }}
      </Rows>
    </Part>
  );
}
