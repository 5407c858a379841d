import { markedItems } from "../../../src/domain/evidence/marks";
import type { Policy } from "../../../src/domain/policy/policy";
import type { Gate } from "../../../src/domain/readiness/report";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, NOW, policy, STAGED } from "../../builders/estate";
import { checklist, evidenceIn, mark, person } from "../../builders/evidence";
import { grown } from "../../builders/history";

const GIVEN = day("2026-10-01");
const RELEASE = "release:A";

/** A workload of one asset that was accepted before anything is given, assigned to Owen. */
const accepted = asset(2, 1, { state: "Resolved", tags: ACCEPTED, assignedTo: person("Owen") });

function statuses(items: readonly WorkItem[], gate: Gate, changes: Partial<Snapshot> = {}, mapping?: Policy) {
  const { evidence, workload } = evidenceIn([feature(1, { tags: [RELEASE] }), ...items], changes, mapping);
  return { evidence, found: evidence.statuses(gate, workload(1)) };
}

/** The one status of a gate, as its state and reason, with the codes it blocks with. */
function one(items: readonly WorkItem[], gate: Gate, changes: Partial<Snapshot> = {}, mapping?: Policy) {
  const { evidence, found } = statuses(items, gate, changes, mapping);
  const [status] = found;
  if (status === undefined || found.length > 1) throw new Error(`${found.length} statuses`);
  const codes = evidence
    .findingsOf(found, gate, { id: 1, title: "Workload 1", type: "Feature" })
    .map(({ code }) => code);
  return { ...status, codes, needed: evidence.historyNeeded };
}

describe("E1: what is asked for", () => {
  it("is nothing before a team asks", () => {
    const { evidence, found } = statuses([accepted], "promotion");
    expect(found).toEqual([]);
    expect(evidence.releaseStatuses("promotion", "A")).toEqual([]);
  });

  it("is what somebody has put below the workload, of its own gate alone", () => {
    const items = [accepted, mark(3, 1, ["gate:test-plan"], null)];
    expect(statuses(items, "staging").found).toEqual([]);
    expect(one(items, "uat")).toMatchObject({
      id: "test-plan",
      state: "missing",
      covers: { id: 1 },
      item: { id: 3 },
      reason: "asked for, and in state New",
      codes: ["EVIDENCE_MISSING"],
    });
  });

  it("is a sign-off that is missing under a code of its own", () =>
    expect(one([accepted, mark(3, 1, ["gate:business-accepted"], null)], "promotion").codes).toEqual([
      "SIGNOFF_MISSING",
    ]));

  it("is given once its item is finished, by whom and when its fields say", () =>
    expect(one([accepted, mark(3, 1, ["Gate:Test-Plan"], GIVEN)], "uat")).toMatchObject({
      state: "given",
      by: { displayName: "Bob" },
      at: GIVEN,
      until: null,
      codes: [],
      needed: [],
    }));

  it("covers the nearest asset above it, however deep below", () => {
    const items = [accepted, asset(5, 2, { state: "Resolved" }), mark(3, 4, ["gate:replication-verified"], GIVEN)];
    const step = mark(4, 5, [], null);
    expect(one([...items, step], "staging").covers?.id).toBe(5);
  });

  it("covers nothing below a feature that is no workload: with its first asset it would be that one's", () => {
    const items = [accepted, feature(7, { parent: 1 }), mark(3, 7, ["gate:test-plan"], GIVEN)];
    const { evidence, found } = statuses(items, "uat");
    expect(found).toEqual([]);
    expect(evidence.unrecognised.map(({ item }) => item.id)).toEqual([3]);
  });

  it("covers the release that it names where it stands below nothing, and is not asked of its workloads", () => {
    const { evidence, found } = statuses(
      [accepted, mark(3, null, ["gate:release-approved", RELEASE], null)],
      "promotion",
    );
    expect(found).toEqual([]);
    const own = evidence.releaseStatuses("promotion", "A");
    expect(own).toMatchObject([{ id: "release-approved", state: "missing", covers: null }]);
    expect(evidence.findingsOf(own, "promotion", null)).toMatchObject([
      { code: "SIGNOFF_MISSING", workload: null, asset: null, workItem: { id: 3 }, evidence: "release-approved" },
    ]);
  });

  it("names the asset that it holds back, and who has to act", () => {
    const { evidence, found } = statuses([accepted, mark(3, 2, ["gate:replication-verified"], null)], "staging");
    expect(evidence.findingsOf(found, "staging", { id: 1, title: "Workload 1", type: "Feature" })).toMatchObject([
      { asset: { id: 2 }, workItem: { id: 3 }, owner: { displayName: "Owen" }, since: { basis: "in state New" } },
    ]);
  });

  it("is asked of everything in the scope of a rule that the policy requires", () => {
    const mapping = policy(
      checklist({
        "replication-verified": { isRequired: true },
        "change-approved": { isRequired: true },
        "release-approved": { isRequired: true },
      }),
    );
    const items = [accepted, asset(5, 1), asset(6, 1, { tags: ["strategy:retire"] })];
    const { evidence, found } = statuses(items, "staging", {}, mapping);
    expect(found.map(({ id, state, covers }) => [id, state, covers?.id])).toEqual([
      ["change-approved", "missing", 1],
      ["replication-verified", "missing", 2],
      ["replication-verified", "missing", 5],
    ]);
    expect(evidence.releaseStatuses("promotion", "A")).toMatchObject([{ state: "missing", item: null }]);
    expect(evidence.findingsOf(found, "staging", null)[1]).toMatchObject({ workItem: { id: 2 }, asset: { id: 2 } });
  });

  it("is, of assets without a workload, what is asked of each of them: no workload is there to be covered (G5)", () => {
    const required = { isRequired: true };
    const mapping = policy(
      checklist({ "replication-verified": required, "change-approved": required, "release-approved": required }),
    );
    const orphan = asset(5, null, { tags: [RELEASE] });
    const { evidence, workload } = evidenceIn([feature(1, { tags: [RELEASE] }), accepted, orphan], {}, mapping);
    expect(
      evidence.statuses("staging", workload(null)).map(({ id, state, covers }) => [id, state, covers?.id]),
    ).toEqual([["replication-verified", "missing", 5]]);
    expect(evidence.releaseStatuses("promotion", "A")).toMatchObject([{ id: "release-approved", state: "missing" }]);
  });

  it("counts the one closed last of several, and the finished one beside an open one", () => {
    const older = mark(3, 1, ["gate:test-plan"], day("2026-08-01"));
    const newer = mark(4, 1, ["gate:test-plan"], GIVEN);
    expect(one([accepted, newer, older], "uat").item?.id).toBe(4);
    const atOnce = mark(6, 1, ["gate:test-plan"], null, { createdDate: GIVEN });
    expect(one([accepted, newer, atOnce], "uat")).toMatchObject({ item: { id: 4 } });
    expect(one([accepted, newer, mark(5, 1, ["gate:test-plan"], null)], "uat")).toMatchObject({ item: { id: 4 } });
  });

  it("is asked anew by one that was made after the last one was closed", () => {
    const anew = mark(5, 1, ["gate:test-plan"], null, { createdDate: GIVEN + 1 });
    expect(one([accepted, mark(4, 1, ["gate:test-plan"], GIVEN), anew], "uat")).toMatchObject({
      state: "missing",
      item: { id: 5 },
    });
  });

  describe("and of a later one that took it back", () => {
    const first = mark(3, 1, ["gate:test-plan"], GIVEN);
    const later = grown(mark(4, 1, ["gate:test-plan"], null), [
      { at: day("2026-10-10"), to: { state: "Closed", reason: "Completed" } },
      { at: day("2026-10-20"), to: { state: "Active", reason: "Reactivated" } },
    ]);

    it("is void where the later one was closed as not done (M6), until a newer one counts", () => {
      const refused = mark(4, 1, ["gate:test-plan"], day("2026-10-10"), { reason: "Rejected" });
      expect(one([accepted, first, refused], "uat")).toMatchObject({
        state: "stale",
        item: { id: 4 },
        reason: "Item 4 was closed as Rejected on 2026-10-10, after it had been given on 2026-10-01",
        codes: ["EVIDENCE_STALE"],
      });
      const newer = mark(5, 1, ["gate:test-plan"], day("2026-10-11"));
      expect(one([newer, accepted, first, refused], "uat")).toMatchObject({ state: "given", item: { id: 5 } });
    });

    it("is not void by one that was closed as not done before, removed, or is of another place or rule", () => {
      const at = day("2026-10-10");
      const others = [
        mark(4, 1, ["gate:test-plan"], day("2026-09-01"), { reason: "Rejected" }),
        mark(5, 1, ["gate:test-plan"], at, { state: "Removed" }),
        mark(6, 2, ["gate:test-plan"], at, { reason: "Rejected" }),
        mark(7, 1, ["gate:staging-tested"], at, { reason: "Rejected" }),
      ];
      expect(one([accepted, first, ...others], "uat")).toMatchObject({ state: "given", item: { id: 3 } });
    });

    it("is asked for anew where the later one was opened again, by its history", () =>
      expect(one([accepted, first, later.item], "uat", { histories: [later.history] })).toMatchObject({
        state: "missing",
        item: { id: 4 },
        reason: "asked for, and in state Active",
        codes: ["EVIDENCE_MISSING"],
      }));

    it("is unproven until that history is read, where the later one's state changed since", () => {
      expect(one([accepted, first, later.item], "uat")).toMatchObject({
        state: "unproven",
        item: { id: 3 },
        codes: ["HISTORY_UNREAD"],
        needed: [4],
      });
      const quiet = { ...later.item, stateChangeDate: GIVEN };
      expect(one([accepted, first, quiet], "uat")).toMatchObject({ state: "given", needed: [] });
    });

    it("still counts where the later one was only begun, or had been closed before it", () => {
      const begun = grown(mark(4, 1, ["gate:test-plan"], null), [{ at: day("2026-10-10"), to: { state: "Active" } }]);
      const before = grown(mark(5, 1, ["gate:test-plan"], null), [
        { at: day("2026-09-01"), to: { state: "Closed" } },
        { at: day("2026-10-20"), to: { state: "Active" } },
      ]);
      const histories = [begun.history, before.history];
      expect(one([accepted, first, begun.item, before.item], "uat", { histories })).toMatchObject({
        state: "given",
        item: { id: 3 },
      });
    });

    it("says what is certain first: evidence that is void needs no history", () => {
      const early = mark(3, 1, ["gate:staging-tested"], GIVEN);
      const opened = { ...later.item, tags: ["gate:staging-tested"] };
      const items = [asset(2, 1, { state: "Active" }), early, opened];
      expect(one(items, "uat")).toMatchObject({ state: "stale", needed: [] });
    });
  });

  it("asks nothing with an item that is removed or closed as not done (M6)", () => {
    const cut = mark(3, 1, ["gate:test-plan"], GIVEN, { reason: "Cut" });
    const removed = mark(4, 1, ["gate:test-plan"], null, { state: "Removed" });
    expect(statuses([accepted, cut, removed], "uat").found).toEqual([]);
  });

  it("lists what counts for nothing, with the reason", () => {
    const { evidence } = statuses(
      [accepted, mark(3, 1, ["gate:moon-phase"], GIVEN), mark(4, null, ["gate:test-plan", "release:Z"], GIVEN)],
      "uat",
    );
    expect(evidence.unrecognised).toMatchObject([
      { item: { id: 3 }, reason: "tagged gate:moon-phase, which the checklist does not know" },
      { item: { id: 4 }, reason: "evidence that stands below no asset and no workload, and names no release" },
    ]);
  });

  it("L2: lists them in one order, whatever the order of tags", () => {
    const reasons = (tags: readonly string[]) =>
      statuses([accepted, mark(3, 1, tags, GIVEN)], "uat").evidence.unrecognised.map(({ reason }) => reason);
    expect(reasons(["gate:y", "gate:x"])).toEqual(reasons(["gate:x", "gate:y"]));
  });

  it("knows its items before the backlog is read: they are no part of it", () => {
    const items = [accepted, mark(3, 1, ["gate:test-plan"], null), mark(4, 1, ["waiver:FREEZE"], null)];
    const others = [mark(5, 1, ["decision:go"], null), { ...mark(6, 1, ["gate:test-plan"], null), type: "Bug" }];
    const tagged = mark(7, 1, ["gateway", "gate", "delegate:x"], null);
    expect([...markedItems([...items, ...others, tagged], policy().evidence).keys()]).toEqual([3, 4, 5]);
  });
});

describe("E2: what makes evidence void", () => {
  const dropped = grown(asset(2, 1, { state: "Resolved" }), [
    { at: day("2026-02-01"), to: { tags: ["kind:vm", ...ACCEPTED] } },
    { at: day("2026-11-01"), to: { state: "Active" } },
  ]);

  it("is a stage that dropped after it, by revisions", () =>
    expect(
      one([dropped.item, mark(3, 1, ["gate:test-plan"], GIVEN)], "uat", { histories: [dropped.history] }),
    ).toMatchObject({
      state: "stale",
      reason: "VM 2 dropped from Accepted to Replicating on 2026-11-01, after it",
      codes: ["EVIDENCE_STALE"],
    }));

  it("is unproven, and names whose history would tell, where that was not read", () => {
    const item = { ...dropped.item, state: "Resolved" };
    expect(one([item, mark(3, 1, ["gate:test-plan"], GIVEN)], "uat")).toMatchObject({
      state: "unproven",
      codes: ["HISTORY_UNREAD"],
      needed: [2],
    });
  });

  it("needs no history that is not asked for: of nothing that is given", () =>
    expect(one([dropped.item, mark(3, 1, ["gate:test-plan"], null)], "uat").needed).toEqual([]));

  it.each([
    ["gate:test-plan", "uat", "Replicating", "Active", [], "Replicated"],
    ["gate:staging-tested", "uat", "Replicated", "Resolved", [], "Staged"],
    ["gate:business-accepted", "promotion", "Staged", "Resolved", STAGED, "Accepted"],
  ] as const)("is that an asset had not reached what %s attests", (tag, gate, was, state, tags, asked) =>
    expect(one([asset(2, 1, { state, tags }), mark(3, 1, [tag], GIVEN)], gate)).toMatchObject({
      state: "stale",
      reason: `VM 2 was ${was} when it was given, and had to be ${asked}`,
    }),
  );

  it("asks Replicated alone in a single-step release (G4)", () => {
    const mapping = policy({ releases: { ...policy().releases, defaultModel: "single-step" } });
    const items = [asset(2, 1, { state: "Resolved" }), mark(3, 1, ["gate:business-accepted"], GIVEN)];
    expect(one(items, "promotion", {}, mapping).state).toBe("given");
  });

  it("is a proof of an asset that was not there yet", () =>
    expect(
      one(
        [accepted, asset(5, 1, { state: "Resolved", createdDate: GIVEN + 1 }), mark(3, 1, ["gate:test-plan"], GIVEN)],
        "uat",
      ).reason,
    ).toBe("VM 5 was not there yet when it was given, and had to be Replicated"));

  it("is, for sign-offs, an asset that was made after it", () =>
    expect(
      one(
        [
          accepted,
          { ...accepted, id: 5, createdDate: day("2026-10-02") },
          mark(3, 1, ["gate:security-accepted"], GIVEN),
        ],
        "promotion",
      ),
    ).toMatchObject({ state: "stale", reason: "VM 2 joined on 2026-10-02, after it", codes: ["EVIDENCE_STALE"] }));

  describe("by history", () => {
    const from = (changes: Partial<WorkItem>, to: Partial<WorkItem>, mapping?: Policy) => {
      const { item, history } = grown({ ...accepted, id: 5, title: "VM 5", ...changes }, [
        { at: day("2026-11-01"), to },
        { at: day("2026-11-02"), to: { effort: 1 } },
      ]);
      const items = [accepted, asset(9, 8), feature(8), item];
      return (tag: string) => one([...items, mark(3, 1, [tag], GIVEN)], "promotion", { histories: [history] }, mapping);
    };

    it("is, for sign-offs, an asset that came from another workload after it", () => {
      const moved = from({ parent: 8 }, { parent: 1 });
      expect(moved("gate:security-accepted").reason).toBe("VM 5 joined on 2026-11-01, after it");
    });

    it("is, for sign-offs, an asset that was to be retired when it was given", () => {
      const tags = ["kind:vm", ...ACCEPTED];
      const back = from({ tags: [...tags, "strategy:retire"] }, { tags });
      expect(back("gate:security-accepted").reason).toBe("VM 5 joined on 2026-11-01, after it");
    });

    it("is not an asset that stood elsewhere below the same workload", () =>
      expect(from({ parent: 2 }, { parent: 1 })("gate:security-accepted").state).toBe("given"));

    it("is not, for tests, where an asset came from", () => {
      const valid = checklist({ "rollback-rehearsed": { validDays: null } });
      expect(from({ parent: 8 }, { parent: 1 }, policy(valid))("gate:rollback-rehearsed").state).toBe("given");
    });
  });

  describe("where the state alone decides a stage, whose dates say nothing of where an asset stood,", () => {
    const byState = policy({
      signals: [],
      stateTable: [
        { type: "User Story", state: "New", stage: "Pending" },
        { type: "User Story", state: "Resolved", stage: "Accepted" },
      ],
    });
    const old = { state: "Resolved", stateChangeDate: day("2026-02-01") };
    const moved = grown({ ...asset(5, 8), state: "Resolved" }, [{ at: day("2026-11-01"), to: { parent: 1 } }]);
    const signed = (asset5: WorkItem, changes: Partial<Snapshot> = {}, tag = "gate:security-accepted") =>
      one(
        [asset(2, 1, old), asset(9, 8, old), feature(8), asset5, mark(3, 1, [tag], GIVEN)],
        "promotion",
        changes,
        byState,
      );

    it("is, for sign-offs, an asset that was moved in after it, by its history", () =>
      expect(signed(moved.item, { histories: [moved.history] })).toMatchObject({
        state: "stale",
        reason: "VM 5 joined on 2026-11-01, after it",
        codes: ["EVIDENCE_STALE"],
      }));

    it("is unproven until the histories of those that changed since are read, and of no others", () =>
      expect(signed(moved.item)).toMatchObject({ state: "unproven", codes: ["HISTORY_UNREAD"], needed: [5] }));

    it("is not an asset that changed nothing since, nor, for tests, one that changed", () => {
      expect(signed({ ...moved.item, changedDate: GIVEN })).toMatchObject({ state: "given", needed: [] });
      expect(signed({ ...moved.item, changedDate: NOW }, {}, "gate:rollback-rehearsed").needed).toEqual([]);
    });

    it("is not an asset that stood there all the time", () => {
      const stayed = grown({ ...asset(5, 1), state: "Resolved" }, [{ at: day("2026-11-01"), to: { effort: 1 } }]);
      expect(signed(stayed.item, { histories: [stayed.history] })).toMatchObject({ state: "given", needed: [] });
    });

    it("says nothing of where assets stood in histories that name no parents, and takes them to have been there", () => {
      const { id, revisions } = moved.history;
      const untold = { id, revisions: revisions.map((revision) => ({ ...revision, parent: null })) };
      expect(signed(moved.item, { histories: [untold] })).toMatchObject({ state: "given", needed: [] });
      const told = grown(asset(9, 8, old), []);
      expect(signed(moved.item, { histories: [untold, told.history] })).toMatchObject({ state: "stale" });
    });

    it("is certainly void first where the stage came too late: that needs no history", () => {
      const late = { ...moved.item, state: "New" };
      expect(signed(late)).toMatchObject({ state: "stale", needed: [] });
    });
  });

  it("is its time limit, from the moment it was given", () => {
    const rehearsed = (at: number) => one([accepted, mark(3, 1, ["gate:rollback-rehearsed"], at)], "promotion");
    const limit = 30 * 24 * 60 * 60 * 1000;
    expect(rehearsed(NOW - limit)).toMatchObject({ state: "given", until: NOW });
    expect(rehearsed(NOW - limit - 1)).toMatchObject({ state: "stale", codes: ["EVIDENCE_STALE"] });
  });

  it("is not what happens to assets out of scope", () => {
    const retired = asset(5, 1, { tags: ["strategy:retain"], changedDate: NOW });
    expect(one([accepted, retired, mark(3, 1, ["gate:test-plan"], GIVEN)], "uat").state).toBe("given");
  });

  it("covers, with an asset, those nested below it (§9)", () => {
    const nested = asset(5, 2, { state: "Active" });
    expect(one([accepted, nested, mark(3, 2, ["gate:replication-verified"], GIVEN)], "staging").reason).toContain(
      "VM 5",
    );
  });

  it("is not an asset that stood below the asset, or named the release, all the time", () => {
    const later = [{ at: day("2026-11-01"), to: { effort: 1 } }];
    const nested = grown({ ...accepted, id: 5, parent: 2 }, later);
    const orphan = grown({ ...accepted, id: 6, parent: null, tags: [...accepted.tags, RELEASE] }, later);
    const items = [accepted, nested.item, orphan.item, mark(3, 2, ["gate:security-accepted"], GIVEN)];
    const approved = mark(4, null, ["gate:release-approved", RELEASE], GIVEN);
    const { evidence, found } = statuses([...items, approved], "promotion", {
      histories: [nested.history, orphan.history],
    });
    expect(found).toMatchObject([{ id: "security-accepted", state: "given" }]);
    expect(evidence.releaseStatuses("promotion", "A")).toMatchObject([{ state: "given" }]);
  });

  it("covers, with a release, everything in it", () => {
    const items = [accepted, feature(8, { tags: [RELEASE] }), asset(9, 8, { state: "Active" })];
    const { evidence } = statuses([...items, mark(3, null, ["gate:release-approved", RELEASE], GIVEN)], "promotion");
    expect(evidence.releaseStatuses("promotion", "A")).toMatchObject([{ state: "stale" }]);
    expect(evidence.releaseStatuses("promotion", "a")[0]?.reason).toContain("VM 9");
  });
});

describe("E3: independence", () => {
  const signed = (closedBy: WorkItem["closedBy"], tag = "gate:business-accepted") =>
    one([accepted, mark(3, 1, [tag], GIVEN, { closedBy })], "promotion");

  it("refuses a sign-off by the assignee of a covered asset", () =>
    expect(signed(person("Owen"))).toMatchObject({
      state: "self",
      reason: "closed by Owen, who is assigned to VM 2",
      codes: ["SIGNOFF_SELF"],
    }));

  it("knows a person by the unique name too", () =>
    expect(signed({ ...person("Owen"), id: "other" }).state).toBe("self"));

  it("takes nobody's word for a closing that names nobody", () => expect(signed(null).state).toBe("self"));

  it("takes everybody else's, and asks only where the policy does", () => {
    expect(signed(person("Bob")).state).toBe("given");
    expect(signed(person("Owen"), "gate:operations-accepted").state).toBe("given");
  });
});

describe("§9: a date in the future", () => {
  const minutes = 60 * 1000;
  it("is invalid beyond five minutes, with the reason", () => {
    const at = (closed: number) => one([accepted, mark(3, 1, ["gate:test-plan"], closed)], "uat");
    expect(at(NOW + 5 * minutes).state).toBe("given");
    expect(at(NOW + 5 * minutes + 1)).toMatchObject({
      state: "stale",
      reason: "its date, 2026-11-23, lies in the future",
      codes: ["EVIDENCE_STALE"],
    });
  });

  it("does not push aside what was given before", () =>
    expect(
      one([accepted, mark(3, 1, ["gate:test-plan"], GIVEN), mark(4, 1, ["gate:test-plan"], NOW + 10 * minutes)], "uat"),
    ).toMatchObject({ state: "given", item: { id: 3 } }));

  it("is no better than no date at all", () =>
    expect(
      one([accepted, mark(3, 1, ["gate:test-plan"], GIVEN, { closedDate: null, stateChangeDate: null })], "uat"),
    ).toMatchObject({ state: "stale", reason: "Azure Boards has no date of its closing" }));
});

describe("D6: connectivity", () => {
  const retained = asset(5, null, { tags: ["strategy:retain"], changedDate: NOW });
  const satisfied = (...items: WorkItem[]) => [
    ...statuses([accepted, retained, ...items], "staging").evidence.satisfied,
  ];

  it("satisfies what needs a provider that stays, once it is given", () => {
    expect(satisfied(mark(3, 5, ["gate:connectivity"], GIVEN))).toEqual([5]);
    expect(satisfied(mark(3, 5, ["gate:connectivity"], null))).toEqual([]);
    expect(satisfied(mark(3, 5, ["gate:connectivity"], NOW + 1e9))).toEqual([]);
  });

  it("speaks of no stage: a provider that moves later may be reachable before", () =>
    expect(satisfied(asset(7, 1), mark(3, 7, ["gate:connectivity"], GIVEN))).toEqual([7]));

  it("may stand below a workload, or an item that is neither asset nor workload", () => {
    const network = { ...feature(7), type: "Issue" };
    expect(satisfied(mark(3, 1, ["gate:connectivity"], GIVEN))).toEqual([1]);
    expect(satisfied(network, mark(3, 7, ["gate:connectivity"], GIVEN))).toEqual([7]);
  });

  it("is asked for by no gate", () =>
    expect(statuses([accepted, mark(3, 2, ["gate:connectivity"], null)], "staging").found).toEqual([]));
});

describe("E5: decisions", () => {
  const tag = ["decision:go", RELEASE];
  const decisions = (...items: WorkItem[]) => statuses([accepted, ...items], "staging").evidence;

  it("are those of the release that they name, the latest first", () => {
    const early = mark(3, null, ["Decision:No-Go", RELEASE], day("2026-09-01"));
    const evidence = decisions(early, mark(4, null, tag, GIVEN));
    expect(evidence.decisions("A")).toMatchObject([
      { item: { id: 4 }, isGo: true, by: { displayName: "Bob" }, at: GIVEN },
      { item: { id: 3 }, isGo: false },
    ]);
    expect(evidence.decisions("B")).toEqual([]);
  });

  it("are none before they are closed, and none in the future", () => {
    const evidence = decisions(mark(3, null, tag, null), mark(4, null, tag, NOW + 1e9));
    expect(evidence.decisions("A")).toEqual([]);
    expect(evidence.unrecognised).toMatchObject([{ item: { id: 4 }, reason: expect.stringContaining("future") }]);
  });

  it("are listed where they say both, or nothing, or name no release", () => {
    const both = mark(3, null, ["decision:go", "decision:no-go", RELEASE], GIVEN);
    const evidence = decisions(
      both,
      mark(4, null, ["decision:later", RELEASE], GIVEN),
      mark(5, null, tag.slice(0, 1), GIVEN),
    );
    expect(evidence.decisions("A")).toEqual([]);
    expect(evidence.unrecognised.map(({ item }) => item.id)).toEqual([3, 4, 5]);
  });
});

it("refuses a status that it did not give", () => {
  const { evidence, found } = statuses([accepted, mark(3, 1, ["gate:test-plan"], GIVEN)], "uat");
  const copy = found.map((status) => ({ ...status }));
  expect(() => evidence.findingsOf(copy, "uat", null)).toThrow(TypeError);
});
