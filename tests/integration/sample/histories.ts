import type { Estate } from "../../../scripts/local-boards/server";
import type { ItemHistory, Snapshot } from "../../../src/domain/snapshot";

/** The histories of an estate's work items as its file holds them, without the reader of the product between. */
export function historiesOf(estate: Estate, { workItems }: Snapshot): ItemHistory[] {
  const known = new Map(workItems.map((item) => [item.id, item]));
  return estate.workItems.map(({ id, changes }) => {
    let fields: Readonly<Record<string, unknown>> = {};
    const revisions = changes.map((change, index) => {
      fields = { ...fields, ...change.fields };
      const text = (name: string): string => {
        const value = fields[name];
        return typeof value === "string" ? value : "";
      };
      return {
        id,
        rev: index + 1,
        type: text("System.WorkItemType"),
        state: text("System.State"),
        reason: text("System.Reason"),
        tags: text("System.Tags").split("; ").filter(Boolean),
        iterationPath: text("System.IterationPath"),
        areaPath: text("System.AreaPath"),
        parent: known.get(id)?.parent ?? null,
        boardColumn: null,
        effort: known.get(id)?.effort ?? null,
        fields: {},
        changedDate: Date.parse(change.date),
      };
    });
    return { id, revisions };
  });
}
