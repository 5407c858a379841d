import * as React from "react";
import { Button } from "../../../components/Button";
import { WorkItemName } from "../../../components/links";
import type { RecordEdit } from "../../../domain/inventory/mapping";
import type { StoredRecord } from "../../../domain/inventory/record";
import { tidy } from "../../../domain/text";
import type { WorkItem } from "../../../domain/workItem";
import { type Choices, workloadNamed, workloadText } from "../import/choices";
import type { Proposer } from "./proposals";
import type { InventoryRow } from "./rows";

/** Told what a person makes of the record. */
export type OnEdit = (edit: RecordEdit) => void;

/** What can be done with one record: map it, map it elsewhere, unmap it, say which workload it is of, take it out of scope. */
export function MapSection(props: {
  readonly row: InventoryRow & { readonly record: StoredRecord };
  readonly proposer: Proposer;
  readonly choices: Choices;
  readonly onEdit: OnEdit;
}): JSX.Element {
  const { row, proposer, choices, onEdit } = props;
  const { record } = row;
  const isMapped = record.workItem !== null;
  if (record.outOfScope !== null) {
    return (
      <div className="rr-buttons rr-inventory-do">
        <Button
          text="Back in scope…"
          onClick={() => {
            onEdit({ outOfScope: null });
          }}
        />
      </div>
    );
  }
  return (
    <div className="rr-inventory-do">
      <MapFields row={row} proposer={proposer} isMapped={isMapped} onEdit={onEdit} />
      {!isMapped && <WorkloadField record={record} choices={choices} onEdit={onEdit} />}
      <ScopeField onEdit={onEdit} />
      {isMapped && (
        <Button
          text="Unmap…"
          onClick={() => {
            onEdit({ workItem: null });
          }}
        />
      )}
    </div>
  );
}

/** Proposals, and a search among the assets that no record is mapped to; an id may name any work item. */
function MapFields(props: {
  readonly row: InventoryRow & { readonly record: StoredRecord };
  readonly proposer: Proposer;
  readonly isMapped: boolean;
  readonly onEdit: OnEdit;
}): JSX.Element {
  const { row, proposer, isMapped, onEdit } = props;
  const [text, setText] = React.useState("");
  const proposals = React.useMemo(() => (isMapped ? [] : proposer.for(row.record)), [proposer, row.record, isMapped]);
  const found = React.useMemo(() => proposer.search(text), [proposer, text]);
  const id = idIn(text);
  const mapTo = (workItem: number): void => {
    onEdit({ workItem });
  };
  return (
    <section aria-label="Map">
      {proposals.length > 0 && (
        <ul className="rr-held rr-inventory-found" aria-label="Proposed">
          {proposals.map(({ item, reason }) => (
            <Found key={item.id} item={item} note={reason} onMap={mapTo} />
          ))}
        </ul>
      )}
      <label className="rr-inventory-labelled">
        {isMapped ? "Map to another work item" : "Map to a work item"}
        <input
          type="search"
          className="rr-field"
          placeholder="Title of an asset without a record, or an id"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
      </label>
      {found.length > 0 && (
        <ul className="rr-held rr-inventory-found" aria-label="Found">
          {found.map((item) => (
            <Found key={item.id} item={item} note="" onMap={mapTo} />
          ))}
        </ul>
      )}
      {tidy(text) !== "" && found.length === 0 && id === null && (
        <p className="rr-soft rr-hint">No asset without a record has this in its title.</p>
      )}
      {id !== null && !found.some((item) => item.id === id) && (
        <Button
          text={`Map to #${id}…`}
          onClick={() => {
            mapTo(id);
          }}
        />
      )}
    </section>
  );
}

function Found(props: {
  readonly item: WorkItem;
  readonly note: string;
  readonly onMap: (id: number) => void;
}): JSX.Element {
  const { item, note, onMap } = props;
  return (
    <li>
      <WorkItemName item={item} />
      <span className="rr-soft">{note}</span>
      <button
        type="button"
        className="rr-textbutton"
        aria-label={`Map to ${item.title} (#${item.id})`}
        onClick={() => {
          onMap(item.id);
        }}
      >
        Map…
      </button>
    </li>
  );
}

/** The work item that a typed number means; null for anything else. */
function idIn(text: string): number | null {
  const [, digits] = /^#?([1-9]\d{0,9})$/.exec(tidy(text)) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The workload that an unmapped record belongs to: it is what the record holds back (M8). */
function WorkloadField(props: {
  readonly record: StoredRecord;
  readonly choices: Choices;
  readonly onEdit: OnEdit;
}): JSX.Element {
  const { record, choices, onEdit } = props;
  const [text, setText] = React.useState(workloadText(choices, record.workloadItem) || (record.workload ?? ""));
  const workload = workloadNamed(choices, text);
  const isNew = workload !== null && typeof workload === "object";
  const isSame = !isNew && workload === record.workloadItem;
  return (
    <section aria-label="Workload">
      <label className="rr-inventory-labelled">
        Workload
        <input
          className="rr-field"
          list="rr-record-workloads"
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
          }}
        />
      </label>
      <datalist id="rr-record-workloads">
        {choices.workloads.map(({ item, label }) => (
          <option key={item.id} value={label} />
        ))}
      </datalist>
      {isNew && <p className="rr-soft rr-hint">No workload is called so: it is made.</p>}
      <Button
        text={workload === null ? "Take out of its workload…" : "Set the workload…"}
        isDisabled={isSame}
        onClick={() => {
          onEdit({ workload });
        }}
      />
    </section>
  );
}

/** Why it is not to be moved: without a reason nobody could tell later. */
function ScopeField({ onEdit }: { readonly onEdit: OnEdit }): JSX.Element {
  const [reason, setReason] = React.useState("");
  return (
    <section aria-label="Scope">
      <label className="rr-inventory-labelled">
        Why it is not to be moved
        <input
          className="rr-field"
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      <Button
        text="Take out of scope…"
        isDisabled={tidy(reason) === ""}
        onClick={() => {
          onEdit({ outOfScope: tidy(reason) });
        }}
      />
    </section>
  );
}
