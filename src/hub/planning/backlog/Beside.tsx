import * as React from "react";
import { WorkItemLink, WorkItemName } from "../../../components/links";
import { Rows } from "../../../components/Rows";
import { Section } from "../../../components/Section";
import type { RankedWorkload } from "../../../domain/planning/iteration/backlogs";
import type { NestingFault } from "../../../domain/planning/iteration/nesting";

/** Height of a row on a wide page, as the style sheet says. */
const ROW_HEIGHT = 64;

/** Where an iteration backlog is not within a release's, or that not within the migration's, and what to do about it. */
export function NestingFaults({ faults }: { readonly faults: readonly NestingFault[] }): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <Section
      title="Backlogs that do not nest"
      count={faults.length}
      hint="An iteration's backlog is part of a release's, and that of the migration's."
    >
      <Rows items={faults} estimate={ROW_HEIGHT} role="list" className="rr-faults">
        {({ code, item, sentence, fix }, index) => (
          <div key={`${code} ${item.id}`} role="listitem" data-row={index} className="rr-fault">
            <WorkItemName item={item} />
            <span className="rr-clip" title={sentence}>
              {sentence}
            </span>
            <span className="rr-soft rr-clip" title={fix}>
              {fix}
            </span>
          </div>
        )}
      </Rows>
    </Section>
  );
}

/** The first ten workloads of the business order (the framework's Power of 10). */
export function FirstWorkloads(props: {
  readonly workloads: readonly RankedWorkload[];
  readonly label: string;
}): JSX.Element | null {
  const { workloads, label } = props;
  if (workloads.length === 0) return null;
  return (
    <Section
      title="Power of 10"
      count={workloads.length}
      hint="The first ten workloads that are not done, by their own priority: estimate and plan these before all others."
    >
      <div className="rr-scroll" role="region" aria-label="Power of 10" tabIndex={0}>
        <table className="rr-first">
          <thead>
            <tr>
              <th scope="col">Workload</th>
              <th scope="col" className="rr-right">
                Priority
              </th>
              <th scope="col">{label}</th>
              <th scope="col" className="rr-right">
                Assets done
              </th>
            </tr>
          </thead>
          <tbody>
            {workloads.map(({ item, release, assets, done }) => (
              <tr key={item.id}>
                <td>
                  <WorkItemLink item={item} />
                </td>
                <td className="rr-right">{item.priority ?? "–"}</td>
                <td>{release?.name ?? <span className="rr-soft">none</span>}</td>
                <td className="rr-right">
                  {done} of {assets}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
