import { largeEstate } from "../../../scripts/local-boards/estates/large";
import { parseEstate } from "../../../scripts/local-boards/model/estateSchema";

const NOW = Date.parse("2026-03-10T12:00:00Z");

describe("the large estate", () => {
  it("has as many work items as were asked for, and is the same each time", () => {
    const estate = largeEstate({ now: NOW, items: 1_000 });
    expect(estate.workItems).toHaveLength(1_000);
    expect(largeEstate({ now: NOW, items: 1_000 })).toEqual(estate);
    expect(largeEstate({ now: NOW, items: 1 }).workItems).toHaveLength(1);
  });

  it("can be kept and loaded, says that it is generated, and has history, parents and dependencies", () => {
    const estate = largeEstate({ now: NOW, items: 3_000 });
    expect(parseEstate(JSON.parse(JSON.stringify(estate)))).toEqual(estate);
    expect(estate.description).toContain("generated");
    const links = new Set(estate.workItems.flatMap((item) => item.links.map(({ rel }) => rel)));
    expect([...links].sort()).toEqual([
      "System.LinkTypes.Dependency-Forward",
      "System.LinkTypes.Dependency-Reverse",
      "System.LinkTypes.Hierarchy-Forward",
      "System.LinkTypes.Hierarchy-Reverse",
    ]);
    expect(estate.workItems.some(({ changes }) => changes.length > 3)).toBe(true);
    const dates = estate.workItems.flatMap(({ changes }) => changes.map(({ date }) => Date.parse(date)));
    expect(dates.reduce((latest, date) => Math.max(latest, date))).toBeLessThan(NOW);
  });
});
