import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { countText } from "../../components/numbers";
import { Rows } from "../../components/Rows";
import { Section } from "../../components/Section";
import { StageMark } from "../../components/StageBar";
import { useStore } from "../../components/store/useStore";
import { exactTime } from "../../components/time";
import type { Report } from "../../domain/readiness/report";
import { type Loss, lostIdsOf } from "../../domain/snapshot";
import { counted } from "../../domain/text";
import type { WorkItemRef } from "../../domain/workItem";
import type { Sieve } from "../filter";
import { useHub } from "../HubContext";
import { lostItems } from "../losses";
import type { View } from "../store/view";

/** Height of a line on a wide page. */
const LINE_HEIGHT = 32;
/** More ids than this are shown on demand: a batch has up to 200. */
const MANY_IDS = 20;

/**
 * What is in no verdict, or makes one unknown. Nothing that was read, or should have been, is dropped from sight; where it
 * is much, its list is closed at first and its number is not.
 */
export function LeftOver(props: { readonly report: Report; readonly sieve: Sieve; readonly view: View }): JSX.Element {
  const { report, sieve, view } = props;
  const hasWorkloads = report.unplanned.length > 0 || report.releases.some(({ workloads }) => workloads.length > 0);
  const loose = report.looseAssets.filter((asset) => sieve.asset(asset));
  return (
    <>
      {report.losses.length > 0 && (
        <Section
          title="Could not be read"
          count={lostItems(report.losses) || report.losses.length}
          isOpen
          ledTo={view.part === "unread" ? view : null}
          hint="Each makes the verdicts it touches unknown. Refresh; if it stays, someone with access has to look."
        >
          <Rows items={report.losses} estimate={LINE_HEIGHT} className="rr-lines" role="list">
            {(loss, index) => <LossLine key={index} loss={loss} row={index} />}
          </Rows>
        </Section>
      )}
      {report.unmappedStates.length > 0 && (
        <Section
          title="States that are not mapped"
          count={report.unmappedStates.length}
          isOpen
          hint="Assets in these states have no stage, so their verdicts are unknown. Map the state, or move the item to a mapped one."
        >
          {report.unmappedStates.map(({ type, state, assets }) => (
            <details className="rr-subsection" key={`${type} ${state}`} open={assets.length <= 5}>
              <summary>
                <b>{state}</b> ({type}) <span className="rr-count">{countText(assets.length)}</span>
              </summary>
              <References items={assets} />
            </details>
          ))}
        </Section>
      )}
      {report.looseAssets.length > 0 && (
        <Section
          title="Assets without workload and release"
          count={report.looseAssets.length}
          shown={loose.length}
          hint="They stand in no verdict. Give each a parent that is a workload, or a release."
        >
          <ChangeThese items={loose} />
          <Rows items={loose} estimate={LINE_HEIGHT} className="rr-lines" role="list">
            {({ item, stage, offLadderReason }, index) => (
              <div className="rr-line" role="listitem" data-row={index} key={item.id}>
                <WorkItemName item={item} />
                <StageMark stage={stage} reason={offLadderReason} />
              </div>
            )}
          </Rows>
        </Section>
      )}
      <Unrecognised
        title="Not recognised as workloads"
        hint="They are of a workload's type and have no asset below them, so they stand in no verdict."
        items={report.candidates}
        sieve={sieve}
        isOpen={!hasWorkloads}
      />
      <Unrecognised
        title="Not recognised below workloads"
        hint="They are of an asset's type and neither an asset nor a phase by the mapping."
        items={report.unrecognised}
        sieve={sieve}
        isChangeable
      />
      {report.deleted.length > 0 && (
        <Section title="Deleted" count={report.deleted.length} hint="Found in the recycle bin; they are out of scope.">
          <Rows items={report.deleted} estimate={LINE_HEIGHT} className="rr-lines" role="list">
            {(item, index) => (
              <div className="rr-line" role="listitem" data-row={index} key={item.id}>
                <WorkItemName item={item} />
                {item.deletedDate !== null && <span className="rr-soft">deleted {exactTime(item.deletedDate)}</span>}
              </div>
            )}
          </Rows>
        </Section>
      )}
    </>
  );
}

function Unrecognised(props: {
  readonly title: string;
  readonly hint: string;
  readonly items: Report["candidates"];
  readonly sieve: Sieve;
  readonly isOpen?: boolean;
  readonly isChangeable?: boolean;
}): JSX.Element | null {
  const { title, hint, sieve, isOpen, isChangeable = false } = props;
  if (props.items.length === 0) return null;
  const items = props.items.filter(({ item }) => sieve.reference(item));
  return (
    <Section title={title} count={props.items.length} shown={items.length} hint={hint} isOpen={isOpen}>
      {isChangeable && <ChangeThese items={items} />}
      <Rows items={items} estimate={LINE_HEIGHT} className="rr-lines" role="list">
        {({ item, reason }, index) => (
          <div className="rr-line" role="listitem" data-row={index} key={item.id}>
            <WorkItemName item={item} />
            <span className="rr-soft rr-clip" title={reason}>
              {reason}
            </span>
          </div>
        )}
      </Rows>
    </Section>
  );
}

/** Leads to the panel for all of a list, for those who may change work items. */
function ChangeThese({ items }: { readonly items: readonly { readonly item: WorkItemRef }[] }): JSX.Element | null {
  const { hub } = useHub();
  const { mayWrite } = useStore(hub);
  if (mayWrite !== true) return null;
  return (
    <Button
      className="rr-these"
      text={items.length === 1 ? "Map it…" : `Map all ${countText(items.length)}…`}
      onClick={() => {
        void hub.change(
          items.map(({ item }) => item.id),
          "change",
        );
      }}
    />
  );
}

function References({ items }: { readonly items: readonly WorkItemRef[] }): JSX.Element {
  return (
    <Rows items={items} estimate={LINE_HEIGHT} className="rr-lines" role="list">
      {(item, index) => (
        <div className="rr-line" role="listitem" data-row={index} key={item.id}>
          <WorkItemName item={item} />
        </div>
      )}
    </Rows>
  );
}

/** Titles and types of what was not read are not known. */
function LossLine({ loss, row }: { readonly loss: Loss; readonly row: number }): JSX.Element {
  const ids = lostIdsOf(loss);
  return (
    <div className="rr-loss" role="listitem" data-row={row}>
      <span>{loss.message}</span>
      {ids.length > MANY_IDS ? (
        <details>
          <summary>{counted(ids.length, "work item")}</summary>
          <LostIds ids={ids} />
        </details>
      ) : (
        <LostIds ids={ids} />
      )}
    </div>
  );
}

function LostIds({ ids }: { readonly ids: readonly number[] }): JSX.Element | null {
  if (ids.length === 0) return null;
  return (
    <span className="rr-loss-ids">
      {ids.map((id) => (
        <WorkItemLink key={id} item={{ id, title: `#${id}`, type: "Work item" }} />
      ))}
    </span>
  );
}
