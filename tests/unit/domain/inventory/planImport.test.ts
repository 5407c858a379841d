import { keyIn, withBlock } from "../../../../src/domain/inventory/description";
import { planImport } from "../../../../src/domain/inventory/planImport";
import { rebuildRecords } from "../../../../src/domain/inventory/rebuild";
import { reconcile } from "../../../../src/domain/inventory/reconcile";
import type { RowDecision } from "../../../../src/domain/inventory/reconciliation";
import { asset, feature, policy, workItem } from "../../../builders/estate";
import { file, fileAsset, fileEdge, IMPORT, imported, place, record, sceneWith } from "../../../builders/inventory";

const FILES = [
  file([
    fileAsset("a:web", { cores: 4 }, { workload: "Shop", release: "Wave 1", strategy: "rehost" }),
    fileAsset("a:db", { cores: 8 }, { workload: "Shop", release: "Wave 1", kind: "database", hostKey: "a:web" }),
    fileAsset("a:loose", {}, {}),
  ]),
];

describe("an import into an empty project", () => {
  const { plan, scene, records } = imported(FILES, { scene: sceneWith([]), records: [] });
  const byTitle = new Map(scene.snapshot.workItems.map((item) => [item.title, item]));

  it("makes a work item for each asset, below its workload, as the policy records kind, strategy and release", () => {
    expect(plan.entries.map(({ kind, key, after }) => [kind, key, after])).toEqual([
      ["create", "workload:shop", []],
      ["create", "a:db", ["workload:shop"]],
      ["create", "a:loose", []],
      ["create", "a:web", ["workload:shop"]],
    ]);
    const shop = byTitle.get("Shop");
    expect(shop).toMatchObject({ type: "Feature", tags: ["release:Wave 1", "import:20261123-test"] });
    expect(byTitle.get("web")).toMatchObject({
      type: "User Story",
      parent: shop?.id,
      tags: ["kind:vm", "strategy:rehost", "import:20261123-test"],
    });
    expect(plan.refused).toEqual([]);
    expect(plan.notes).toEqual([]);
  });

  it("is read by the mapping as what was meant", () => {
    const shop = scene.workloads.get(byTitle.get("Shop")?.id ?? NaN);
    expect(shop?.assets.map(({ item, kind, claims }) => [item.title, kind, claims])).toEqual([
      ["db", "database", ["wave 1"]],
      ["web", "vm", ["wave 1"]],
    ]);
  });

  it("keeps a record for each, with its work item and workload", () => {
    expect(records.map(({ key, workItem: id, workloadItem }) => [key, id, workloadItem])).toEqual([
      ["a:db", byTitle.get("db")?.id, byTitle.get("Shop")?.id],
      ["a:loose", byTitle.get("loose")?.id, null],
      ["a:web", byTitle.get("web")?.id, byTitle.get("Shop")?.id],
    ]);
  });

  it("puts the key into each description", () => {
    expect([...scene.descriptions.values()].map(keyIn).sort()).toEqual(["a:db", "a:loose", "a:web", "workload:shop"]);
  });

  it("comes to nothing the second time", () => {
    const again = imported(FILES, { scene, records });
    expect([again.plan.entries, again.plan.records, again.plan.notes]).toEqual([[], [], []]);
  });

  it("is found by the keys where the records were lost, and makes nothing twice", () => {
    const again = imported(FILES, { scene, records: [] });
    expect(again.plan.entries).toEqual([]);
    expect(again.records.map(({ key, workItem: id }) => [key, id])).toEqual(
      records.map(({ key, workItem: id }) => [key, id]),
    );
  });
});

describe("what an import makes", () => {
  const plan = (
    files: Parameters<typeof reconcile>[0],
    scene = sceneWith([]),
    options = {},
    decisions: Record<string, RowDecision> = {},
  ) => planImport(reconcile(files, [], scene), new Map(Object.entries(decisions)), { ...IMPORT, ...options }, scene);

  it("is listed by name, workloads first, however the keys go", () => {
    const scene = sceneWith([asset(5, null, { title: "alpha" }), asset(6, null, { title: "beta" })]);
    const named = (key: string, name: string) => fileAsset(key, { cores: 4 }, { name, workload: "Zoo" });
    const { entries } = plan(
      [file([named("a:1", "vm 10"), named("a:2", "vm 9"), named("a:3", "beta"), named("a:4", "alpha")])],
      scene,
    );
    const titles = entries.map((entry) => (entry.kind === "link" ? "" : entry.item.title));
    expect(titles).toEqual(["Zoo", "vm 9", "vm 10", "alpha", "beta"]);
  });

  it("goes below the workload of that title, whatever its capitals, and into its area", () => {
    const scene = sceneWith([feature(1, { title: "shop ", areaPath: "Contoso\\Web" })]);
    const { entries } = plan([file([fileAsset("a:web", {}, { workload: "Shop" })])], scene);
    expect(entries).toMatchObject([{ key: "a:web", under: { id: 1 }, item: { areaPath: "Contoso\\Web" } }]);
  });

  it("is refused where several workloads have that title, until one is chosen", () => {
    const scene = sceneWith([feature(1, { title: "Shop" }), feature(2, { title: "Shop" })]);
    const files = [file([fileAsset("a:web", {}, { workload: "Shop" })])];
    expect(plan(files, scene)).toMatchObject({
      entries: [],
      records: [],
      refused: [{ key: "a:web", reason: "Several workloads are called Shop: #1, #2. Choose one." }],
    });
    expect(plan(files, scene, {}, { "a:web": { workload: 2 } }).entries).toMatchObject([{ under: { id: 2 } }]);
  });

  it("goes into no workload, with a note, where there is none and none is to be made", () => {
    const { entries, notes } = plan([file([fileAsset("a:web", {}, { workload: "Shop" })])], sceneWith([]), {
      createWorkloads: false,
    });
    expect(entries).toMatchObject([{ key: "a:web", under: null }]);
    expect(notes).toEqual([{ key: "a:web", text: "There is no workload Shop: it goes into none." }]);
  });

  it("takes workload, release and iteration of the import where the file says none", () => {
    const scene = sceneWith([feature(1, { title: "Shop" })], [], [], {
      snapshot: {
        iterations: [{ path: "Contoso\\Sprint 1", name: "Sprint 1", level: 1, startDate: null, finishDate: null }],
      },
    });
    const { entries } = plan([file([fileAsset("a:web")])], scene, {
      defaultWorkload: 1,
      release: "Wave 2",
      iterationPath: "Contoso\\Sprint 1",
    });
    expect(entries).toMatchObject([
      { under: { id: 1 }, item: { tags: ["kind:vm", "release:Wave 2"], iterationPath: "Contoso\\Sprint 1" } },
    ]);
  });

  it("has no tag for the release that its workload names, where assets follow it (M3)", () => {
    const scene = sceneWith([feature(1, { title: "Shop", tags: ["release:Wave 1"] })]);
    const files = [file([fileAsset("a:web", {}, { workload: "Shop", release: "wave 1" })])];
    expect(plan(files, scene).entries).toMatchObject([{ item: { tags: ["kind:vm"] } }]);
    const alone = policy();
    const strict = sceneWith([feature(1, { title: "Shop", tags: ["release:Wave 1"] })], [], [], {
      policy: { ...alone, releases: { ...alone.releases, assetsFollowWorkload: false } },
    });
    expect(plan(files, strict).entries).toMatchObject([{ item: { tags: ["kind:vm", "release:Wave 1"] } }]);
  });

  it("says that a scope is split where its workload is in another release (M3)", () => {
    const scene = sceneWith([feature(1, { title: "Shop", tags: ["release:A"] }), asset(2, 1)]);
    const { notes } = plan([file([fileAsset("a:web", {}, { workload: "Shop", release: "B" })])], scene);
    expect(notes).toEqual([{ key: "a:web", text: "Shop is in release A: its scope would be split." }]);
  });

  it("carries the tag that makes it an asset where the conditions of the mapping do not hold for it (M1)", () => {
    const byTasks = policy({
      assets: {
        ...policy().assets,
        when: [{ kind: "childTasks", titles: ["Assess"], atLeast: 1 }],
        phaseTitles: ["Prerequisites"],
      },
    });
    const scene = sceneWith([], [], [], { policy: byTasks });
    const { entries } = plan([file([fileAsset("a:1", {}, { name: "Prerequisites" })])], scene);
    expect(entries).toMatchObject([{ item: { tags: ["kind:vm", byTasks.assets.includeTag] } }]);
  });

  it("is refused where it could be no asset", () => {
    const none = policy();
    const scene = sceneWith([], [], [], { policy: { ...none, assets: { ...none.assets, types: ["Server"] } } });
    expect(plan([file([fileAsset("a:1")])], scene)).toMatchObject({
      entries: [],
      records: [],
      refused: [{ key: "a:1", reason: "This project has no work item type Server. Name one in the mapping." }],
    });
  });

  it("is not made for nothing: no workload where all that was to go there is refused", () => {
    const files = [file([fileAsset("a:1", {}, { workload: "Shop", name: "" })])];
    expect(plan(files)).toMatchObject({
      entries: [],
      records: [],
      refused: [{ reason: "It has no name: give it one." }],
    });
  });

  it("leaves out what can't be a tag, and says so", () => {
    const { entries, notes } = plan([file([fileAsset("a:1", {}, { strategy: "a, b" })])]);
    expect(entries).toMatchObject([{ item: { tags: ["kind:vm"] } }]);
    expect(notes[0]?.text).toMatch(/^Strategy a, b was left: /);
  });

  it("is nothing but a record for what a person leaves unmapped, or out of scope, with its workload (M8)", () => {
    const scene = sceneWith([feature(1, { title: "Shop" })]);
    const files = [file([fileAsset("a:1", {}, { workload: "Shop" }), fileAsset("a:2", {}, { workload: "Shop" })])];
    const made = plan(files, scene, {}, { "a:1": { action: "record" }, "a:2": { outOfScope: "Switched off" } });
    expect(made.entries).toEqual([]);
    expect(
      made.records.map(({ after }) => [after?.key, after?.workItem, after?.workloadItem, after?.outOfScope]),
    ).toEqual([
      ["a:1", null, 1, null],
      ["a:2", null, 1, "Switched off"],
    ]);
  });

  it("links what talks to each other: the dependant waits for its provider, and a circle is told", () => {
    const files = [
      file([fileAsset("a:1"), fileAsset("a:2"), fileAsset("a:3")], {
        edges: [fileEdge("1", "2"), fileEdge("2", "1", { place: place(3) }), fileEdge("1", "3"), fileEdge("1", "x")],
      }),
    ];
    const { entries, notes } = plan(files);
    expect(entries.filter(({ kind }) => kind === "link")).toMatchObject([
      { type: "System.LinkTypes.Dependency-Reverse", from: { key: "a:1" }, to: { key: "a:2" }, after: ["a:1", "a:2"] },
      { from: { key: "a:1" }, to: { key: "a:3" } },
      { from: { key: "a:2" }, to: { key: "a:1" } },
    ]);
    expect(notes).toEqual([{ key: "a:1", text: "1 and 2 wait for each other: a circle." }]);
    expect(plan(files, sceneWith([]), { linkEdges: false }).entries.every(({ kind }) => kind === "create")).toBe(true);
  });
});

describe("an import onto work items that are there", () => {
  const known = record("a:web", {
    name: "web",
    kind: "vm",
    strategy: "rehost",
    release: "A",
    attributes: { cores: 4 },
    workItem: 5,
  });
  const item = asset(5, null, { title: "web", tags: ["strategy:rehost", "release:A", "own"] });
  const text = { id: 5, description: withBlock("<p>Ours</p>", known) };
  const planOf = (
    changes: Parameters<typeof fileAsset>[2],
    attributes = { cores: 4 },
    onto = item,
    decisions: Record<string, RowDecision> = {},
  ) => {
    const scene = sceneWith([onto, feature(9, { title: "Shop" })], [known], [text]);
    const asked = fileAsset("a:web", attributes, { strategy: "rehost", release: "A", ...changes });
    const dryRun = reconcile([file([asked])], [known], scene);
    return planImport(dryRun, new Map(Object.entries(decisions)), IMPORT, scene);
  };

  it("writes of a changed attribute the line of the description, and the record", () => {
    const { entries, records } = planOf({}, { cores: 8 });
    const description = { from: text.description, to: text.description.replace("Cores: 4", "Cores: 8") };
    expect(entries).toEqual([{ kind: "update", key: "a:web", item, edit: { description }, after: [] }]);
    expect(records).toMatchObject([{ before: known, after: { attributes: { cores: 8 }, workItem: 5 } }]);
  });

  it("writes title, kind, strategy and release where the file changed them and nobody else did", () => {
    const { entries } = planOf({ name: "web-2", kind: "server", strategy: "retire", release: "B" });
    expect(entries).toMatchObject([
      { edit: { title: "web-2", tags: ["own", "kind:server", "strategy:retire", "release:B"] } },
    ]);
  });

  it("leaves what somebody changed in Azure Boards, and says so", () => {
    const own = { ...item, title: "Web front", tags: ["kind:appliance", "strategy:rebuild", "release:C"] };
    const { entries, notes } = planOf(
      { name: "web-2", kind: "server", strategy: "retire", release: "B" },
      { cores: 4 },
      own,
    );
    expect(entries).toMatchObject([{ edit: { description: {} } }]);
    expect(Object.keys(entries[0]?.kind === "update" ? entries[0].edit : {})).toEqual(["description"]);
    expect(notes.map((note) => note.text)).toEqual([
      "The kind was changed in Azure Boards: it stays.",
      "The strategy was changed in Azure Boards: it stays.",
      "The release was changed in Azure Boards: it stays.",
      "The title was changed in Azure Boards: it stays.",
    ]);
  });

  it("moves nothing to another workload by itself, but where a person says so", () => {
    const { entries, notes } = planOf({ workload: "Shop" });
    expect(entries).toMatchObject([{ edit: { description: {} } }]);
    expect(notes).toEqual([{ key: "a:web", text: "The files move it to Shop; the work item stays where it is." }]);
    const decided = planOf({ workload: "Shop" }, { cores: 4 }, item, { "a:web": { workload: 9 } });
    expect(decided.entries).toMatchObject([{ edit: { parent: 9 } }]);
    const made = planOf({}, { cores: 4 }, item, { "a:web": { workload: { create: "Bank" } } });
    expect(made.entries).toMatchObject([
      { key: "workload:bank" },
      { key: "a:web", edit: { under: { key: "workload:bank" } }, after: ["workload:bank"] },
    ]);
  });

  it("says nothing of a workload that the work item is in already", () => {
    const { entries, notes } = planOf({ workload: "shop " }, { cores: 4 }, { ...item, parent: 9 });
    expect(entries).toMatchObject([{ edit: { description: {} } }]);
    expect(notes).toEqual([]);
  });

  it("writes nothing into a description that was not read", () => {
    const scene = { ...sceneWith([item], [known]), descriptions: new Map<number, string>() };
    const dryRun = reconcile([file([fileAsset("a:web", { cores: 8 })])], [known], scene);
    const { entries, notes } = planImport(dryRun, new Map(), IMPORT, scene);
    expect(entries).toEqual([]);
    expect(notes.map((note) => note.text)).toContain(
      "Its description was not read: what it says of the inventory stays as it is.",
    );
  });

  it("gives what it maps its key, its kind where it says none, and what makes it an asset; nothing else", () => {
    const plain = workItem(7, { title: "APP", tags: ["own"] });
    const scene = sceneWith([plain]);
    const asked = fileAsset("a:app", {}, { name: "app", strategy: "retire", release: "B" });
    const { plan, records } = imported([file([asked])], { scene, records: [] });
    expect(plan.entries).toMatchObject([{ kind: "update", item: { id: 7 }, edit: { tags: ["own", "kind:vm"] } }]);
    expect(Object.keys(plan.entries[0]?.kind === "update" ? plan.entries[0].edit : {})).toEqual([
      "tags",
      "description",
    ]);
    expect(records).toMatchObject([{ key: "a:app", workItem: 7 }]);
  });

  it("maps no work item twice", () => {
    const scene = sceneWith([item], [known], [text]);
    const dryRun = reconcile([file([fileAsset("a:x"), fileAsset("a:web")])], [known], scene);
    const { refused } = planImport(dryRun, new Map([["a:x", { action: "map", workItem: 5 }]]), IMPORT, scene);
    expect(refused).toEqual([{ key: "a:x", item: null, reason: "Work item #5 stands for a:web already." }]);
  });

  it("puts the facts of another format into the record that a person says it is, and knows it from then on", () => {
    const scene = sceneWith([item], [known], [text]);
    const files = [file([fileAsset("b:77", { memory: 2048 }, { name: "web" })], { format: "b" })];
    const first = imported(files, { scene, records: [known] }, {}, new Map([["b:77", { sameAs: "a:web" }]]));
    expect(first.records).toMatchObject([
      { key: "a:web", alsoKeys: ["b:77"], formats: ["a", "b"], attributes: { cores: 4, memory: 2048 }, workItem: 5 },
    ]);
    expect(first.plan.entries).toMatchObject([{ kind: "update", item: { id: 5 } }]);
    const again = imported(files, first);
    expect([again.plan.entries, again.plan.records]).toEqual([[], []]);
  });

  it("takes the key from the work item of a record that a person said is another one: it would be rebuilt from it", () => {
    const records = [record("a:web", { workItem: 5 }), record("b:web", { workItem: 6 })];
    const texts = records.map((one) => ({ id: one.workItem ?? 0, description: withBlock("<p>Ours</p>", one) }));
    const scene = sceneWith([feature(1), asset(5, 1), asset(6, 1)], records, texts);
    const files = [file([fileAsset("a:web")]), file([fileAsset("b:web")], { format: "b", name: "b.csv" })];
    const after = imported(files, { scene, records }, {}, new Map([["a:web", { sameAs: "b:web" }]]));
    expect(after.scene.descriptions.get(5)).toBe("<p>Ours</p>");
    expect(rebuildRecords(after.scene, []).records.map(({ key, workItem: id }) => [key, id])).toEqual([["b:web", 6]]);
    expect(imported(files, after).plan).toMatchObject({ entries: [], records: [] });
  });

  it("makes one asset of two formats that name it in one import, once a person says so", () => {
    const files = [
      file([fileAsset("a:1", { cores: 4 }, { name: "web" })]),
      file([fileAsset("b:9", { memory: 1 }, { name: "WEB" })], { name: "b.csv", format: "b" }),
    ];
    const start = { scene: sceneWith([]), records: [] };
    expect(imported(files, start).plan.entries.map(({ key }) => key)).toEqual(["a:1"]);
    const joined = imported(files, start, {}, new Map([["b:9", { sameAs: "a:1" }]]));
    expect(joined.records).toMatchObject([{ key: "a:1", alsoKeys: ["b:9"], attributes: { cores: 4, memory: 1 } }]);
    const again = imported(files, joined);
    expect([again.plan.entries, again.plan.records]).toEqual([[], []]);
  });
});
