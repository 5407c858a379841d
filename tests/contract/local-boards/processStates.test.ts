import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ProcessName } from "../../../scripts/local-boards/model/estate";
import { systemProcess } from "../../../scripts/local-boards/process/process";

const FILE = resolve(__dirname, "../../../../shared/data/process-states.json");
const present = existsSync(FILE);
interface Facts {
  readonly processes: Record<
    ProcessName,
    {
      readonly processTypeId?: string;
      readonly fields: { readonly effort: string; readonly rank: string; readonly activity: string };
      readonly workItemTypes: Record<
        string,
        {
          readonly referenceName: string;
          readonly level: string;
          readonly states: readonly { readonly name: string; readonly category: string }[];
          readonly transitions:
            readonly { readonly from: string | null; readonly to: string; readonly reasons: string[] }[] | null;
        }
      >;
    }
  >;
}

(present ? describe : describe.skip)(
  "the system processes agree with the collected facts (skipped without ../shared/data)",
  () => {
    const facts = present ? (JSON.parse(readFileSync(FILE, "utf8")) as Facts) : null;

    it.each(["Agile", "Scrum", "CMMI", "Basic"] as const)("%s", (name) => {
      const expected = facts?.processes[name];
      if (expected === undefined) throw new Error(`There are no facts of ${name}.`);
      const process = systemProcess(name);
      expect([process.effortField, process.rankField, process.activityField]).toEqual([
        expected.fields.effort,
        expected.fields.rank,
        expected.fields.activity,
      ]);
      if (expected.processTypeId !== undefined) expect(process.typeId).toBe(expected.processTypeId);
      expect(process.types.map((type) => type.name)).toEqual(Object.keys(expected.workItemTypes));
      for (const type of process.types) {
        const fact = expected.workItemTypes[type.name];
        expect([type.referenceName, type.level]).toEqual([fact?.referenceName, fact?.level]);
        expect(type.states).toEqual(fact?.states.map((state) => ({ name: state.name, category: state.category })));
        if (fact?.transitions === null || fact === undefined) continue;
        const ours = Object.entries(type.transitions).flatMap(([from, targets]) =>
          Object.entries(targets).map(([to, reasons]) => JSON.stringify([from === "" ? null : from, to, reasons])),
        );
        expect(ours.sort()).toEqual(
          fact.transitions.map(({ from, to, reasons }) => JSON.stringify([from, to, reasons])).sort(),
        );
      }
    });
  },
);
