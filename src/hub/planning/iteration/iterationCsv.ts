import { stageName } from "../../../components/wording";
import { type Cell, csvOf } from "../../../files/csv";
import type { IterationView } from "./sections";

const HEAD: readonly Cell[] = ["List", "Work item", "Type", "Title", "Stage", "Committed", "Owner", "Why"];

/** The lists of an iteration as CSV, a line for each asset in each list that has it. */
export function iterationCsv({ sections }: IterationView): string {
  return csvOf([
    HEAD,
    ...sections.flatMap(({ title, items }) =>
      items.map(({ item, stage, isCommitted, owner, reason }): readonly Cell[] => [
        title,
        item.id,
        item.type,
        item.title,
        stage === "absent" ? null : stageName(stage),
        isCommitted ? "yes" : "no",
        owner?.displayName ?? null,
        reason,
      ]),
    ),
  ]);
}
