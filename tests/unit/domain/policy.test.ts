import { parsePolicy } from "../../../src/domain/policy/parse";
import { fingerprintOf } from "../../../src/domain/policy/fingerprint";
import { type Chosen, openStates, policyFrom, propose } from "../../../src/domain/policy/proposal";
import { POLICY_DEFAULTS, presetOf, PRESETS, stateTableOf } from "../../../src/domain/policy/presets";
import type { Policy } from "../../../src/domain/policy/policy";
import type { WorkItem } from "../../../src/domain/workItem";
import {
  AGILE_TYPES,
  asset,
  day,
  feature,
  frameworkPolicy,
  policy,
  snapshot,
  task,
  workItem,
} from "../../builders/estate";

function problems(changes: object): string[] {
  const result = parsePolicy({ ...policy(), ...changes });
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("parsePolicy", () => {
  it.each([policy(), frameworkPolicy()])("reads back what was written (%#)", (document) =>
    expect(parsePolicy(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, policy: document }),
  );

  it.each([
    [{ schemaVersion: 2 }, "schemaVersion: must be 1: this version of the product knows no other"],
    [
      { stateTable: [{ type: "Task", state: "New", stage: "Done" }] },
      "stateTable[0].stage: must be one of Pending, Assessed, Replicating, Replicated, Staged, InTest, Accepted, Promoted",
    ],
    [
      { workloads: { types: ["user story"], confirmed: [] } },
      "workloads.types: names one type both for assets and for workloads: an item can't be both",
    ],
    [
      {
        stateTable: [
          { type: "Task", state: "New", stage: "Pending" },
          { type: "task", state: "NEW", stage: "Staged" },
        ],
      },
      "stateTable: maps one type and state twice",
    ],
  ])("refuses %j and names the place", (changes, problem) => expect(problems(changes)).toEqual([problem]));

  it.each([
    [
      { workloads: { types: ["User  Story"], confirmed: [] } },
      "workloads.types: names one type both for assets and for workloads: an item can't be both",
    ],
    [
      {
        stateTable: [
          { type: "Task", state: "On hold", stage: "Pending" },
          { type: "Task", state: "On  Hold", stage: "Staged" },
        ],
      },
      "stateTable: maps one type and state twice",
    ],
    [
      { releases: { ...policy().releases, settings: [{ key: "Wave 1" }, { key: "wave  1" }] } },
      "releases.settings: says something about one release twice",
    ],
    [
      { releases: { ...policy().releases, settings: [{ key: "Wave 1", freezs: [] }] } },
      "releases.settings[0].freezs: is no member of a policy that this version knows",
    ],
    [{ blockers: [] }, "blockers: is no member of a policy that this version knows"],
  ])("refuses %j: what the engine would drop or overwrite is never read in silence", (changes, problem) =>
    expect(problems(changes)).toEqual([problem]),
  );

  it.each(["constructor", "toString", "__proto__"])("knows no member %s, which every object inherits", (name) => {
    const named = (value: object): unknown => JSON.parse(`{"${name}":{},${JSON.stringify(value).slice(1)}`);
    const refused = (document: unknown) => {
      const result = parsePolicy(document);
      return result.ok ? [] : result.problems;
    };
    const message = "is no member of a policy that this version knows";
    expect(refused(named(policy()))).toEqual([{ path: name, message }]);
    expect(refused({ ...policy(), labels: named(policy().labels) })).toEqual([{ path: `labels.${name}`, message }]);
  });

  it.each(["constructor", "__proto__"])("takes %s for the name of a field like any other", (field) => {
    const document = policy({ strategy: { kind: "field", field } });
    expect(parsePolicy(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, policy: document });
  });

  it("refuses days that are none, and a freeze that ends before it begins", () => {
    const releases = (settings: object) => ({
      releases: { ...policy().releases, settings: [{ key: "A", ...settings }] },
    });
    expect(problems(releases({ targetDate: "2026-02-30" }))).toEqual([
      "releases.settings[0].targetDate: is no day of the calendar",
    ]);
    expect(problems(releases({ freezes: [{ name: "x", from: "2026-02-02", to: "2026-02-01" }] }))).toEqual([
      "releases.settings[0].freezes[0]: ends before it begins",
    ]);
  });

  it("reads a policy from before there was planning as a new one plans", () => {
    const { planning: _planning, ...older } = policy();
    expect(parsePolicy(older)).toEqual({ ok: true, policy: policy({ planning: POLICY_DEFAULTS.planning }) });
  });

  it("refuses an outage without a reason, days of grace longer than an iteration, and a tag that would be two", () => {
    const planning = {
      doneStage: "Staged",
      graceDays: 15,
      commitmentTag: "a;b",
      outages: [{ iteration: "C\\S1", reason: "" }],
    };
    expect(problems({ planning })).toEqual([
      "planning.doneStage: must be one of Replicated, Promoted",
      "planning.graceDays: must be 14 or less",
      "planning.commitmentTag: must hold no comma and no semicolon: it is part of a tag",
      "planning.outages[0].reason: must not be empty",
    ]);
  });

  it("takes a member that may be null for null where it is absent: storage drops such members", () => {
    const [entry] = policy().evidence.checklist;
    const { gate: _gate, validDays: _days, ...rest } = { ...entry };
    const { preset: _preset, ...document } = { ...policy(), evidence: { types: [], checklist: [rest] } };
    expect(parsePolicy(document)).toEqual({
      ok: true,
      policy: {
        ...policy(),
        preset: null,
        evidence: { types: [], checklist: [{ ...entry, gate: null, validDays: null }] },
      },
    });
  });

  it("names every problem of a document that is none", () => {
    expect(parsePolicy("a policy").ok).toBe(false);
    expect(problems({ assets: undefined, labels: undefined })).toHaveLength(2);
  });
});

describe("fingerprintOf", () => {
  it("is the same for the same policy in another key order, and another for another policy", () => {
    const reversed = Object.fromEntries(Object.entries(policy()).reverse()) as unknown as ReturnType<typeof policy>;
    expect(fingerprintOf(reversed)).toBe(fingerprintOf(policy()));
    expect(fingerprintOf(policy({ labels: { release: "Wave" } }))).not.toBe(fingerprintOf(policy()));
    expect(fingerprintOf(policy())).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("M10: presets", () => {
  it.each(PRESETS.map(({ id }) => [id]))("%s maps to stages of the ladder only, and parses", (id) => {
    const mapping = { ...policy(), ...{ preset: id, signals: presetOf(id).signals } };
    expect(parsePolicy(mapping).ok).toBe(true);
  });
  it("gives no row to a removed or a custom state", () =>
    expect(stateTableOf(presetOf("agile"), ["User Story"], AGILE_TYPES).map(({ state }) => state)).toEqual([
      "New",
      "Active",
      "Resolved",
      "Closed",
    ]));
  it("maps every state of a framework story to Pending, a custom one too", () =>
    expect(stateTableOf(presetOf("framework"), ["User Story"], AGILE_TYPES)).toContainEqual({
      type: "User Story",
      state: "On hold",
      stage: "Pending",
    }));
});

describe("propose", () => {
  const proposed = (items: readonly WorkItem[], iterations?: readonly string[]) => {
    const read = snapshot(
      items,
      iterations === undefined
        ? {}
        : {
            iterations: iterations.map((path) => ({
              path,
              name: path.split("\\").at(-1) ?? "",
              level: path.split("\\").length - 1,
              startDate: null,
              finishDate: null,
            })),
          },
    );
    const proposal = propose(read);
    return { proposal, policy: policyFrom(read, proposal, proposal.chosen) };
  };

  it("gives a policy that parses, whatever the project", () =>
    expect(parsePolicy(proposed([]).policy)).toEqual({ ok: true, policy: proposed([]).policy }));

  it("finds assets by their kind tags and says how many", () => {
    const { proposal } = proposed([feature(1), asset(2, 1), workItem(3, { parent: 1 })]);
    expect(proposal.chosen).toMatchObject({ preset: "agile", assetRule: "kind-tag", workloadTypes: "feature" });
    expect(proposal.assetRules[0]?.evidence).toBe("finds 1 asset among 2 items of type User Story");
    expect(proposal.assetRules.filter(({ isFound }) => isFound).map(({ id }) => id)).toEqual([
      "kind-tag",
      "every-item",
    ]);
  });

  it("recognises the framework's template by its asset tasks", () => {
    const vm = workItem(2, { parent: 1, title: "VM" });
    const { proposal } = proposed([feature(1), vm, task(3, 2, "Assess"), task(4, 2, "Migrate")]);
    expect(proposal.chosen).toMatchObject({ preset: "framework", assetRule: "framework-tasks", releaseSource: "none" });
  });

  it("never proposes that every story is an asset: stories that are kinds of work are none", () => {
    const { proposal } = proposed([feature(1), workItem(2, { parent: 1 })]);
    expect(proposal.chosen.assetRule).not.toBe("every-item");
    expect(proposal.assetRules.at(-1)?.id).toBe("every-item");
  });

  it("reads releases from tags, and lets assets follow where only workloads carry them", () => {
    const onWorkload = proposed([feature(1, { tags: ["release:A"] }), asset(2, 1)]);
    expect(onWorkload.policy.releases).toMatchObject({ source: { kind: "tag" }, assetsFollowWorkload: true });
    const onAssets = proposed([feature(1), asset(2, 1, { tags: ["release:A"] }), asset(3, 1)]);
    expect(onAssets.policy.releases).toMatchObject({ source: { kind: "tag" }, assetsFollowWorkload: false });
  });

  it("reads releases from the iteration tree, but never takes sprints for releases", () => {
    const inRelease = [feature(1), asset(2, 1, { iterationPath: "Contoso\\Wave 1\\Sprint 1" })];
    expect(
      proposed(inRelease, ["Contoso", "Contoso\\Wave 1", "Contoso\\Wave 1\\Sprint 1"]).policy.releases.source,
    ).toEqual({
      kind: "iteration",
      level: 1,
    });
    const inSprint = [feature(1), asset(2, 1, { iterationPath: "Contoso\\Sprint 1" })];
    expect(proposed(inSprint, ["Contoso", "Contoso\\Sprint 1"]).proposal.chosen.releaseSource).toBe("none");
  });

  it("takes the end of the last planned iteration for the target date of a tagged release", () => {
    const sprint = (number: number, finish: string | null) => ({
      path: `Contoso\\Sprint ${number}`,
      name: `Sprint ${number}`,
      level: 1,
      startDate: null,
      finishDate: finish === null ? null : day(finish),
    });
    const planned = (id: number, number: number, changes: Partial<WorkItem> = {}) =>
      asset(id, 1, { iterationPath: `Contoso\\Sprint ${number}`, ...changes });
    const read = snapshot(
      [
        feature(1, { tags: ["release:A"] }),
        planned(2, 1),
        planned(3, 2),
        planned(4, 3),
        planned(5, 4, { state: "Removed" }),
      ],
      { iterations: [sprint(1, "2026-12-04"), sprint(2, "2026-12-18"), sprint(3, null), sprint(4, "2027-06-01")] },
    );
    const proposal = propose(read);
    expect(proposal.chosen.targetDates).toBe("last-iteration");
    expect(policyFrom(read, proposal, proposal.chosen).releases.settings).toEqual([
      { key: "A", targetDate: "2026-12-18" },
    ]);
    expect(policyFrom(read, proposal, { ...proposal.chosen, targetDates: "source" }).releases.settings).toEqual([]);
  });

  it("leaves a custom state without a stage until a person gives it one", () => {
    const read = snapshot([feature(1), asset(2, 1, { state: "On hold" })]);
    const proposal = propose(read);
    const rows = (stages: Chosen["stages"]) =>
      policyFrom(read, proposal, { ...proposal.chosen, stages }).stateTable.filter(({ state }) => state === "On hold");
    const [open] = openStates(read, proposal, proposal.chosen);
    expect(open).toMatchObject({ type: "User Story", state: "On hold", category: "InProgress", items: 1 });
    expect(rows({})).toEqual([]);
    expect(rows({ [open?.key ?? ""]: "Pending" })).toEqual([
      { type: "User Story", state: "On hold", stage: "Pending" },
    ]);
  });

  it("begins with the mapping in use, and takes over what it does not ask about", () => {
    const read = snapshot([feature(1, { tags: ["release:A"] }), asset(2, 1, { state: "On hold" })]);
    const inUse: Policy = policy({
      releases: {
        source: { kind: "none" },
        assetsFollowWorkload: false,
        defaultModel: "single-step",
        settings: [{ key: "A", order: 1 }],
      },
      stateTable: [
        ...policy().stateTable.filter(({ state }) => state !== "Closed"),
        { type: "User Story", state: "Closed", stage: "Replicated", max: "Replicated" },
        { type: "User Story", state: "On hold", stage: "Assessed" },
      ],
      notDoneReasons: ["Withdrawn"],
      labels: { release: "Wave" },
    });
    const proposal = propose(read, inUse);
    const again = policyFrom(read, proposal, proposal.chosen);
    expect(again.releases).toEqual(inUse.releases);
    expect(again.notDoneReasons).toEqual(["Withdrawn"]);
    expect(again.labels).toEqual({ release: "Wave" });
    expect(new Set(again.stateTable)).toEqual(new Set(inUse.stateTable));
  });

  it("refuses a choice that it never offered", () => {
    const read = snapshot([]);
    const proposal = propose(read);
    expect(() => policyFrom(read, proposal, { ...proposal.chosen, preset: "xp" })).toThrow('no choice "xp"');
  });
});
