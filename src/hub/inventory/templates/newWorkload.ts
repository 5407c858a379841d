import type { TemplateAsset } from "../../../domain/inventory/planTemplate";
import type { StoredRecord } from "../../../domain/inventory/record";
import { compareNames } from "../../../domain/backlog/releases";
import { fold, tidy } from "../../../domain/text";

/** So many assets of a kind that are named later. */
export interface Placeholder {
  readonly kind: string;
  readonly count: number;
}

/** More are made by an import. */
export const MOST_PLACEHOLDERS = 200;

/** The assets that a new workload begins with: the chosen records, then the placeholders, numbered within their kind. */
export function assetsOf(
  name: string,
  records: readonly StoredRecord[],
  chosen: ReadonlySet<string>,
  placeholders: readonly Placeholder[],
): readonly TemplateAsset[] {
  const taken = records.filter(({ key }) => chosen.has(key));
  const numbers = new Map<string, number>();
  const named = placeholders.flatMap(({ kind, count }) =>
    Array.from({ length: count }, (): TemplateAsset => {
      const word = tidy(kind);
      const number = (numbers.get(fold(word)) ?? 0) + 1;
      numbers.set(fold(word), number);
      const what = word === "" ? "asset" : word;
      return { kind: "new", name: `${tidy(name)} ${what} ${number}`, assetKind: word === "" ? null : word };
    }),
  );
  return [...taken.map((record): TemplateAsset => ({ kind: "record", record })), ...named];
}

/** Records that a new workload can take: in scope and mapped to nothing, those that name it first, then by name. */
export function freeRecords(records: readonly StoredRecord[], name: string): readonly StoredRecord[] {
  const wanted = fold(name);
  const isMeant = ({ workload }: StoredRecord): boolean => workload !== null && fold(workload) === wanted;
  return records
    .filter(({ workItem, outOfScope }) => workItem === null && outOfScope === null)
    .sort(
      (a, b) => Number(isMeant(b)) - Number(isMeant(a)) || compareNames(a.name, b.name) || (a.key < b.key ? -1 : 1),
    );
}

/** Records whose name, key, or workload in the file holds a text. */
export function matching(records: readonly StoredRecord[], text: string): readonly StoredRecord[] {
  const wanted = fold(text);
  if (wanted === "") return records;
  return records.filter((record) =>
    [record.name, record.key, record.workload ?? ""].some((one) => fold(one).includes(wanted)),
  );
}
