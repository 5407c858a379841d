/** @jest-environment node */
import { asset, feature, policy, snapshot } from "../../../builders/estate";
import { planOf } from "../../../../src/domain/change/plan";
import { lastReading, openPage, settled } from "../support/formWorld";

const PAYROLL = feature(1, { title: "Payroll", children: [2] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Resolved", children: [], predecessors: [], successors: [] });
const ARCHIVE = feature(5, { title: "Archive", tags: ["release:fast"], children: [] });

describe("a plan that is made in the form", () => {
  it("reads what is around a parent that stands unsaved: its release says by which model the item is moved", async () => {
    const world = await openPage(snapshot([PAYROLL, SQL]));
    const hold = world.form.held.get(2);
    if (hold !== undefined) hold.parent = 5;
    const reading = world.page.changeEffects().readNeighbourhood([2], new AbortController().signal, () => undefined);
    await settled();
    expect(lastReading(world)).toMatchObject({ ids: [2, 5], withLinked: false });
    lastReading(world).succeed(snapshot([PAYROLL, SQL, ARCHIVE]));
    const { snapshot: found } = await reading;
    const settings = [{ key: "fast", model: "single-step" as const }];
    const mapping = policy({ releases: { ...policy().releases, settings } });
    const [entry] = planOf(found, mapping, [2], { kind: "stage", stage: "Promoted" }, found.asOf).entries;
    expect(entry?.writes.map(({ edit }) => edit)).toEqual([{ tags: ["kind:vm", "stage:promoted"] }]);
  });
});
