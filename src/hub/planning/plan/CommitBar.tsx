import * as React from "react";
import { Button } from "../../../components/Button";
import { WorkItemLink } from "../../../components/links";
import { countText } from "../../../components/numbers";
import { exactTime } from "../../../components/time";
import type { TeamIteration } from "../../../domain/planning/teams";
import { counted } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";
import type { CommitmentState } from "./commitment";

/** What the team committed to, what changed since, and the way to commit. */
export function CommitBar(props: {
  readonly commitment: CommitmentState;
  readonly iteration: TeamIteration;
  /** Null for readers. */
  readonly onCommit: (() => void) | null;
  readonly isDisabled: boolean;
  /** Whether nothing is in the iteration. */
  readonly isEmpty: boolean;
}): JSX.Element {
  const { commitment, iteration, onCommit, isDisabled, isEmpty } = props;
  const { committed, drafted } = commitment;
  return (
    <div className="rr-plan-commit">
      {onCommit !== null && (
        <Button text={commitText(committed !== null, isEmpty)} isPrimary isDisabled={isDisabled} onClick={onCommit} />
      )}
      <div>
        {committed === null ? (
          <p className="rr-soft">Nobody has committed to {iteration.name} yet.</p>
        ) : (
          <p>
            Committed on {exactTime(committed.at)}: {counted(committed.items, "asset")}.{" "}
            {committed.added.length + committed.removed.length === 0
              ? "Nothing was added or removed since."
              : `Since then ${countText(committed.added.length)} added, ${countText(committed.removed.length)} removed.`}
          </p>
        )}
        {committed !== null && committed.added.length > 0 && <Names title="Added" items={committed.added} />}
        {committed !== null && committed.removed.length > 0 && <Names title="Removed" items={committed.removed} />}
        {drafted === "other" && (
          <p className="rr-warn">
            The commitment in the draft holds other assets than the iteration does by now. Commit again to hold these.
          </p>
        )}
      </div>
    </div>
  );
}

function commitText(isCommitted: boolean, isEmpty: boolean): string {
  if (!isCommitted) return "Commit…";
  return isEmpty ? "Withdraw the commitment…" : "Commit again…";
}

function Names({ title, items }: { readonly title: string; readonly items: readonly WorkItemRef[] }): JSX.Element {
  return (
    <details>
      <summary>
        {title}: {countText(items.length)}
      </summary>
      <ul className="rr-plan-names">
        {items.map((item) => (
          <li key={item.id} className="rr-clip">
            <WorkItemLink item={item} />
          </li>
        ))}
      </ul>
    </details>
  );
}
