import * as React from "react";
import { attributeText } from "../../../components/inventory/words";
import { Person } from "../../../components/Person";
import { WorkItemName } from "../../../components/links";
import { StageMark } from "../../../components/StageBar";
import { agoOf, exactTime } from "../../../components/time";
import { VerdictMark } from "../../../components/VerdictMark";
import { CAUSES, foundText, GATE_TITLES } from "../../../components/wording";
import { ATTRIBUTE_IDS, ATTRIBUTES } from "../../../domain/inventory/attributes";
import type { StoredRecord } from "../../../domain/inventory/record";
import { useHub, ViewLink } from "../../HubContext";
import { NO_WORKLOAD, type View } from "../../store/view";
import type { InventoryEffects } from "../effects";
import { RecordHistory } from "./RecordHistory";
import type { InventoryRow, RowPlace } from "./rows";
import { MAPPING_WORDS } from "./words";

/** One row in full: what the inventory says, where the work item stands, and which runs wrote it. `children` act on it. */
export function RecordDetails(props: {
  readonly row: InventoryRow | null;
  readonly view: View;
  readonly effects: InventoryEffects;
  /** Whether this reader may change the inventory now. */
  readonly canWrite: boolean;
  readonly formatTitle: (format: string) => string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { row, view, effects, canWrite, formatTitle, children } = props;
  const heading = React.useRef<HTMLHeadingElement>(null);
  const id = row?.id ?? null;
  // The link that led here is gone: reading goes on where it led to.
  React.useEffect(() => heading.current?.focus(), [id]);
  return (
    <section className="rr-opened" aria-labelledby="rr-record">
      <ViewLink to={{ ...view, inventory: { ...view.inventory, row: null } }}>← The inventory</ViewLink>
      <h2 id="rr-record" className="rr-heading" ref={heading} tabIndex={-1}>
        {row === null ? "This is not in the inventory any more" : row.name === "" ? row.id : row.name}
      </h2>
      {row !== null && (
        <>
          <Standing row={row} />
          {children}
          <Facts row={row} canWrite={canWrite} formatTitle={formatTitle} />
          {row.record !== null && <RecordHistory key={row.record.key} record={row.record} effects={effects} />}
        </>
      )}
    </section>
  );
}

function Standing({ row }: { readonly row: InventoryRow }): JSX.Element {
  const { mapping, record, item, asset, stage, workload, release, gate, blocker } = row;
  const words = MAPPING_WORDS[mapping];
  return (
    <dl className="rr-inventory-facts">
      <Fact title="Work item">
        {item === null ? (
          <span className={mapping === "unmapped" ? "rr-warn" : "rr-soft"}>
            {words}
            {record?.workItem != null && ` (#${record.workItem})`}
          </span>
        ) : (
          <>
            <WorkItemName item={item} />
            {words !== "" && <span className="rr-soft"> {words}</span>}
          </>
        )}
      </Fact>
      {record !== null && record.outOfScope !== null && <Fact title="Out of scope">{record.outOfScope}</Fact>}
      <Fact title="Workload">
        <PlaceLink place={workload} release={release} isWorkload />
      </Fact>
      <Fact title="Release">
        <PlaceLink place={release} release={release} />
      </Fact>
      {stage !== null && (
        <Fact title="Stage">
          <StageMark stage={stage} reason={asset?.offLadderReason ?? null} />
        </Fact>
      )}
      {gate !== null && (
        <Fact title={GATE_TITLES[gate.gate]}>
          <VerdictMark assessment={gate.assessment} />
          {blocker !== null && (
            <>
              {" "}
              {CAUSES[blocker.code]}: {foundText(blocker)}
            </>
          )}
        </Fact>
      )}
      {item !== null && (
        <>
          <Fact title="Iteration">{item.iterationPath}</Fact>
          <Fact title="Assigned to">
            <Person person={item.assignedTo} />
          </Fact>
        </>
      )}
    </dl>
  );
}

/** Leads to the view of a workload or release, where Azure Boards has it. */
function PlaceLink(props: {
  readonly place: RowPlace | null;
  readonly release: RowPlace | null;
  readonly isWorkload?: boolean;
}): JSX.Element {
  const { place, release, isWorkload = false } = props;
  if (place === null) return <span className="rr-soft">none</span>;
  if (!place.isInBoards) return <span className="rr-soft">{place.title}, as the inventory says</span>;
  const key = release !== null && release.isInBoards ? release.key : null;
  if (!isWorkload) {
    return <ViewLink to={{ subject: { kind: "release", release: place.key }, tab: "assets" }}>{place.title}</ViewLink>;
  }
  const id = Number(place.key);
  const workload = Number.isInteger(id) ? id : NO_WORKLOAD;
  return (
    <ViewLink to={{ subject: { kind: "workload", release: key, workload }, tab: "assets" }}>{place.title}</ViewLink>
  );
}

function Facts(props: {
  readonly row: InventoryRow;
  readonly canWrite: boolean;
  readonly formatTitle: (format: string) => string;
}): JSX.Element | null {
  const { row, canWrite, formatTitle } = props;
  const { now } = useHub();
  const { record } = row;
  if (record === null) {
    return (
      <p className="rr-soft rr-hint">
        No record is mapped to this asset.
        {canWrite && " Import a file that names it, or map a record to it."}
      </p>
    );
  }
  return (
    <>
      <h3 className="rr-heading">What the inventory says</h3>
      <dl className="rr-inventory-facts">
        <Fact title="Key">
          <code>{record.key}</code>
        </Fact>
        {record.alsoKeys.length > 0 && (
          <Fact title="Further keys">
            <code>{record.alsoKeys.join(", ")}</code>
          </Fact>
        )}
        <Told record={record} />
        {ATTRIBUTE_IDS.map((id) => {
          const value = record.attributes[id];
          return value === undefined ? null : (
            <Fact key={id} title={ATTRIBUTES[id].title}>
              {attributeText(id, value)}
            </Fact>
          );
        })}
        <Fact title="Source">{record.formats.map(formatTitle).join(", ") || "none"}</Fact>
        <Fact title="Seen">
          <time dateTime={new Date(record.seenAt).toISOString()} title={exactTime(record.seenAt)}>
            {agoOf(record.seenAt, now())}
          </time>
        </Fact>
      </dl>
    </>
  );
}

const TOLD = {
  kind: "Kind",
  strategy: "Strategy",
  workload: "Workload in the file",
  release: "Release in the file",
  hostKey: "Runs on",
} as const satisfies Partial<Record<keyof StoredRecord, string>>;

function Told({ record }: { readonly record: StoredRecord }): JSX.Element {
  return (
    <>
      {Object.entries(TOLD).map(([name, title]) => {
        const value = record[name as keyof typeof TOLD];
        return value === null ? null : (
          <Fact key={name} title={title}>
            {value}
          </Fact>
        );
      })}
    </>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: React.ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
