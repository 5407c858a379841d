import { type Cell, csvOf } from "../../../files/csv";
import { isoTime } from "../../../files/format";
import type { IterationRecord } from "../../../domain/planning/velocity/record";
import { countOf, COUNTS, kindsText, perDayOf } from "./columns";

/**
 * The iterations of a team as CSV, in assets and in effort: as of each one's end, days as `YYYY-MM-DD`, times in UTC. What has no
 * commitment has empty cells where it would need one.
 */
export function velocityCsv(records: readonly IterationRecord[]): string {
  const head: Cell[] = [
    ...["Team", "Iteration", "Path", "First day", "Last day", "Working days", "Is over", "Outage"],
    ...["Commitment known by", "Committed at"],
    ...COUNTS.flatMap(({ title }) => [`${title}, assets`, `${title}, effort`, `${title}, unestimated assets`]),
    ...["Delivered by kind", "Delivered per working day, assets", "Delivered per working day, effort"],
  ];
  const lines = records.map((record): Cell[] => {
    const { team, name, path, firstDay, lastDay, workingDays, isOver, outage, commitment } = record;
    return [
      ...[team, name, path, firstDay, lastDay, workingDays, isOver ? "yes" : "so far", outage],
      ...[commitment?.how ?? null, commitment === null ? null : isoTime(commitment.at)],
      ...COUNTS.flatMap((column): Cell[] => {
        const amount = countOf(record, column);
        return amount === null ? [null, null, null] : [amount.items, amount.effort, amount.unestimated];
      }),
      ...[kindsText(record), perDayOf(record, "assets"), perDayOf(record, "effort")],
    ];
  });
  return csvOf([head, ...lines]);
}
