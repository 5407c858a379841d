import * as React from "react";
import { formatTitle } from "../../../components/inventory/formats";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { useStore } from "../../../components/store/useStore";
import { useHub, viewTo } from "../../HubContext";
import { completenessOf } from "../../../domain/inventory/completeness";
import { inventoryScene } from "../../../domain/inventory/scene";
import type { StoredRecord } from "../../../domain/inventory/record";
import { useSelection } from "../../release/Selection";
import { pastDayOf, todayOf } from "../../store/past";
import { choicesOf } from "../import/choices";
import { itemFinder } from "../import/scene";
import type { InventoryList } from "../../store/inventoryView";
import type { InventoryPageProps } from "../InventoryPage";
import { CompletenessSection } from "./Completeness";
import { type Edits, EditBar } from "./EditBar";
import { planOfEdits } from "./edits";
import { FilesBar } from "./FilesBar";
import { InventoryFields, InventoryLists } from "./InventoryFields";
import { InventoryTable } from "./InventoryTable";
import { InventoryTotals } from "./InventoryTotals";
import { isIn, narrowed, sorted } from "./listing";
import { lackingRows } from "./lacking";
import { MapSection } from "./MapSection";
import { PlanSteps } from "./PlanPreview";
import { type Proposer, proposerOf } from "./proposals";
import { RecordDetails } from "./RecordDetails";
import { ReplaceAll } from "./ReplaceAll";
import { planOfRebuild, planOfRestore } from "./restoring";
import { type InventoryRow, rowsOf } from "./rows";
import { inventorySentence, totalsOf } from "./totals";
import { usePlanner } from "./usePlanner";
import { useRecords } from "./useRecords";

/** What is said of a list that has no row at all. */
const NONE: Readonly<Record<InventoryList, string>> = {
  all: "There is nothing yet.",
  unmapped: "Every record in scope is mapped to a work item.",
  "no-record": "Every asset has a record.",
  "out-of-scope": "No record is out of scope.",
};

/** The inventory and the work items that stand for it, both ways: which records have none, and which assets no record. */
export function AssetsPage(props: InventoryPageProps): JSX.Element {
  const { data, effects, mayWrite } = props;
  const { hub } = useHub();
  const { view } = useStore(hub);
  const [records, again] = useRecords(effects, data.snapshot);
  const isPast = pastDayOf(view, todayOf(data.report)) !== null;
  return (
    <>
      {isPast && (
        <Notice kind="info">
          The inventory is shown as it is today, with today&apos;s stages and verdicts: nothing keeps how it was on a
          day that is over. It is changed when now is looked at.
        </Notice>
      )}
      <RecordsLost {...props} />
      {records.kind === "reading" && <p role="status">Reading the inventory…</p>}
      {records.kind === "failed" && (
        <>
          <Notice kind="error" actions={<Button text="Try again" onClick={again} />}>
            The records of the inventory could not be read. {records.message} Work items and their stages are not
            touched by this.
          </Notice>
          {mayWrite === true && (
            <ReplaceAll
              effects={effects}
              project={data.snapshot.project}
              onDone={() => {
                again();
                void hub.refresh();
              }}
            />
          )}
        </>
      )}
      {records.kind === "read" && <Inventory {...props} records={records.records} />}
    </>
  );
}

/** What it means for verdicts that the records were not read with them (M8). */
function RecordsLost({ data }: InventoryPageProps): JSX.Element | null {
  const { hub } = useHub();
  const loss = data.report.losses.find(({ kind }) => kind === "records");
  if (loss?.kind !== "records") return null;
  const isDemanded = data.stored.policy.inventory.isDemanded;
  return (
    <Notice
      kind="warning"
      actions={
        <Button
          text="Read again"
          onClick={() => {
            void hub.refresh();
          }}
        />
      }
    >
      The verdicts were given without the records: {loss.message}{" "}
      {isDemanded
        ? "The mapping says that verdicts need them, so that every gate that could be ready is unknown."
        : "The mapping says that verdicts do without them; an unmapped record may be in the way and is not seen."}
    </Notice>
  );
}

function Inventory(props: InventoryPageProps & { readonly records: readonly StoredRecord[] }): JSX.Element {
  const { data, records, effects, mayWrite } = props;
  const { report, snapshot } = data;
  const { hub } = useHub();
  const { view } = useStore(hub);
  const { inventory, filter } = view;
  const rows = React.useMemo(() => rowsOf(records, report, snapshot), [records, report, snapshot]);
  const completeness = React.useMemo(
    () => completenessOf(inventoryScene(snapshot, data.stored.policy, report.now, []), records),
    [snapshot, data.stored, report.now, records],
  );
  const lacking = React.useMemo(() => lackingRows(completeness, inventory), [completeness, inventory]);
  const { sort, isDescending } = inventory;
  // Put in order once: typing into the filter only takes rows away.
  const inOrder = React.useMemo(() => sorted(rows, { sort, isDescending }), [rows, sort, isDescending]);
  const shown = React.useMemo(
    () => narrowed(inOrder, { ...inventory, ...filter, lacking: lacking?.ids ?? null }),
    [inOrder, inventory, filter, lacking],
  );
  const ids = React.useMemo(() => shown.map(({ id }) => id), [shown]);
  const selection = useSelection(ids);
  const proposer = React.useMemo(() => proposerOf(rows), [rows]);
  const [planner, planning] = usePlanner(effects);
  const titleOf = React.useMemo(() => itemFinder(snapshot), [snapshot]);
  const canWrite = mayWrite === true;
  const edit = (title: string, edits: Edits): void => {
    void planner.plan(planOfEdits(effects, data, records, title, edits));
  };

  if (planning.kind !== "idle") return <PlanSteps planner={planner} planning={planning} titleOf={titleOf} />;
  if (inventory.row !== null) {
    const row = rows.find(({ id }) => id === inventory.row) ?? null;
    return (
      <RecordDetails row={row} view={view} effects={effects} canWrite={canWrite} formatTitle={formatTitle}>
        {canWrite && row !== null && <RowActions row={row} data={data} proposer={proposer} onEdit={edit} />}
      </RecordDetails>
    );
  }
  return (
    <>
      <p className="rr-sentence">{inventorySentence(rows, report)}</p>
      <FilesBar
        rows={shown}
        records={records}
        project={report.project}
        write={
          canWrite
            ? {
                onImport: () => {
                  hub.open(viewTo(hub, { subject: { kind: "inventory", page: "import", run: null } }));
                },
                onRestore: (file) => {
                  void planner.plan(planOfRestore(data, records, file));
                },
                onRebuild: () => {
                  void planner.plan(planOfRebuild(effects, data, records));
                },
              }
            : null
        }
      />
      {rows.length === 0 && <Empty />}
      {rows.length > 0 && (
        <>
          <CompletenessSection completeness={completeness} view={view} />
          <InventoryLists rows={rows} view={view} />
          <InventoryFields
            rows={rows}
            shown={shown.length}
            report={report}
            view={view}
            lacking={lacking?.title ?? null}
            formatTitle={formatTitle}
          />
          <InventoryTotals totals={totalsOf(shown)} view={view} />
          {shown.length === 0 ? (
            <p className="rr-none rr-soft">
              {rows.some((row) => isIn(view.inventory.list, row))
                ? "No row matches the filter."
                : NONE[view.inventory.list]}
            </p>
          ) : (
            <InventoryTable
              rows={shown}
              view={view}
              selection={canWrite ? selection : null}
              formatTitle={formatTitle}
            />
          )}
          {canWrite && shown.length > 0 && (
            <EditBar rows={shown} selection={selection} proposer={proposer} onEdit={edit} />
          )}
        </>
      )}
    </>
  );
}

/** What can be done with one row: its record is mapped and scoped here, its work item goes to the change panel. */
function RowActions(props: {
  readonly row: InventoryRow;
  readonly data: InventoryPageProps["data"];
  readonly proposer: Proposer;
  readonly onEdit: (title: string, edits: Edits) => void;
}): JSX.Element {
  const { row, data, proposer, onEdit } = props;
  const { hub } = useHub();
  const { record, item } = row;
  const choices = React.useMemo(() => choicesOf(data), [data]);
  return (
    <>
      {record !== null && (
        <MapSection
          key={record.key}
          row={{ ...row, record }}
          proposer={proposer}
          choices={choices}
          onEdit={(edit) => {
            onEdit(record.name, new Map([[record.key, edit]]));
          }}
        />
      )}
      {item !== null && (
        <div className="rr-buttons">
          <Button
            text="Change the work item…"
            onClick={() => {
              void hub.change([item.id], "change");
            }}
          />
        </div>
      )}
    </>
  );
}

function Empty(): JSX.Element {
  return (
    <p className="rr-empty">
      The inventory holds what files say of the assets: an Azure Migrate export, RVTools, a wave sheet or any table.
      Each is mapped to a work item, so that nothing that should be moved is forgotten.
    </p>
  );
}
