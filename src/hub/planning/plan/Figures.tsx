import * as React from "react";
import type { PlanAsset } from "../../../domain/planning/iteration/planView";
import { countText, effortText } from "../../../components/numbers";
import { countedOf } from "../../../domain/planning/velocity/amounts";
import type { Amount } from "../../../domain/planning/velocity/record";
import { counted } from "../../../domain/text";
import type { CapacityState } from "./useCapacity";

/** What an iteration comes to, against what the team has time for and what it delivered before. */
export function Figures(props: { readonly rows: readonly PlanAsset[]; readonly capacity: CapacityState }): JSX.Element {
  const amount = countedOf(props.rows.map(({ item }) => item));
  return (
    <div className="rr-plan-totals">
      <p className="rr-sentence">{amountText(amount)}.</p>
    </div>
  );
}

/** `7 assets, effort 23, 1 unestimated`. */
export function amountText({ items, effort, unestimated }: Amount): string {
  const parts = [counted(items, "asset")];
  if (items > unestimated) parts.push(`effort ${effortText(effort)}`);
  if (unestimated > 0) parts.push(`${countText(unestimated)} unestimated`);
  return parts.join(", ");
}
