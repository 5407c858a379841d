import type { ReconciledRow, RowDecision } from "../../../domain/inventory/reconciliation";
import { actionOf } from "./deciding";

/** Something that may become of a row, as an entry of a list. */
export interface ActionChoice {
  /** Unique in the list. */
  readonly value: string;
  readonly title: string;
  /** Null leaves it as it was proposed; `edit` opens what more there is to say. */
  readonly decision: RowDecision | "edit" | null;
}

const CREATE: ActionChoice = { value: "create", title: "Create work item", decision: { action: "create" } };
const RECORD: ActionChoice = { value: "record", title: "Record only", decision: { action: "record" } };
const SKIP: ActionChoice = { value: "skip", title: "Skip", decision: { action: "skip" } };
const UPDATE: ActionChoice = { value: "update", title: "Update", decision: { action: "update" } };
const MORE: ActionChoice = { value: "edit", title: "More…", decision: "edit" };

function mapTo(id: number, title: string): ActionChoice {
  return { value: `map:${id}`, title: `Map to ${id} ${title}`, decision: { action: "map", workItem: id } };
}

/** What may become of a row; empty for a record that the files do not name, which stays. */
export function actionChoices(row: ReconciledRow): readonly ActionChoice[] {
  const { status, item, record, candidates } = row;
  const hasNoItem = record?.workItem == null;
  switch (status) {
    case "gone":
      return [];
    case "new":
      return [CREATE, RECORD, SKIP, MORE];
    case "matched":
      return [...(item === null ? [] : [mapTo(item.id, item.title)]), CREATE, RECORD, SKIP, MORE];
    case "changed":
      return [UPDATE, ...(hasNoItem ? [CREATE] : []), SKIP, MORE];
    case "unchanged":
      return [{ value: "", title: "Nothing to do", decision: null }, ...(hasNoItem ? [CREATE] : []), MORE];
    case "ambiguous":
      return [
        { value: "", title: "Decide…", decision: null },
        ...candidates.map(({ kind, id, title }): ActionChoice => {
          if (kind === "workItem") return mapTo(Number(id), title);
          return { value: `same:${id}`, title: `Is the same as ${title}`, decision: { sameAs: id } };
        }),
        CREATE,
        RECORD,
        SKIP,
        MORE,
      ];
  }
}

/** The choice that stands for a row, which may be one that only the editor offers. */
export function actionChosen(row: ReconciledRow, decision: RowDecision | undefined): ActionChoice {
  const action = actionOf(row, decision);
  if (action === "outOfScope") return { value: "outOfScope", title: "Out of scope", decision: "edit" };
  const value =
    decision?.sameAs !== undefined
      ? `same:${decision.sameAs}`
      : action === "map"
        ? `map:${decision?.workItem ?? row.item?.id ?? ""}`
        : action === "nothing" || action === "undecided"
          ? ""
          : action;
  const offered = actionChoices(row).find((choice) => choice.value === value);
  if (offered !== undefined) return offered;
  if (action === "map") return mapTo(decision?.workItem ?? 0, "");
  return { value, title: action === "nothing" ? "Stays" : value, decision: "edit" };
}
