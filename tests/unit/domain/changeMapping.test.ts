import type { Change, ItemEdit, Plan } from "../../../src/domain/change/change";
import { withWrites, writesOf } from "../../../src/domain/change/edit";
import { planOf } from "../../../src/domain/change/plan";
import type { Policy, ReleaseSource } from "../../../src/domain/policy/policy";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, frameworkPolicy, NOW, policy, snapshot, task, workItem } from "../../builders/estate";

/** Plans, and checks that a second plan after the first is carried out has nothing left to write. */
function plan(read: Snapshot, ids: readonly number[], change: Change, mapping: Policy = policy()): Plan {
  const found = planOf(read, mapping, ids, change, NOW);
  const after = withWrites(read, writesOf(found.entries), NOW);
  expect(
    planOf(
      after,
      mapping,
      found.entries.map(({ item }) => item.id),
      change,
      NOW,
    ).entries,
  ).toEqual([]);
  return found;
}

const estate = (...items: WorkItem[]) => snapshot([feature(1, { title: "Payroll" }), ...items]);
const edits = ({ entries }: Plan): Record<number, ItemEdit> =>
  Object.fromEntries(writesOf(entries).map(({ item, edit }) => [item.id, edit]));
const reasons = ({ refused }: Plan) => refused.map(({ item, reason }) => `#${item.id} ${reason}`);
const notes = ({ entries }: Plan) => entries.flatMap((entry) => entry.notes.map((note) => `#${entry.item.id} ${note}`));
const steps = ({ entries }: Plan) => entries.map(({ item, from, to }) => `#${item.id} ${from} → ${to}`);

describe("M1: what is an asset", () => {
  const make = { kind: "asset", isAsset: true } as const;
  const unmake = { kind: "asset", isAsset: false } as const;
  const story = (tags: string[] = [], title = "DNS") => estate(workItem(2, { title, parent: 1, tags }));

  it("adds the tag that makes it one, behind the others", () => {
    const found = plan(story(["b", "a"]), [2], make);
    expect(edits(found)).toEqual({ 2: { tags: ["b", "a", "asset"] } });
    expect(steps(found)).toEqual(["#2 not an asset → asset"]);
  });

  it("takes away the tag that says otherwise, and needs no more where the rules then say so", () => {
    expect(edits(plan(story(["kind:vm", "Not-An-Asset"]), [2], make))).toEqual({ 2: { tags: ["kind:vm"] } });
    expect(edits(plan(story(["not-an-asset"]), [2], make))).toEqual({ 2: { tags: ["asset"] } });
  });

  it("makes an asset of an item whose title is that of a phase", () => {
    const mapping = frameworkPolicy();
    expect(edits(plan(story([], "Promote workload"), [2], make, mapping))).toEqual({ 2: { tags: ["asset"] } });
  });

  it("adds the tag that takes it out, where taking away the other is not enough", () => {
    expect(edits(plan(story(["kind:vm"]), [2], unmake))).toEqual({ 2: { tags: ["kind:vm", "not-an-asset"] } });
    expect(edits(plan(story(["asset", "x"]), [2], unmake))).toEqual({ 2: { tags: ["x"] } });
    expect(edits(plan(story(["asset", "kind:vm"]), [2], unmake))).toEqual({ 2: { tags: ["kind:vm", "not-an-asset"] } });
  });

  it("writes nothing where it is, or is not, one by the rules", () => {
    expect(plan(story(["kind:vm"]), [2], make).unchanged).toHaveLength(1);
    expect(plan(story(), [2], unmake).unchanged).toHaveLength(1);
  });

  it("refuses another type, and says which the mapping asks for", () => {
    const read = estate(asset(2, 1), task(3, 2, "Copy"));
    expect(reasons(plan(read, [3, 1], make))).toEqual([
      "#3 It is of type Task; the mapping's assets are of type User Story.",
      "#1 It is of type Feature; the mapping's assets are of type User Story.",
    ]);
  });

  it("refuses to guess a tag that stands for several", () => {
    const mapping = policy({ assets: { ...policy().assets, includeTag: "asset*" } });
    expect(reasons(plan(story(), [2], make, mapping))).toEqual([
      "#2 The mapping's tag asset* stands for several: set the one you mean on the item.",
    ]);
  });

  it("shows that the workload is judged with it", () => {
    const found = plan(estate(asset(3, 1, { state: "Resolved" }), workItem(2, { parent: 1 })), [2], make);
    expect(found.effects[0]).toMatchObject({
      gate: "staging",
      before: { verdict: "ready" },
      after: { verdict: "blocked" },
    });
  });
});

describe.each(["assetKind", "strategy"] as const)("M7: %s", (kind) => {
  const prefix = kind === "strategy" ? "strategy:" : "kind:";
  const change = (word: string | null): Change => ({ kind, word });
  const read = (tags: string[], fields = {}) => estate(workItem(2, { parent: 1, tags: ["asset", ...tags], fields }));

  it("takes the place of every tag of its prefix, and leaves the others in order", () => {
    const found = plan(read(["z", `${prefix}a`, "y", `${prefix.toUpperCase()}b`]), [2], change("db"));
    expect(edits(found)).toEqual({ 2: { tags: ["asset", "z", "y", `${prefix}db`] } });
    expect(steps(found)).toEqual(["#2 a, b → db"]);
  });

  it("keeps the spelling of a tag that says the same, and drops the others", () => {
    expect(edits(plan(read([`${prefix}A`, `${prefix}b`]), [2], change("a")))).toEqual({
      2: { tags: ["asset", `${prefix}A`] },
    });
    expect(plan(read([`${prefix} A`]), [2], change("a")).unchanged).toHaveLength(1);
  });

  it("says nothing any more", () => {
    expect(edits(plan(read([`${prefix}a`]), [2], change(null)))).toEqual({ 2: { tags: ["asset"] } });
    expect(plan(read([]), [2], change(null)).unchanged).toHaveLength(1);
  });

  it("sets and clears a field", () => {
    const mapping = policy({ [kind]: { kind: "field", field: "Custom.Word" } });
    expect(edits(plan(read([]), [2], change("db"), mapping))).toEqual({ 2: { fields: { "Custom.Word": "db" } } });
    const filled = read([], { "Custom.Word": "vm" });
    expect(edits(plan(filled, [2], change(null), mapping))).toEqual({ 2: { fields: { "Custom.Word": null } } });
    expect(plan(filled, [2], change(" VM "), mapping).unchanged).toHaveLength(1);
  });

  it("refuses a word that can't be a tag", () => {
    expect(reasons(plan(read([]), [2], change("a; b")))).toEqual(["#2 A tag can hold neither ; nor a comma."]);
    expect(reasons(plan(read([]), [2], change("  ")))).toEqual(["#2 A name is needed."]);
  });
});

describe("M7: what a strategy or a kind does besides", () => {
  it("says that an asset leaves the scope, and that it comes back", () => {
    const retire = plan(estate(asset(2, 1)), [2], { kind: "strategy", word: "Retire" });
    expect(notes(retire)).toEqual(["#2 It leaves the scope: retire."]);
    const back = plan(estate(asset(2, 1, { tags: ["strategy:retain"] })), [2], { kind: "strategy", word: "rehost" });
    expect(notes(back)).toEqual(["#2 It comes into scope."]);
  });

  it("says that the kind makes an asset of it, or none", () => {
    const found = plan(estate(workItem(2, { parent: 1 })), [2], { kind: "assetKind", word: "vm" });
    expect(notes(found)).toEqual(["#2 It becomes an asset."]);
    const gone = plan(estate(asset(2, 1)), [2], { kind: "assetKind", word: null });
    expect(notes(gone)).toEqual(["#2 It is no longer an asset."]);
  });
});

describe("M3: release", () => {
  const to = (release: string | null): Change => ({ kind: "release", release });
  const from = (source: ReleaseSource, assetsFollowWorkload = true) =>
    policy({ releases: { source, assetsFollowWorkload, defaultModel: "staged", settings: [] } });

  describe("by tag", () => {
    const own = from({ kind: "tag", prefix: "release:" }, false);

    it("takes the place of every release that it names", () => {
      const read = estate(asset(2, 1, { tags: ["release:A", "x", "Release: B"] }));
      const found = plan(read, [2], to("C"), own);
      expect(edits(found)).toEqual({ 2: { tags: ["kind:vm", "x", "release:C"] } });
      expect(steps(found)).toEqual(["#2 A, B → C"]);
    });

    it("knows a release in another spelling", () => {
      expect(plan(estate(asset(2, 1, { tags: ["Release:a  1"] })), [2], to("A 1"), own).unchanged).toHaveLength(1);
    });

    it("takes it out of all", () => {
      const read = estate(asset(2, 1, { tags: ["release:A", "release:B"] }));
      expect(edits(plan(read, [2], to(null), own))).toEqual({ 2: { tags: ["kind:vm"] } });
    });

    it("writes a workload and its assets in scope, and not those of a workload within it", () => {
      const read = estate(
        asset(2, 1),
        asset(3, 1, { state: "Removed" }),
        feature(4, { parent: 1 }),
        asset(5, 4, { tags: ["release:A"] }),
      );
      expect(Object.keys(edits(plan(read, [1], to("B"), own)))).toEqual(["1", "2"]);
    });

    it("says that one asset alone splits the scope of its workload", () => {
      const read = snapshot([
        feature(1, { title: "Payroll" }),
        ...[2, 3].map((id) => asset(id, 1, { tags: ["release:A"] })),
      ]);
      const found = plan(read, [2], to("B"), own);
      expect(notes(found)).toEqual(["#2 Its workload Payroll (#1) is in A, B: its scope would be split."]);
      expect(found.effects.map(({ gate, after }) => [gate, after.counts.blocks])).toContainEqual(["staging", 3]);
    });

    it("says so where the asset takes its workload into an earlier release", () => {
      const read = snapshot([
        feature(1, { title: "Payroll" }),
        ...[2, 3].map((id) => asset(id, 1, { tags: ["release:B"] })),
      ]);
      expect(notes(plan(read, [2], to("A"), own))).toEqual([
        "#2 Its workload Payroll (#1) is in A, B: its scope would be split.",
      ]);
    });

    it("writes a prefix that ends with a blank", () => {
      const mapping = from({ kind: "tag", prefix: "R " }, false);
      const found = plan(estate(asset(2, 1, { tags: ["Retail", "R 1"] })), [2], to("4"), mapping);
      expect(edits(found)).toEqual({ 2: { tags: ["kind:vm", "Retail", "R 4"] } });
    });

    it("puts an item that is no asset yet into a release", () => {
      expect(edits(plan(estate(workItem(2, { parent: 1 })), [2], to("A"), own))).toEqual({
        2: { tags: ["release:A"] },
      });
    });
  });

  describe("by tag, where assets follow their workload", () => {
    const follow = from({ kind: "tag", prefix: "release:" });
    const payroll = feature(1, { title: "Payroll", tags: ["release:A"] });
    const read = snapshot([payroll, asset(2, 1), asset(3, 1, { tags: ["release:A"] })]);

    it("writes the workload, and of its assets those that name one themselves", () => {
      const found = plan(read, [1], to("B"), follow);
      expect(edits(found)).toEqual({ 1: { tags: ["release:B"] }, 3: { tags: ["kind:vm", "release:B"] } });
      expect(steps(found)).toEqual(["#1 A → B", "#2 A → B", "#3 A → B"]);
      expect(notes(found)).toEqual(["#2 It moves along with Payroll (#1)."]);
    });

    it("writes the workload alone where an asset that follows it is asked for as well, in whatever order", () => {
      const alone = snapshot([payroll, asset(2, 1)]);
      for (const ids of [
        [2, 1],
        [1, 2],
      ]) {
        expect(edits(plan(alone, ids, to("B"), follow))).toEqual({ 1: { tags: ["release:B"] } });
      }
    });

    it("can't take out an asset that is in it by its workload alone", () => {
      expect(reasons(plan(read, [2], to(null), follow))).toEqual([
        "#2 It belongs to A through its workload Payroll (#1): take that one out.",
      ]);
      // Its own tag is not what holds it.
      expect(reasons(plan(read, [3], to(null), follow))).toEqual([
        "#3 It belongs to A through its workload Payroll (#1): take that one out.",
      ]);
      expect(plan(read, [1], to(null), follow).entries).toHaveLength(3);
    });

    it("knows that an asset is in it by its workload", () => {
      expect(plan(read, [2], to("a"), follow).unchanged).toHaveLength(1);
    });
  });

  describe("by the iteration tree", () => {
    const mapping = from({ kind: "iteration", level: 1 }, false);
    const paths = ["Contoso", "Contoso\\R1", "Contoso\\R1\\Sprint 1", "Contoso\\R2"];
    const iterations = paths.map((path) => ({
      path,
      name: path.split("\\").at(-1) ?? "",
      level: path.split("\\").length - 1,
      startDate: null,
      finishDate: null,
    }));
    const read = (iterationPath: string) => ({ ...estate(asset(2, 1, { iterationPath })), iterations });

    it("sets the path of the release, and says which iteration it leaves", () => {
      const found = plan(read("Contoso\\R1\\Sprint 1"), [2], to("contoso\\r2"), mapping);
      expect(edits(found)).toEqual({ 2: { iterationPath: "Contoso\\R2" } });
      expect(notes(found)).toEqual(["#2 It leaves the iteration Sprint 1."]);
      expect(steps(found)).toEqual(["#2 R1 → R2"]);
    });

    it("leaves one that is already in an iteration of it", () => {
      expect(plan(read("Contoso\\R1\\Sprint 1"), [2], to("Contoso\\R1"), mapping).unchanged).toHaveLength(1);
    });

    it("takes it out by the node above", () => {
      expect(edits(plan(read("Contoso\\R1\\Sprint 1"), [2], to(null), mapping))).toEqual({
        2: { iterationPath: "Contoso" },
      });
    });

    it("counts levels from the root, also below a node that groups releases", () => {
      const deep = from({ kind: "iteration", level: 2 }, false);
      const read2 = read("Contoso\\R1\\Sprint 1");
      expect(edits(plan(read2, [2], to(null), deep))).toEqual({ 2: { iterationPath: "Contoso\\R1" } });
    });

    it("refuses what is no release of the tree", () => {
      for (const key of ["Contoso\\R9", "Contoso\\R1\\Sprint 1", "Contoso"]) {
        expect(reasons(plan(read("Contoso"), [2], to(key), mapping))).toEqual([
          `#2 There is no iteration ${key} that is a release by the mapping.`,
        ]);
      }
    });

    it("says that assigning to an iteration changes the release", () => {
      const assign = (path: string): Change => ({ kind: "iteration", path });
      expect(notes(plan(read("Contoso\\R2"), [2], assign("Contoso\\R1\\Sprint 1"), mapping))).toEqual([
        "#2 It moves from release R2 to R1.",
      ]);
      expect(notes(plan(read("Contoso"), [2], assign("Contoso\\R1"), mapping))).toEqual(["#2 It joins release R1."]);
      expect(notes(plan(read("Contoso\\R1"), [2], assign("Contoso"), mapping))).toEqual(["#2 It leaves release R1."]);
      expect(notes(plan(read("Contoso\\R1"), [2], assign("Contoso\\R1\\Sprint 1"), mapping))).toEqual([]);
    });
  });

  it("by a field: sets it", () => {
    const mapping = from({ kind: "field", field: "Custom.Release" }, false);
    const read = estate(asset(2, 1, { fields: { "Custom.Release": "A" } }));
    expect(edits(plan(read, [2], to("B"), mapping))).toEqual({ 2: { fields: { "Custom.Release": "B" } } });
    expect(edits(plan(read, [2], to(null), mapping))).toEqual({ 2: { fields: { "Custom.Release": null } } });
  });

  it("is refused where the mapping names none, with what to do", () => {
    expect(reasons(plan(estate(asset(2, 1)), [2], to("A"), from({ kind: "none" })))).toEqual([
      "#2 The mapping names no releases: say in the mapping where they are named.",
    ]);
  });

  it("refuses an item of another type", () => {
    expect(reasons(plan(estate(asset(2, 1), task(3, 2, "Copy")), [3], to("A")))).toEqual([
      "#3 It is neither an asset nor a workload by the mapping.",
    ]);
  });
});

describe("iteration", () => {
  it("takes the spelling of the tree, and refuses what is not in it", () => {
    const node = { path: "Contoso\\Sprint 1", name: "Sprint 1", level: 1, startDate: null, finishDate: null };
    const read = { ...estate(asset(2, 1)), iterations: [node] };
    expect(edits(plan(read, [1], { kind: "iteration", path: "contoso\\sprint 1" }))).toEqual({
      2: { iterationPath: "Contoso\\Sprint 1" },
    });
    expect(reasons(plan(read, [2], { kind: "iteration", path: "Contoso\\Sprint 2" }))).toEqual([
      "#2 There is no iteration Contoso\\Sprint 2.",
    ]);
  });
});

describe("M2: workload", () => {
  const into = (id: number, title: string, type = "Feature"): Change => ({
    kind: "workload",
    workload: { id, title, type },
  });
  const out: Change = { kind: "workload", workload: null };
  const read = estate(feature(5, { title: "Intranet" }), asset(2, 1), asset(3, 2), asset(4, 5));

  it("puts an asset below it, with what is nested below the asset", () => {
    const found = plan(read, [2], into(5, "Intranet"));
    expect(edits(found)).toEqual({ 2: { parent: 5 } });
    expect(steps(found)).toEqual(["#2 Payroll → Intranet"]);
    expect(notes(found)).toEqual(["#2 What stands below it moves along: VM 3 (#3)."]);
    expect(found.effects.map(({ title }) => title)).toEqual(expect.arrayContaining(["Payroll", "Intranet"]));
  });

  it("moves a nested asset with the one around it where both are asked for", () => {
    const found = plan(read, [3, 2], into(5, "Intranet"));
    expect(edits(found)).toEqual({ 2: { parent: 5 } });
    expect(notes(found)).toContain("#3 It moves along with VM 2 (#2).");
  });

  it("moves an asset by itself out of a workload below the one that is moved too", () => {
    const inner = estate(feature(5), asset(2, 1), feature(6, { parent: 2 }), asset(3, 6));
    expect(edits(plan(inner, [2, 3], into(5, "Workload 5")))).toEqual({ 2: { parent: 5 }, 3: { parent: 5 } });
  });

  it("says that a nested asset leaves the one around it", () => {
    expect(notes(plan(read, [3], into(5, "Intranet")))).toEqual(["#3 It no longer stands below VM 2 (#2)."]);
  });

  it("knows a workload that was not read by its id", () => {
    const found = plan(read, [2], into(77, "Far"));
    expect(edits(found)).toEqual({ 2: { parent: 77 } });
    expect(steps(found)).toEqual(["#2 Payroll → Far"]);
  });

  it("takes it out", () => {
    expect(edits(plan(read, [4], out))).toEqual({ 4: { parent: null } });
    expect(plan(estate(asset(9, null)), [9], out).unchanged).toHaveLength(1);
  });

  it("leaves one that stands deeper in it", () => {
    expect(plan(read, [3], into(1, "Payroll")).unchanged).toHaveLength(1);
  });

  it("refuses what is no workload, itself, and what stands below it", () => {
    expect(reasons(plan(read, [2], into(4, "VM 4", "User Story")))).toEqual([
      "#2 VM 4 is of type User Story; the mapping's workloads are of type Feature.",
    ]);
    const inner = estate(asset(2, 1), feature(6, { title: "Inner", parent: 2 }));
    expect(reasons(plan(inner, [2], into(6, "Inner")))).toEqual(["#2 Inner stands below it."]);
    const both = policy({ assets: { ...policy().assets, types: ["User Story", "Feature"] } });
    const self = estate(feature(7, { title: "Both", tags: ["kind:app"] }));
    expect(reasons(plan(self, [7], into(7, "Both"), both))).toEqual(["#7 It can't stand below itself."]);
  });

  it("says that it changes the release where assets follow their workload", () => {
    const planned = snapshot([
      feature(1, { title: "Payroll", tags: ["release:A"] }),
      feature(5, { title: "Intranet", tags: ["release:B"] }),
      asset(2, 1),
    ]);
    expect(notes(plan(planned, [2], into(5, "Intranet")))).toEqual(["#2 It moves from release A to B."]);
  });
});

describe("stages that follow from a change of the mapping", () => {
  const accepted = { state: "Resolved", tags: ["stage:accepted"] };

  it("are said where another model asks for less (G4), of the others in the workload too", () => {
    const settings = [{ key: "B", model: "single-step" as const }];
    const mapping = policy({ releases: { ...policy().releases, settings } });
    const found = plan(
      estate(asset(2, 1, accepted), asset(3, 1, accepted)),
      [2],
      { kind: "release", release: "B" },
      mapping,
    );
    expect(notes(found)).toEqual([
      "#2 It is Accepted then, no longer Replicated.",
      "#2 This changes the stage of VM 3 (#3).",
    ]);
  });

  it("are said of what stands around an asset that holds it back no longer (§9)", () => {
    const nested = estate(asset(2, 1, { state: "Resolved" }), asset(3, 2), asset(4, 1));
    expect(notes(plan(nested, [3], { kind: "strategy", word: "retire" }))).toEqual([
      "#3 It leaves the scope: retire.",
      "#3 This changes the stage of VM 2 (#2).",
    ]);
  });
});
