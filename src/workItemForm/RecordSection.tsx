import * as React from "react";
import { Button } from "../components/Button";
import { useRecord } from "../components/record/BlockerActions";
import { stateReader } from "../domain/backlog/states";
import type { Standing } from "../domain/readiness/standing";
import { approvableAs } from "../domain/record/naming";
import type { Mapping } from "./store/state";

/** What can be recorded from here: evidence and the checklist of an asset or workload, the approval of a waiver. */
export function RecordSection(props: { readonly standing: Standing; readonly mapping: Mapping }): JSX.Element | null {
  const { standing, mapping } = props;
  const { workItem, snapshot, policy } = mapping;
  const record = useRecord();
  if (record === null) return null;
  const { id } = workItem;
  const { isOpen } = stateReader(snapshot.types, policy.notDoneReasons);
  const approvable = isOpen(workItem) ? approvableAs(workItem) : null;
  const isJudged = standing.kind === "workload" || (standing.kind === "asset" && standing.asset.stage !== "Excluded");
  if (approvable === null && !isJudged) return null;
  return (
    <section className="rr-form-part" aria-label="Record">
      <div className="rr-buttons">
        {approvable !== null && (
          <Button
            isPrimary
            text={approvable === "waiver" ? "Approve the waiver…" : "Give this evidence…"}
            onClick={() => {
              record({ kind: "approve", workItem: id });
            }}
          />
        )}
        {isJudged && (
          <>
            <Button
              text="Record evidence…"
              onClick={() => {
                record({ kind: "evidence", evidence: null, place: { kind: "workItem", id } });
              }}
            />
            <Button
              text="Create the gate checklist…"
              onClick={() => {
                record({ kind: "checklist", release: null, workItems: [id] });
              }}
            />
          </>
        )}
      </div>
    </section>
  );
}
