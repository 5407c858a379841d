/** How long the plan of a change takes, beside judging the same estate before and after, which a preview shows. */
import { planOf } from "../../src/domain/change/plan";
import { assess } from "../../src/domain/readiness/assess";
import { NOW, policy } from "../builders/estate";
import { estateOf } from "./estate";
import { measure, print } from "./measure";

const ASSETS = 20_000;

/** Prints the times of moving more and more assets of one estate. */
export async function benchPlan(): Promise<void> {
  const estate = estateOf(ASSETS, ["New", "Active", "Resolved"]);
  const mapping = policy();
  for (const count of [1, 200, 5_000]) {
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    const floor = "floor: judge twice";
    const timings = await measure(
      {
        [floor]: () => [assess(estate, mapping, NOW), assess(estate, mapping, NOW)],
        plan: () => planOf(estate, mapping, ids, { kind: "stage", stage: "Promoted" }, NOW),
      },
      5,
    );
    print(
      `${count.toLocaleString("en-US")} of ${ASSETS.toLocaleString("en-US")} assets to Promoted: a plan`,
      timings,
      floor,
    );
  }
}
