import { assess } from "../../../src/domain/readiness/assess";
import type { GateAssessment } from "../../../src/domain/readiness/report";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Link } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, NOW, policy, snapshot, workItem } from "../../builders/estate";
import { checklist, mark } from "../../builders/evidence";

const RELATED = "System.LinkTypes.Related";
const DEPENDS_ON = "System.LinkTypes.Dependency-Reverse";
const link = (type: string, source: number, target: number): Link => ({ type, source, target });

/** Two workloads, each with an asset that is Replicated: 11 below 1, 21 below 2. */
const ESTATE = [1, 2].flatMap((id) => [feature(id), asset(id * 10 + 1, id, { state: "Resolved" })]);

function waiver(code: string): WorkItem {
  return mark(500, null, [`waiver:${code}`, "until:2026-12-31"], day("2026-11-20"));
}

/** The staging of both workloads: verdicts, and the codes of what is waived. */
function staging(more: readonly WorkItem[], links: readonly Link[], changes: Partial<Policy> = {}): unknown[] {
  const report = assess(snapshot([...ESTATE, ...more], { links }), policy(changes), NOW);
  const told = ({ verdict, waived }: GateAssessment) => [verdict, waived.map(({ blocker }) => blocker.code)];
  return report.unplanned.map(({ gates }) => told(gates.staging));
}

describe("how far a waiver reaches (E4)", () => {
  const issue = workItem(300, { type: "Issue", title: "Firewall" });

  it("to what waits for the open item that it names", () => {
    const waits = link(DEPENDS_ON, 21, 300);
    const open = [
      ["ready", []],
      ["blocked", []],
    ];
    expect(staging([issue], [waits])).toEqual(open);
    expect(staging([issue, waiver("BLOCKER_OPEN")], [waits, link(RELATED, 500, 300)])).toEqual([
      ["ready", []],
      ["ready", ["BLOCKER_OPEN"]],
    ]);
  });

  it("to all assets of a workload that waits for it, whichever way round it was linked", () => {
    const waits = [link(DEPENDS_ON, 2, 300), link(RELATED, 300, 500)];
    expect(staging([issue, waiver("BLOCKER_OPEN")], waits)).toEqual([
      ["ready", []],
      ["ready", ["BLOCKER_OPEN"]],
    ]);
  });

  it("to what stands against the workload that it is linked to, and to no other", () => {
    const asked = checklist({ "change-approved": { isRequired: true } });
    expect(staging([waiver("EVIDENCE_MISSING")], [link(RELATED, 500, 2)], asked)).toEqual([
      ["blocked", []],
      ["ready", ["EVIDENCE_MISSING"]],
    ]);
  });

  it("to what an asset of another workload holds back as a blocking item", () => {
    const held = { ...asset(22, 2, { state: "Resolved" }), tags: ["kind:vm", "blocker"] };
    const ties = [link(RELATED, 22, 1), link(RELATED, 500, 22)];
    const blocking = { blockingItems: { types: ["User Story"], tags: ["blocker"], links: [RELATED] } };
    expect(staging([held, waiver("BLOCKER_OPEN")], ties, blocking)).toEqual([
      ["ready", ["BLOCKER_OPEN"]],
      ["ready", ["BLOCKER_OPEN"]],
    ]);
  });
});
