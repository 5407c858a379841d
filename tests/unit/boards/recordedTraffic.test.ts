/** Our schemas against recorded answers of Azure DevOps, which lie beside the project and are not part of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { CLASSIFICATION_NODE, QUERY_RESULT } from "../../../src/boards/schemas";
import { readItem } from "../../../src/boards/workItemMapping";

const RECORDED = join(__dirname, "../../../../shared/contracts/recorded");
const PAIRS = v.array(v.object({ method: v.string(), url: v.string(), status: v.number(), responseBody: v.unknown() }));

if (!existsSync(RECORDED))
  process.stderr.write("Recorded traffic is not there (../shared/contracts/recorded): skipped.\n");
const whereRecorded = existsSync(RECORDED) ? describe : describe.skip;

function answersTo(file: string, route: RegExp): unknown[] {
  const pairs = v.parse(PAIRS, JSON.parse(readFileSync(join(RECORDED, file), "utf8")));
  const found = pairs
    .filter(({ url, status }) => route.test(url) && status < 300)
    .map(({ responseBody }) => responseBody);
  expect(found).not.toEqual([]);
  return found;
}

whereRecorded("recorded answers", () => {
  it("to queries are understood", () => {
    for (const answer of answersTo("test_queryShow.json", /\/wit\/wiql/)) {
      expect(v.safeParse(QUERY_RESULT, answer).issues).toBeUndefined();
    }
  });

  it("to reads of whole work items are understood, with their children", () => {
    const answers = answersTo("test_boards_releations_create_remove.json", /\/wit\/workitems\/\d+\?.*\$?expand=/i);
    const how = { extraFields: [], withLinks: true, isKept: () => true, isPast: false };
    const read = answers.map((answer) => readItem(answer, how));
    expect(read.filter(({ ok }) => !ok)).toEqual([]);
    expect(read.some((one) => one.ok && (one.item.children ?? []).length > 0)).toBe(true);
    expect(read.every((one) => one.ok && one.item.createdDate > 0 && one.item.areaPath !== "")).toBe(true);
  });

  it("to reads of the area tree are understood", () => {
    for (const answer of answersTo("test_boards_areas.json", /\/classificationnodes\/areas/i)) {
      const nodes = v.is(v.object({ value: v.array(v.unknown()) }), answer) ? answer.value : [answer];
      for (const node of nodes) {
        if (node === null || node === "") continue;
        expect(v.safeParse(CLASSIFICATION_NODE, node).issues).toBeUndefined();
      }
    }
  });
});
