import { backlogOf } from "../../../src/domain/backlog/backlog";
import { dependencyModel } from "../../../src/domain/dependencies/buildModel";
import { Dependencies } from "../../../src/domain/dependencies/dependencies";
import type { Policy } from "../../../src/domain/policy/policy";
import { RELATED } from "../../../src/domain/policy/presets";
import { readingsOf } from "../../../src/domain/readiness/assetStages";
import { effectOf, type Finding } from "../../../src/domain/readiness/blockers";
import type { Gate } from "../../../src/domain/readiness/report";
import type { Link, Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { ACCEPTED, asset, day, feature, policy, PROMOTED, snapshot, STAGED, task } from "../../builders/estate";

/** `from` waits for each of `to`. */
const needs = (from: number, ...to: number[]): Link[] =>
  to.map((target) => ({ type: "System.LinkTypes.Dependency-Reverse", source: from, target }));
const related = (source: number, target: number): Link => ({ type: RELATED, source, target });

/** Workloads 1 and 4 in release R1, 2 in R2, 3 in R3, 5 in none. */
const WORKLOADS = [
  feature(1, { tags: ["release:R1"] }),
  feature(2, { tags: ["release:R2"] }),
  feature(3, { tags: ["release:R3"] }),
  feature(4, { tags: ["release:R1"] }),
  feature(5),
];

const active = (id: number, workload: number | null, changes: Partial<WorkItem> = {}) =>
  asset(id, workload, { state: "Active", ...changes });
const replicated = (id: number, workload: number | null, tags: readonly string[] = []) =>
  asset(id, workload, { state: "Resolved", tags });

interface Options {
  readonly snapshot?: Partial<Snapshot>;
  readonly policy?: Partial<Policy>;
  readonly satisfied?: readonly number[];
}

function dependencies(items: readonly WorkItem[], links: readonly Link[], options: Options = {}): Dependencies {
  const read = snapshot([...WORKLOADS, ...items], { links, ...options.snapshot });
  const mapping = policy(options.policy);
  const backlog = backlogOf(read, mapping);
  return new Dependencies(
    dependencyModel(read, backlog, mapping, readingsOf(backlog, mapping), new Set(options.satisfied)),
  );
}

/** Findings in short: effect, code, and the path by ids from the root on. */
const short = (findings: readonly Finding[]) =>
  findings.map((finding) => [effectOf(finding), finding.code, ...(finding.path ?? []).map(({ id }) => id)].join(" "));
const at = (gate: Gate, id: number, ...scene: Parameters<typeof dependencies>) =>
  short(dependencies(...scene).findings(gate, id));

describe("D1: what waits for what", () => {
  it.each([
    ["the successor waits for the predecessor", needs(10, 20)],
    [
      "read from the other end, it is the same link",
      [{ type: "System.LinkTypes.Dependency-Forward", source: 20, target: 10 }],
    ],
    ["a link that is read twice counts once", [...needs(10, 20), ...needs(10, 20)]],
  ])("%s", (_, links) => {
    const items = [replicated(10, 1), active(20, 4)];
    expect(at("staging", 10, items, links)).toEqual(["blocks DEP_BEHIND 20 10"]);
    expect(at("staging", 20, items, links)).toEqual([]);
  });

  it("a workload as dependant passes the link to each of its assets", () => {
    const items = [replicated(10, 1), replicated(11, 1), active(20, 4)];
    expect(at("staging", 10, items, needs(1, 20))).toEqual(["blocks DEP_BEHIND 20 1 10"]);
    expect(at("staging", 11, items, needs(1, 20))).toEqual(["blocks DEP_BEHIND 20 1 11"]);
  });

  it("a workload as provider is as far as its assets in scope", () => {
    const items = [replicated(10, 1), replicated(20, 4), active(21, 4), active(22, 4, { tags: ["strategy:retire"] })];
    expect(at("staging", 10, items, needs(10, 4))).toEqual(["blocks DEP_BEHIND 21 4 10"]);
    expect(at("staging", 10, items, needs(1, 4))).toEqual(["blocks DEP_BEHIND 21 4 1 10"]);
  });

  it("an asset that serves a further workload is a hard dependency of that one, whichever way the link was made", () => {
    const serves = { type: "Custom.Serves-Forward", source: 20, target: 1 };
    const items = [replicated(10, 1), active(20, 4)];
    const mapping = { dependencies: { serves: ["Custom.Serves"], soft: [] } };
    expect(at("staging", 10, items, [serves], { policy: mapping })).toEqual(["blocks DEP_BEHIND 20 1 10"]);
    const turned = { ...serves, source: 1, target: 20 };
    expect(at("staging", 10, items, [turned], { policy: mapping })).toEqual(["blocks DEP_BEHIND 20 1 10"]);
    expect(at("staging", 10, items, [{ ...serves, target: 4 }], { policy: mapping })).toEqual([]);
  });

  it("soft links only warn, both ways where they have no direction", () => {
    const items = [replicated(10, 1), active(20, 4), active(21, 4)];
    const links = [related(20, 10), related(21, 20)];
    expect(at("staging", 10, items, links)).toEqual(["warns DEP_BEHIND 20 10"]);
    expect(at("staging", 20, items, links)).toEqual(["warns DEP_BEHIND 21 20"]);
    expect(at("staging", 21, items, links)).toEqual(["warns DEP_BEHIND 20 21"]);
  });

  it("a soft link that can't be told, or leads to a note or task, says nothing", () => {
    const items = [replicated(10, 1), asset(20, 4, { state: "On hold" }), task(30, 20, "A note")];
    expect(at("staging", 10, items, [related(10, 20), related(10, 30), related(10, 999)])).toEqual([]);
  });

  it("links between a workload and its own assets, to itself, and of what is out of scope say nothing", () => {
    const items = [active(10, 1), active(11, 1, { tags: ["strategy:retire"] }), active(20, 4), task(30, 10, "Assess")];
    const links = [
      ...needs(1, 10),
      ...needs(10, 1),
      ...needs(10, 10),
      ...needs(11, 20),
      ...needs(30, 20),
      ...needs(1, 11),
    ];
    for (const id of [10, 11, 20]) expect([id, at("promotion", id, items, links)]).toEqual([id, []]);
  });
});

describe("G1–G3: how far a provider must be", () => {
  it.each([
    ["staging", [], []],
    ["uat", [], ["blocks DEP_BEHIND 20 10"]],
    ["uat", STAGED, []],
    ["promotion", STAGED, ["blocks DEP_BEHIND 20 10"]],
    ["promotion", ACCEPTED, []],
    ["promotion", PROMOTED, []],
  ] as const)("%s, in the same release, with %j", (gate, tags, expected) => {
    expect(at(gate, 10, [replicated(10, 1), replicated(20, 4, tags)], needs(10, 20))).toEqual(expected);
  });

  it("G3, G4: a single-step release asks Replicated of what goes with it", () => {
    const releases = { ...policy().releases, defaultModel: "single-step" as const };
    const items = [replicated(10, 1), replicated(20, 4)];
    expect(at("promotion", 10, items, needs(10, 20), { policy: { releases } })).toEqual([]);
  });

  it("G3: what is in an earlier release, or in none, must be promoted", () => {
    const items = [replicated(10, 2), replicated(20, 1, ACCEPTED), replicated(30, 5, ACCEPTED)];
    const found = dependencies(items, needs(10, 20, 30)).findings("promotion", 10);
    expect(short(found)).toEqual(["blocks DEP_BEHIND 20 10", "blocks DEP_BEHIND 30 10"]);
    expect(found.map(({ expected, actual }) => `${actual}, not ${expected}`)).toEqual(
      Array(2).fill("Accepted, not Promoted"),
    );
  });

  it("assets of a workload without a release go together", () => {
    expect(at("promotion", 50, [replicated(50, 5), replicated(51, 5, ACCEPTED)], needs(50, 51))).toEqual([]);
  });

  it("says what to do, who owns it and since when", () => {
    const ana = { id: "a", displayName: "Ana", uniqueName: "ana@example.com", imageUrl: null };
    const since = day("2026-11-17");
    const items = [replicated(10, 1), active(20, 4, { assignedTo: ana, stateChangeDate: since })];
    const held = dependencies(items, needs(10, 20)).findings("staging", 10, { id: 1, title: "W", type: "Feature" });
    expect(held).toEqual([
      {
        code: "DEP_BEHIND",
        effect: "blocks",
        gate: "staging",
        workItem: { id: 20, title: "VM 20", type: "User Story" },
        workload: { id: 1, title: "W", type: "Feature" },
        asset: items[0],
        path: [
          { id: 20, title: "VM 20", type: "User Story" },
          { id: 10, title: "VM 10", type: "User Story" },
        ],
        expected: "Replicated",
        actual: "Replicating",
        since: { date: since, basis: "state changed to Active" },
        owner: ana,
        fix: "Bring VM 20 to Replicated.",
      },
    ]);
  });
});

describe("D2: circles", () => {
  it("inside one release a member that is behind holds back the others, and itself only by its own stage", () => {
    const items = [replicated(10, 1), replicated(11, 1), active(12, 4)];
    const links = [...needs(10, 11), ...needs(11, 12), ...needs(12, 10)];
    expect(at("staging", 10, items, links)).toEqual(["blocks DEP_BEHIND 12 11 10"]);
    expect(at("staging", 11, items, links)).toEqual(["blocks DEP_BEHIND 12 11"]);
    expect(at("staging", 12, items, links)).toEqual([]);
  });

  it("inside one release, all far enough, nothing is wrong", () => {
    const items = [replicated(10, 1), replicated(11, 1)];
    expect(at("staging", 10, items, [...needs(10, 11), ...needs(11, 10)])).toEqual([]);
  });

  it("what a circle waits for outside holds back the member that waits for it, and the others if that one is behind", () => {
    const links = [...needs(10, 11), ...needs(11, 10), ...needs(11, 20)];
    expect(at("staging", 10, [replicated(10, 1), replicated(11, 1), active(20, 4)], links)).toEqual([]);
    expect(at("staging", 10, [replicated(10, 1), active(11, 1), active(20, 4)], links)).toEqual([
      "blocks DEP_BEHIND 20 11 10",
    ]);
  });

  it("across releases each member has a fault in the plan, with its shortest circle", () => {
    const items = [replicated(10, 1), replicated(20, 2), replicated(21, 2)];
    const links = [...needs(10, 20), ...needs(20, 10), ...needs(20, 21), ...needs(21, 10)];
    expect(at("staging", 10, items, links)).toEqual(["blocks DEP_CYCLE 10 20 10"]);
    expect(at("uat", 20, items, links)).toEqual(["blocks DEP_CYCLE 20 10 20"]);
    expect(at("promotion", 21, items, links)).toEqual(["blocks DEP_CYCLE 21 20 10 21"]);
  });

  it("in a circle of more than 64 all members show the one through the first of them, cut to twelve items", () => {
    const ids = Array.from({ length: 70 }, (_, index) => 100 + index);
    const items = ids.map((id) => replicated(id, (id % 2) + 1));
    const found = dependencies(
      items,
      ids.flatMap((id) => needs(id, id === 169 ? 100 : id + 1)),
    );
    for (const id of [100, 101, 150]) {
      const [finding, ...more] = found.findings("staging", id);
      const path = finding?.path?.map((step) => step.id) ?? [];
      expect([finding?.code, finding?.asset?.id, finding?.workItem?.id, more]).toEqual(["DEP_CYCLE", id, 100, []]);
      expect([path.length, path[0], path.at(-1)]).toEqual([12, 100, 100]);
    }
  });

  it("no release counts as one more", () => {
    const items = [replicated(10, 1), replicated(50, 5)];
    expect(at("staging", 10, items, [...needs(10, 50), ...needs(50, 10)])).toEqual(["blocks DEP_CYCLE 10 50 10"]);
  });

  it("D4: what is promoted closes no circle", () => {
    const items = [replicated(10, 1, PROMOTED), replicated(20, 2)];
    const links = [...needs(10, 20), ...needs(20, 10)];
    expect(at("staging", 20, items, links)).toEqual([]);
    expect(at("staging", 10, items, links)).toEqual(["warns DEP_LATER_RELEASE 20 10"]);
  });
});

describe("D3: a provider in a later release", () => {
  const later = (tags: readonly string[] = []) => [replicated(10, 1), replicated(20, 2, tags)];

  it("warns at G1 and G2 where it is far enough", () => {
    expect(at("staging", 10, later(), needs(10, 20))).toEqual(["warns DEP_LATER_RELEASE 20 10"]);
    expect(at("uat", 10, later(STAGED), needs(10, 20))).toEqual(["warns DEP_LATER_RELEASE 20 10"]);
  });

  it("is behind where it is not", () => {
    expect(at("uat", 10, later(), needs(10, 20))).toEqual(["blocks DEP_BEHIND 20 10"]);
  });

  it("blocks G3 until it is promoted", () => {
    const [found] = dependencies(later(ACCEPTED), needs(10, 20)).findings("promotion", 10);
    expect(found).toMatchObject({ code: "DEP_LATER_RELEASE", effect: "blocks", actual: "release R2, later" });
    expect(at("promotion", 10, later(PROMOTED), needs(10, 20))).toEqual([]);
  });
});

describe("D4: a transitive blocker is shown at its root", () => {
  it("with the path to it, where what lies between is behind as well", () => {
    const items = [replicated(10, 1), active(11, 1), active(20, 4)];
    expect(at("staging", 10, items, [...needs(10, 11), ...needs(11, 20)])).toEqual(["blocks DEP_BEHIND 20 11 10"]);
  });

  it("and not at all where what lies between is far enough", () => {
    const items = [replicated(10, 1), replicated(11, 1), active(20, 4)];
    expect(at("staging", 10, items, [...needs(10, 11), ...needs(11, 20)])).toEqual([]);
  });

  it("each root once, over however many ways", () => {
    const items = [replicated(10, 1), active(11, 1), active(12, 1), active(20, 4)];
    const links = [...needs(10, 11, 12, 20), ...needs(11, 20), ...needs(12, 20)];
    expect(at("staging", 10, items, links)).toEqual(["blocks DEP_BEHIND 20 10"]);
  });

  it("a chain of any length is followed, and its path names at most twelve items", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => active(100 + index, 1));
    const links = chain.slice(1).flatMap(({ id }) => needs(id - 1, id));
    const [found] = dependencies(chain, links).findings("staging", 100);
    const ids = found?.path?.map(({ id }) => id) ?? [];
    expect([found?.workItem?.id, ids.length, ids[0], ids.at(-2), ids.at(-1)]).toEqual([20_099, 12, 20_099, 101, 100]);
  });

  it("at most eight roots of one effect are followed", () => {
    const providers = Array.from({ length: 20 }, (_, index) => active(100 + index, 4));
    const found = at("staging", 10, [replicated(10, 1), ...providers], needs(10, ...providers.map(({ id }) => id)));
    expect(found).toEqual([100, 101, 102, 103, 104, 105, 106, 107].map((id) => `blocks DEP_BEHIND ${id} 10`));
  });

  it("a root that the ledger names already is left out, and the ledger hears of the asset", () => {
    const items = [replicated(10, 1), active(11, 1), active(20, 4)];
    const heard: number[] = [];
    const found = dependencies(items, needs(10, 11, 20)).findings("staging", 10, null, (root) => {
      heard.push(root);
      return root === 11;
    });
    expect([short(found), heard]).toEqual([["blocks DEP_BEHIND 20 10"], [11, 20]]);
  });
});

describe("D5: providers that are no assets", () => {
  const web = replicated(10, 1);

  it.each([
    ["named and not readable", [], 999, "unknown DEP_UNREADABLE 999 10"],
    ["an open item", [task(30, 4, "Open the firewall")], 30, "blocks BLOCKER_OPEN 30 10"],
    ["in a state that is not mapped", [asset(20, 4, { state: "On hold" })], 20, "unknown DEP_UNMAPPED 20 10"],
    ["a workload without assets", [feature(6)], 6, "unknown DEP_UNMAPPED 6 10"],
    ["a closed workload without assets", [feature(6, { state: "Closed" })], 6, "unknown DEP_UNMAPPED 6 10"],
  ])("%s", (_, items, provider, expected) => {
    expect(at("uat", 10, [web, ...items], needs(10, provider))).toEqual([expected]);
  });

  it("a finished item is waited for no more", () => {
    const done = task(30, 4, "Open the firewall", { state: "Closed" });
    const found = dependencies([web, done], needs(10, 30));
    expect([found.findings("promotion", 10), found.arePromoted(10)]).toEqual([[], true]);
  });

  it("V2: a provider workload that names what could not be read is unknown besides", () => {
    const lossy = feature(6, { tags: ["release:R1"], children: [20, 21] });
    const losses = [{ kind: "item", id: 21, message: "gone" }] as const;
    const found = dependencies([web, lossy, replicated(20, 6)], needs(10, 6), { snapshot: { losses } });
    expect(short(found.findings("staging", 10))).toEqual(["unknown DEP_UNREADABLE 6 10"]);
    expect(found.findings("staging", 10)[0]?.actual).toBe("names 1 item that could not be read");
  });

  it("M5: where dates can't tell whether it is far enough, it is unknown", () => {
    const signals = [{ kind: "phaseItem", stage: "Staged", titles: ["Stage it"], when: "finished" }] as const;
    const phase = task(30, 4, "Stage it", { state: "Closed", closedDate: day("2026-02-01") });
    const provider = replicated(20, 4);
    // Resolved after the phase was closed, but maybe it had been so before as well.
    const late = { ...provider, stateChangeDate: day("2026-03-01"), changedDate: day("2026-03-01") };
    expect(at("uat", 10, [web, phase, late], needs(10, 20), { policy: { signals } })).toEqual([
      "unknown HISTORY_UNREAD 20 10",
    ]);
  });
});

describe("D6: providers that stay or are gone", () => {
  const web = replicated(10, 1);

  it.each([
    ["retained", asset(20, 4, { tags: ["strategy:retain"] })],
    ["retired", asset(20, 4, { tags: ["strategy:retire"] })],
    ["removed", asset(20, 4, { state: "Removed" })],
    ["closed and not done", asset(20, 4, { state: "Closed", reason: "Abandoned" })],
    ["an item that was cut", task(20, 4, "Open the firewall", { state: "Closed", reason: "Cut" })],
  ])("%s: a live asset that needs it is blocked", (_, provider) => {
    expect(at("staging", 10, [web, provider], needs(10, 20))).toEqual(["blocks EXCLUDED_NEEDED 20 10"]);
  });

  it("deleted: blocked, since its deletion", () => {
    const deletedDate = day("2026-10-01");
    const deleted = [{ id: 20, title: "VM 20", type: "User Story", deletedDate }];
    const [found] = dependencies([web], needs(10, 20), { snapshot: { deleted } }).findings("staging", 10);
    expect(found).toMatchObject({
      code: "EXCLUDED_NEEDED",
      actual: "deleted",
      since: { date: deletedDate, basis: "deleted" },
    });
  });

  it("a workload of which every asset is retired: blocked", () => {
    const retired = asset(20, 4, { tags: ["strategy:retire"] });
    expect(at("staging", 10, [web, retired], needs(10, 4))).toEqual(["blocks EXCLUDED_NEEDED 4 10"]);
  });

  it("with its connectivity proven it is satisfied, and so it is inside a provider workload", () => {
    const items = [web, asset(20, 4, { tags: ["strategy:retain"] }), active(21, 4)];
    expect(at("staging", 10, items, needs(10, 20), { satisfied: [20] })).toEqual([]);
    expect(at("staging", 10, items, needs(10, 4), { satisfied: [21] })).toEqual([]);
    expect(at("staging", 10, items, needs(10, 4), { satisfied: [4] })).toEqual([]);
    expect(at("staging", 10, items, needs(10, 4), { satisfied: [20] })).toEqual(["blocks DEP_BEHIND 21 4 10"]);
  });
});

describe("G3: done asks that every provider is promoted or satisfied", () => {
  const items = [replicated(10, 1, PROMOTED), replicated(20, 4, ACCEPTED), replicated(21, 4, PROMOTED)];

  it.each([
    ["one that is not", needs(10, 20), [], false],
    ["one that is", needs(10, 21), [], true],
    ["one that is satisfied", needs(10, 20), [20], true],
    ["a workload that is not whole", needs(10, 4), [], false],
    ["what its workload needs", needs(1, 20), [], false],
    ["what it is softly linked to", [related(10, 20)], [], true],
    ["nothing", [], [], true],
  ])("%s", (_, links, satisfied, expected) => {
    expect(dependencies(items, links, { satisfied }).arePromoted(10)).toBe(expected);
  });
});
