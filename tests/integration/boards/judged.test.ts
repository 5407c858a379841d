/** Judging the sample with the histories that a verdict needs, read from the local Azure Boards, over HTTP (E2). */
import { Cancelled } from "../../../src/boards/errors";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { assessWithHistory, type Judged, type JudgingRequest } from "../../../src/boards/judged";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { isComplete, policyFrom, propose } from "../../../src/domain/policy/proposal";
import { assess } from "../../../src/domain/readiness/assess";
import type { Report } from "../../../src/domain/readiness/report";
import { ESTATE, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const reader = { id: ESTATE.users[0]!.id, displayName: "Reader" };

async function whole() {
  const first = await readSnapshot(sample.transport(), { project: PROJECT, policy: null, reader });
  const proposal = propose(first);
  if (!isComplete(proposal)) throw new Error("The sample gives no complete proposal.");
  const policy: Policy = policyFrom(first, proposal, proposal.chosen);
  return { policy, snapshot: await readSnapshot(sample.transport(), { project: PROJECT, policy, reader }) };
}

function judge(request: Omit<JudgingRequest, "cache">): Promise<Judged> {
  return assessWithHistory(sample.transport(), { cache: createMemoryHistory(), ...request });
}

/** The staging of General ledger: one of its assets fell back after the proof of its replication. */
function stagingOf({ releases }: Report) {
  const workloads = releases.flatMap((release) => release.workloads);
  return workloads.find(({ title }) => title === "General ledger")!.gates.staging;
}

function proofOf(report: Report): string | undefined {
  return stagingOf(report).evidence.find(({ id }) => id === "replication-verified")?.state;
}

function historyRequests(): string[] {
  const urls = sample.events.flatMap((event) => (event.kind === "sent" ? [event.url.toLowerCase()] : []));
  return urls.flatMap((url) => /\/workitems\/(\d+)\/revisions/.exec(url)?.[1] ?? []);
}

describe("a verdict that hangs on the past", () => {
  it("is unknown at first, and known once exactly the histories that it needs were read, each once (E2)", async () => {
    const { policy, snapshot } = await whole();
    const told: [Judged, number][] = [];
    const { report, snapshot: after } = await judge({
      policy,
      snapshot,
      onUnfinished: (judged, items) => told.push([judged, items]),
    });
    const [[first, items]] = told as [[Judged, number]];
    expect(told).toHaveLength(1);
    expect(proofOf(first.report)).toBe("unproven");
    expect(stagingOf(first.report).counts.unknown).toBe(1);
    expect(first.report).toEqual(assess(snapshot, policy, snapshot.asOf));
    expect(items).toBe(first.report.historyNeeded.length);
    expect(historyRequests().sort()).toEqual(first.report.historyNeeded.map(String).sort());
    expect(proofOf(report)).toBe("stale");
    expect(stagingOf(report).counts.unknown).toBe(0);
    expect(report.historyNeeded).toEqual([]);
    expect(after.histories.map(({ id }) => id)).toEqual(first.report.historyNeeded);
  });

  it("stays unknown where the history fails, which is a loss, told and not asked for again (HISTORY_UNREAD)", async () => {
    const { policy, snapshot } = await whole();
    sample.fail({ route: "/revisions", action: { kind: "status", status: 403 } });
    const { report } = await judge({ policy, snapshot });
    expect(proofOf(report)).toBe("unproven");
    const { blockers } = stagingOf(report);
    expect(blockers.some(({ code, effect }) => code === "HISTORY_UNREAD" && effect === "unknown")).toBe(true);
    expect(report.complete).toBe(false);
    expect(report.losses.map(({ kind }) => kind)).toEqual(report.losses.map(() => "history"));
    const asked = historyRequests();
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("stays unknown where nothing of histories can be asked, with one loss that says why", async () => {
    const { policy, snapshot } = await whole();
    sample.fail({ route: "/_apis/wit/fields", action: { kind: "status", status: 403 } });
    const { report } = await judge({ policy, snapshot });
    expect(proofOf(report)).toBe("unproven");
    expect(report.losses).toMatchObject([{ kind: "history", message: expect.stringContaining("403") as string }]);
  });

  it("is left when the reading is cancelled", async () => {
    const { policy, snapshot } = await whole();
    const controller = new AbortController();
    const judging = judge({
      policy,
      snapshot,
      signal: controller.signal,
      onUnfinished: () => {
        controller.abort();
      },
    });
    await expect(judging).rejects.toBeInstanceOf(Cancelled);
    expect(historyRequests()).toEqual([]);
  });

  it("costs nothing where none does", async () => {
    const { policy, snapshot } = await whole();
    const before = sample.events.length;
    const plain = { ...snapshot, workItems: snapshot.workItems.filter(({ tags }) => !tags.join().includes(":")) };
    const { report, snapshot: after } = await judge({
      policy,
      snapshot: plain,
      onUnfinished: () => {
        throw new Error("Nothing was to be read.");
      },
    });
    expect(report).toEqual(assess(plain, policy, plain.asOf));
    expect(after).toBe(plain);
    expect(sample.events.length).toBe(before);
  });
});
