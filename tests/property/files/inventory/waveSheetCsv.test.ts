import * as fc from "fast-check";
import type { AttributeId, Attributes } from "../../../../src/domain/inventory/attributes";
import { ATTRIBUTES } from "../../../../src/domain/inventory/attributes";
import type { FileAsset } from "../../../../src/domain/inventory/fileAsset";
import { fold, tidy } from "../../../../src/domain/text";
import { unguarded } from "../../../../src/files/csv";
import { waveSheet } from "../../../../src/files/inventory/profiles/waveSheet";
import { waveSheetOf } from "../../../../src/files/inventory/waveSheetCsv";
import { record } from "../../../builders/inventory";
import { readOne } from "../../../builders/inventoryFiles";

const text = fc
  .array(fc.constantFrom("a", "B", "7", "-", "=", "+", "@", '"', "'", ";", ",", "|", " ", "/", "%", "Ä", "<"), {
    minLength: 1,
    maxLength: 8,
  })
  .map((signs) => tidy(signs.join("")))
  .filter((each) => each !== "" && each !== "-1" && unguarded(each) === each);
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const attributes: fc.Arbitrary<Attributes> = fc.record(
  Object.fromEntries(
    waveSheet.columns
      .filter(({ to }) => to in ATTRIBUTES)
      .map(({ to }) => [to, ATTRIBUTES[to as AttributeId].holds === "day" ? day : text]),
  ),
  { requiredKeys: [] },
);
const asset = fc
  .record({ name: text, workload: fc.option(text), release: fc.option(text), attributes, isVirtual: fc.boolean() })
  .map(({ name, workload, release, attributes: facts, isVirtual }): FileAsset => {
    const sourceEnvironment = isVirtual ? "Hyper-V" : "Physical or other Cloud";
    return {
      key: `meg-wave:${fold(workload ?? "").replace(/[%/]/g, encodeURIComponent)}/${fold(name)}`,
      name,
      kind: isVirtual ? "vm" : null,
      hostKey: null,
      workload,
      release,
      strategy: null,
      attributes: { ...facts, sourceEnvironment },
      places: [],
    };
  });
const assets = fc.uniqueArray(asset, { selector: ({ key }) => key, maxLength: 6 });

describe("the wave sheet that is exported", () => {
  it("gives the same assets when it is imported, however their texts look, and its header stands in line 15", async () => {
    await fc.assert(
      fc.asyncProperty(assets, async (all) => {
        const csv = waveSheetOf(
          all.map(({ key, places: _, ...facts }, at) => ({
            record: record(key, facts),
            stage: "Replicated",
            iteration: "Sprint 1",
            workItem: at + 1,
          })),
        );
        const file = await readOne(csv);
        expect(file.format).toBe("meg-wave");
        expect(file.reading).toBe("UTF-8 with a byte order mark, separated by commas, header in line 15.");
        expect(file.assets.map((each) => ({ ...each, places: [] }))).toEqual(all);
        expect(file.problems.filter(({ place }) => place.line > 15)).toEqual([]);
        expect(file.left).toEqual(expect.arrayContaining(["Migration Engineer", "Stage", "Iteration", "Work item"]));
      }),
    );
  });
});
