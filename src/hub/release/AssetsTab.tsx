import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { countText, effortText } from "../../components/numbers";
import { Person } from "../../components/Person";
import { Rows } from "../../components/Rows";
import { StageLegend, StageMark } from "../../components/StageBar";
import { useStore } from "../../components/store/useStore";
import { CAUSES } from "../../components/wording";
import type { AssetAssessment } from "../../domain/readiness/report";
import { type AssetGroup, groupAssets } from "../assetGroups";
import type { Sieve } from "../filter";
import { useHub } from "../HubContext";
import type { Judged } from "../judged";
import { GROUPINGS, type Grouping } from "../store/view";
import { AssetCheck, GroupCheck, type Selection, SelectionBar, useSelection } from "./Selection";

/** Height of a row on a wide page. */
const ROW_HEIGHT = 36;

const GROUPING_TITLES: Readonly<Record<Grouping, string>> = { workload: "Workload", iteration: "Iteration" };

/** Every asset with its stage and what is next in its way; those out of scope apart, each with its reason. */
export function AssetsTab(props: {
  readonly judged: Judged;
  readonly grouping: Grouping;
  readonly sieve: Sieve;
  readonly onGroup: (grouping: Grouping) => void;
}): JSX.Element {
  const { judged, grouping, sieve, onGroup } = props;
  const { groups, excluded } = React.useMemo(() => {
    const workloads = judged.workloads.map((workload) => ({
      ...workload,
      assets: workload.assets.filter((asset) => sieve.asset(asset)),
    }));
    return groupAssets(workloads, grouping);
  }, [judged, grouping, sieve]);

  const shown = React.useMemo(
    () => [...groups.flatMap(({ assets }) => assets), ...excluded].map(idOf),
    [groups, excluded],
  );
  const chosen = useSelection(shown);
  const { mayWrite } = useStore(useHub().hub);
  const selection = mayWrite === true ? chosen : null;

  return (
    <>
      <div className="rr-toolbar">
        <fieldset className="rr-switch">
          <legend>Group by</legend>
          {GROUPINGS.map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name="rr-grouping"
                checked={choice === grouping}
                onChange={() => {
                  onGroup(choice);
                }}
              />
              {GROUPING_TITLES[choice]}
            </label>
          ))}
        </fieldset>
        <StageLegend />
      </div>
      {groups.length === 0 && (
        <p className="rr-none rr-soft">
          {judged.share.inScope === 0
            ? "No asset is in scope. Add work items for what moves, or give those there are this release."
            : "No asset in scope matches the filter."}
        </p>
      )}
      {groups.map((group) => (
        <Assets key={group.key} group={group} selection={selection} />
      ))}
      {excluded.length > 0 && (
        <Assets
          group={{ key: "excluded", title: "Not in scope", item: null, assets: excluded }}
          selection={selection}
        />
      )}
      {selection !== null && shown.length > 0 && <SelectionBar selection={selection} />}
    </>
  );
}

function idOf({ item }: AssetAssessment): number {
  return item.id;
}

/** `selection` is null where nothing may be changed. */
function Assets(props: { readonly group: AssetGroup; readonly selection: Selection | null }): JSX.Element {
  const { group, selection } = props;
  const { key, title, item, assets } = group;
  const id = `rr-assets-${key}`;
  const lastChecked = React.useRef<number | null>(null);
  return (
    <section className="rr-cause" aria-labelledby={id}>
      <h3 id={id}>
        {item === null ? <span>{title}</span> : <WorkItemLink item={item} />}{" "}
        <span className="rr-count">{countText(assets.length)}</span>
      </h3>
      <div className="rr-assets" role="table" aria-labelledby={id} aria-rowcount={assets.length + 1}>
        <div className="rr-assets-row rr-ledger-head" role="row" aria-rowindex={1}>
          <span role="columnheader" className="rr-assets-name">
            {selection !== null && (
              <GroupCheck ids={assets.map(idOf)} label={`Select all of ${title}`} selection={selection} />
            )}
            Asset
          </span>
          <span role="columnheader">Stage</span>
          <span role="columnheader">Kind</span>
          <span role="columnheader" className="rr-right">
            Effort
          </span>
          <span role="columnheader">Iteration</span>
          <span role="columnheader">Assigned to</span>
          <span role="columnheader">Next in its way</span>
        </div>
        <Rows items={assets} estimate={ROW_HEIGHT} role="rowgroup">
          {(asset, index) => (
            <AssetRow key={asset.item.id} asset={asset} index={index}>
              {selection !== null && (
                <AssetCheck index={index} list={assets} last={lastChecked} selection={selection} />
              )}
            </AssetRow>
          )}
        </Rows>
      </div>
    </section>
  );
}

/** No estimate is not an effort of 0. */
function NotEstimated(): JSX.Element {
  return (
    <span className="rr-soft" title="Not estimated">
      –<span className="rr-unseen">not estimated</span>
    </span>
  );
}

function kindText(kind: string | null, strategy: string | null): string | undefined {
  const parts = [...(kind === null ? [] : [kind]), ...(strategy === null ? [] : [`strategy: ${strategy}`])];
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** `children` stand before the asset's name. */
function AssetRow(props: {
  readonly asset: AssetAssessment;
  readonly index: number;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { asset, index, children } = props;
  const { item, stage, offLadderReason, kind, strategy, nextBlocker, hint } = asset;
  const iteration = item.iterationPath.split("\\").slice(1).join(" \\ ");
  return (
    <div className="rr-assets-row" role="row" data-row={index} aria-rowindex={index + 2}>
      <span className="rr-assets-name" role="cell">
        {children}
        <WorkItemName item={item} />
      </span>
      <span className="rr-assets-stage" role="cell">
        <StageMark stage={stage} reason={offLadderReason} />
        {hint !== null && (
          <span className="rr-soft rr-clip rr-assets-hint" title={hint}>
            {hint}
          </span>
        )}
      </span>
      <span className="rr-clip" role="cell" title={kindText(kind, strategy)}>
        {kind ?? <span className="rr-soft">not given</span>}
      </span>
      <span className="rr-right rr-assets-effort" role="cell">
        {item.effort === null ? <NotEstimated /> : effortText(item.effort)}
      </span>
      <span className="rr-clip rr-assets-iteration" role="cell" title={item.iterationPath}>
        {iteration === "" ? <span className="rr-soft">none</span> : iteration}
      </span>
      <span className="rr-assets-who" role="cell">
        <Person person={item.assignedTo} />
      </span>
      <span className="rr-clip rr-assets-next" role="cell" title={nextBlocker?.fix}>
        {nextBlocker === null ? (
          <span className="rr-soft">nothing of its own</span>
        ) : (
          <>
            {CAUSES[nextBlocker.code]}
            {nextBlocker.workItem !== null && nextBlocker.workItem.id !== item.id && (
              <>
                : <WorkItemLink item={nextBlocker.workItem} />
              </>
            )}
          </>
        )}
      </span>
    </div>
  );
}
