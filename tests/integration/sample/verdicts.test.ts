/** The sample estate, read over HTTP and judged: what people try the product with. */
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { policyFrom, propose } from "../../../src/domain/policy/proposal";
import { assess } from "../../../src/domain/readiness/assess";
import {
  BLOCKER_CODES,
  type BlockerCode,
  type GateAssessments,
  GATES,
  type Report,
} from "../../../src/domain/readiness/report";
import type { Loss, Snapshot } from "../../../src/domain/snapshot";
import { NOW } from "../../builders/estate";
import { SAMPLE_VERDICTS } from "../../expected/sampleVerdicts";
import { ESTATE, SAMPLE_PROJECT, useServed } from "../boards/sample";
import { historiesOf } from "./histories";

const sample = useServed();
const reader = { id: ESTATE.users[0]?.id ?? "", displayName: "Reader" };

function readSample(policy: Policy | null): Promise<Snapshot> {
  return readSnapshot(sample.transport(), { project: SAMPLE_PROJECT, policy, reader });
}

/** The sample as the hub shows it once the mapping that is proposed for it was confirmed. */
async function proposed(): Promise<{ readonly snapshot: Snapshot; readonly policy: Policy }> {
  const first = await readSample(null);
  const proposal = propose(first);
  const policy = policyFrom(first, proposal, proposal.chosen);
  return { policy, snapshot: await readSample(policy) };
}

function gatesOf(report: Report, name: string): GateAssessments {
  const found =
    report.releases.find((release) => release.name === name) ?? report.unplanned.find(({ title }) => title === name);
  if (found === undefined) throw new Error(`The report has neither a release nor an unplanned workload ${name}.`);
  return found.gates;
}

function codesIn(report: Report): Set<BlockerCode> {
  const judged = [...report.releases, ...report.releases.flatMap(({ workloads }) => workloads), ...report.unplanned];
  return new Set(judged.flatMap(({ gates }) => GATES.flatMap((gate) => gates[gate].blockers.map(({ code }) => code))));
}

describe("the sample estate, judged", () => {
  it("comes to the verdicts that the hand-made table says, release by release, gate by gate", async () => {
    const { snapshot, policy } = await proposed();
    const report = assess({ ...snapshot, histories: historiesOf(ESTATE, snapshot) }, policy, NOW);
    const found = SAMPLE_VERDICTS.map(({ release, gate }) => {
      const { verdict, blockers } = gatesOf(report, release)[gate];
      const codes = blockers.filter(({ effect }) => effect !== "warns").map(({ code }) => code);
      return { release, gate, verdict, codes: [...new Set(codes)].sort() };
    });
    expect(found).toEqual(
      SAMPLE_VERDICTS.map(({ release, gate, verdict, codes }) => ({
        release,
        gate,
        verdict,
        codes: [...codes].sort(),
      })),
    );
  });

  it("shows every code that an estate can show, and those that take a fault with that fault", async () => {
    const { snapshot, policy } = await proposed();
    const whole = { ...snapshot, histories: historiesOf(ESTATE, snapshot) };
    const shown = codesIn(assess(whole, policy, NOW));
    // A freeze is of the mapping, an inventory record of an import: neither is a work item.
    const elsewhere = ["FREEZE", "ASSET_UNMAPPED"];
    const byFault: Readonly<Record<string, Snapshot>> = {
      READ_PARTIAL: { ...whole, losses: [{ kind: "query", message: "503" }] },
      ITEM_UNREADABLE: { ...whole, losses: [{ kind: "item", id: 999_999, message: "hidden" }] },
      // Nobody has read the histories that tell whether evidence is still fresh.
      HISTORY_UNREAD: snapshot,
      DEP_UNREADABLE: withoutProviders(whole),
    };
    for (const [code, faulty] of Object.entries(byFault)) {
      expect([code, shown.has(code as BlockerCode)]).toEqual([code, false]);
      expect([...codesIn(assess(faulty, policy, NOW))]).toContain(code);
    }
    const expected = BLOCKER_CODES.filter((code) => !elsewhere.includes(code) && !(code in byFault));
    expect([...shown].sort()).toEqual([...expected].sort());
  });
});

/** As a reader sees it who may not see the area of the legal department. */
function withoutProviders(snapshot: Snapshot): Snapshot {
  const hidden = snapshot.workItems.filter(({ areaPath }) => areaPath.endsWith("\\Legal"));
  const losses = hidden.map(({ id }): Loss => ({ kind: "item", id, message: "hidden", isBeside: true }));
  return { ...snapshot, workItems: snapshot.workItems.filter((item) => !hidden.includes(item)), losses };
}
