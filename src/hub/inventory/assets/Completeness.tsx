import * as React from "react";
import { WorkItemLink } from "../../../components/links";
import { countText } from "../../../components/numbers";
import {
  type Completeness,
  type Missing,
  type PointCount,
  RELEASES_AHEAD,
  shareKnown,
} from "../../../domain/inventory/completeness";
import { counted } from "../../../domain/text";
import { ViewLink } from "../../HubContext";
import { FIRST_INVENTORY } from "../../store/inventoryView";
import type { View } from "../../store/view";
import { isOfRows } from "./lacking";

/** Names that are written out where what lacks something is not in the table. */
const MOST_NAMED = 5;

/** Whether the data is good enough to plan the next releases with: per release and workload what is known, and what is not. */
export function CompletenessSection(props: {
  readonly completeness: Completeness;
  readonly view: View;
}): JSX.Element | null {
  const { completeness, view } = props;
  const { releases } = completeness;
  if (releases.length === 0) return null;
  const shares = releases.map(({ name, points }) => `${name} ${percentText(points)}`);
  return (
    <details className="rr-section">
      <summary>
        <h2>
          Data for the next{" "}
          {releases.length === 1 ? "release" : `${Math.min(releases.length, RELEASES_AHEAD)} releases`}
        </h2>{" "}
        <span className="rr-soft">{shares.join(", ")}</span>
      </summary>
      {releases.map((release) => (
        <section key={release.key} className="rr-inventory-complete" aria-label={release.name}>
          <h3 className="rr-heading">
            {release.name} <span className="rr-count">{percentText(release.points)} known</span>
          </h3>
          <Points points={release.points} release={release.key} workload="" view={view} />
          {release.workloads.length > 1 && (
            <details>
              <summary>By workload</summary>
              {release.workloads.map(({ item, title, points }) => (
                <section key={item?.id ?? "none"} aria-label={title}>
                  <h4 className="rr-inventory-workload">
                    {item === null ? title : <WorkItemLink item={item} />}{" "}
                    <span className="rr-count">{percentText(points)} known</span>
                  </h4>
                  <Points
                    points={points}
                    release={release.key}
                    workload={item === null ? "none" : String(item.id)}
                    view={view}
                  />
                </section>
              ))}
            </details>
          )}
        </section>
      ))}
    </details>
  );
}

function percentText(points: readonly PointCount[]): string {
  const share = shareKnown(points);
  // Rounded down: what is not all there is not 100 %.
  return share === null ? "nothing asked" : `${Math.floor(share * 100)} %`;
}

function Points(props: {
  readonly points: readonly PointCount[];
  readonly release: string;
  readonly workload: string;
  readonly view: View;
}): JSX.Element {
  const { points, release, workload, view } = props;
  return (
    <ul className="rr-inventory-points">
      {points.map((point) => (
        <li key={point.id}>
          <span>{point.title}</span>
          <span className="rr-inventory-bar" aria-hidden="true">
            <span style={{ width: `${(100 * point.known) / Math.max(1, point.of)}%` }} />
          </span>
          <span className="rr-right">
            {countText(point.known)} of {countText(point.of)}
          </span>
          <span className="rr-clip">
            {point.missing.length > 0 &&
              (isOfRows(point.id) ? (
                <ViewLink
                  to={{
                    ...view,
                    inventory: { ...FIRST_INVENTORY, release, workload, lacks: point.id },
                  }}
                  title={namesText(point.missing)}
                >
                  {counted(point.missing.length, "lacks it", "lack it")}
                </ViewLink>
              ) : (
                <span className="rr-soft" title={namesText(point.missing)}>
                  {namesText(point.missing)}
                </span>
              ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function namesText(missing: readonly Missing[]): string {
  const more = missing.length - MOST_NAMED;
  const named = missing.slice(0, MOST_NAMED).map(({ name }) => name);
  return [...named, ...(more > 0 ? [`${countText(more)} more`] : [])].join(", ");
}
