import type { Report } from "../../../src/domain/readiness/report";
import { askedWaiverOf } from "../../../src/domain/record/blockerRequests";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, task } from "../../builders/estate";
import { person } from "../../builders/evidence";
import { reportOf } from "../../builders/report";

const related = (source: number, target: number) => ({ type: "System.LinkTypes.Related", source, target });
const request = (id: number, tags: readonly string[], changes: Partial<WorkItem> = {}): WorkItem =>
  task(id, 0, "Please", { parent: null, tags: [...tags, "until:2026-12-31"], createdBy: person("Ann"), ...changes });

function report(item: WorkItem, links = [related(9, 2)]): Report {
  const items = [feature(1, { tags: ["release:A"] }), asset(2, 1), asset(3, 1), item];
  return reportOf(items, { snapshot: { links } });
}

/** Which assets are said to have a waiver asked for at staging. */
function asked(found: Report): (number | undefined)[] {
  const blockers = found.releases[0]?.gates.staging.blockers ?? [];
  return blockers
    .filter((blocker) => askedWaiverOf(blocker, "A", found.waiverRequests) !== null)
    .map(({ workItem }) => workItem?.id);
}

describe("E4: a waiver that is asked for", () => {
  it("waives nothing, and is told of with who asked and what for", () => {
    const found = report(request(9, ["waiver:NOT_REPLICATED:staging"]));
    expect(found.releases[0]?.gates.staging).toMatchObject({ verdict: "blocked", waived: [] });
    expect(found.waiverRequests).toEqual([
      {
        item: { id: 9, title: "Please", type: "Task" },
        askedBy: person("Ann"),
        waives: [{ code: "NOT_REPLICATED", part: "staging" }],
        about: [2],
        releases: [],
      },
    ]);
  });

  it("stands at the blocker that it names of what it is linked to, whichever way round", () => {
    const item = request(9, ["waiver:NOT_REPLICATED"]);
    expect(asked(report(item))).toEqual([2]);
    expect(asked(report(item, [related(2, 9)]))).toEqual([2]);
    expect(asked(report(request(9, ["waiver:NOT_REPLICATED:uat"])))).toEqual([]);
    expect(asked(report(request(9, ["waiver:BLOCKER_OPEN"])))).toEqual([]);
  });

  it("is none any more once it is granted or refused", () => {
    const closed = { state: "Closed", closedBy: person("Ben"), closedDate: 0 };
    for (const changes of [closed, { ...closed, reason: "Rejected" }, { state: "Removed" }]) {
      expect(report(request(9, ["waiver:NOT_REPLICATED"], changes)).waiverRequests).toEqual([]);
    }
  });
});
