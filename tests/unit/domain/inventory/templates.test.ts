import { keyIn, withBlock } from "../../../../src/domain/inventory/description";
import { frameworkTemplate } from "../../../../src/domain/inventory/frameworkTemplate";
import { planTemplate, type TemplateAsset, type WorkloadRequest } from "../../../../src/domain/inventory/planTemplate";
import { templateFrom } from "../../../../src/domain/inventory/templateFrom";
import { asset, feature, frameworkPolicy, policy, task, workItem } from "../../../builders/estate";
import { carriedOut, record, sceneWith } from "../../../builders/inventory";

const request = (assets: readonly TemplateAsset[], changes: Partial<WorkloadRequest> = {}): WorkloadRequest => ({
  name: "Payroll",
  release: null,
  iterationPath: null,
  assets,
  ...changes,
});
const named = (name: string): TemplateAsset => ({ kind: "new", name, assetKind: "vm" });

describe("the framework's structure for a new workload", () => {
  const scene = sceneWith([], [], [], { policy: frameworkPolicy() });
  const plan = planTemplate(frameworkTemplate(scene), request([named("UX"), named("SQL")]), scene);
  const after = carriedOut(plan, { scene, records: [] }).scene;
  const workload = [...after.workloads.values()][0];

  it("is a workload, six phases with 24 tasks, and each asset with its five tasks", () => {
    const types = plan.entries.map((entry) => (entry.kind === "create" ? entry.item.type : ""));
    expect([
      types.filter((type) => type === "Feature").length,
      types.filter((type) => type === "User Story").length,
    ]).toEqual([1, 8]);
    expect(types.filter((type) => type === "Task")).toHaveLength(24 + 2 * 5);
  });

  it("is read as what it is: the assets are assets, and no phase is one (M1)", () => {
    expect(workload?.item?.title).toBe("Payroll");
    expect(workload?.assets.map(({ item, tasks, kind }) => [item.title, tasks.length, kind])).toEqual([
      ["UX", 5, "vm"],
      ["SQL", 5, "vm"],
    ]);
    const phases = workload?.phases.filter(after.recogniser.isPhase).map(({ title }) => title);
    expect(phases).toEqual([
      "Prerequisites",
      "Assess the workload",
      "Test workload",
      "Optimize workload assets",
      "Promote workload",
      "Decommission retired assets",
    ]);
    expect([plan.notes, plan.refused]).toEqual([[], []]);
  });

  it("has the tasks that the framework's preset reads stages from (M10)", () => {
    const titles = (after.policy.signals ?? []).flatMap((signal) =>
      signal.kind === "phaseItem" || signal.kind === "childTask" ? signal.titles : [],
    );
    const made = new Set(after.snapshot.workItems.map(({ title }) => title));
    expect(titles.filter((title) => !made.has(title))).toEqual([]);
  });

  it("gives each item a key of its own, and writes parents first", () => {
    const keys = plan.entries.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [index, { after: needs }] of plan.entries.entries()) {
      for (const key of needs) expect(keys.indexOf(key)).toBeLessThan(index);
    }
    expect([...after.descriptions.values()].map(keyIn).sort()).toEqual([...keys].sort());
  });
});

describe("a workload from a template", () => {
  it("has the project's own types, and the tag that makes assets of stories where their tasks do not (M1)", () => {
    const tagged = policy({ assets: { ...policy().assets, when: [{ kind: "tag", tag: "in-estate" }] } });
    const scene = sceneWith([], [], [], { policy: tagged });
    const plan = planTemplate(frameworkTemplate(scene), request([named("UX")]), scene);
    const ux = plan.entries.find((entry) => entry.kind === "create" && entry.item.title === "UX");
    expect(ux).toMatchObject({ item: { tags: ["kind:vm", tagged.assets.includeTag] } });
    expect(plan.notes).toEqual([]);
  });

  it("says which phases the mapping would read as assets, which would hold the workload back", () => {
    const loose = policy({ assets: { ...policy().assets, when: [], phaseTitles: ["Prerequisites"] } });
    const scene = sceneWith([], [], [], { policy: loose });
    const { notes } = planTemplate(frameworkTemplate(scene), request([]), scene);
    expect(notes).toHaveLength(5);
    expect(notes[0]?.text).toMatch(/^The mapping reads Assess the workload as an asset\. .* tag it not-an-asset\.$/);
  });

  it("takes release and iteration, and assets of the inventory, which are mapped to what is made", () => {
    const sprint = { path: "Contoso\\Sprint 1", name: "Sprint 1", level: 1, startDate: null, finishDate: null };
    const web = record("a:web", { kind: "vm", strategy: "rehost", workloadItem: 3 });
    const scene = sceneWith([], [web], [], { snapshot: { iterations: [sprint] } });
    const asked = request([{ kind: "record", record: web }], { release: "Wave 1", iterationPath: sprint.path });
    const plan = planTemplate(frameworkTemplate(scene), asked, scene);
    const after = carriedOut(plan, { scene, records: [web] });
    const [mapped] = after.records;
    expect(after.scene.assets.get(mapped?.workItem ?? 0)).toMatchObject({
      item: { title: "web", iterationPath: sprint.path },
      kind: "vm",
      strategy: "rehost",
      claims: ["wave 1"],
    });
    expect(mapped?.workloadItem).toBe([...after.scene.workloads.keys()][0]);
    expect(after.scene.snapshot.workItems.every(({ iterationPath }) => iterationPath === sprint.path)).toBe(true);
  });

  it("is refused under a name that is taken, and without one; an asset that is mapped already is left", () => {
    const web = record("a:web", { workItem: 9 });
    const scene = sceneWith([feature(4, { title: "payroll" })], [web]);
    const reasonOf = (asked: WorkloadRequest) =>
      planTemplate(frameworkTemplate(scene), asked, scene).refused.map(({ reason }) => reason);
    expect(reasonOf(request([]))).toEqual(["There is a workload payroll already: #4."]);
    expect(reasonOf(request([], { name: " " }))).toEqual(["The workload needs a name."]);
    expect(reasonOf(request([{ kind: "record", record: web }, named("")], { name: "New" }))).toEqual([
      "It is mapped to #9 already.",
      "It has no name: give it one.",
    ]);
  });
});

describe("a template saved from a workload", () => {
  const items = [
    feature(1, { title: "Shop", tags: ["release:A", "own", "import:20260101-abcd"] }),
    workItem(2, { parent: 1, title: "Test Shop" }),
    task(3, 2, "Ask the owners of Shop"),
    task(4, 2, "Cut", { state: "Removed" }),
    task(5, 2, "Waiver", { tags: ["waiver:FREEZE"] }),
    workItem(6, { parent: 2, type: "Bug", title: "Broken" }),
    asset(7, 1, { title: "Shop web", tags: ["strategy:rehost"] }),
    task(8, 7, "Copy Shop web"),
  ];
  const texts = [
    { id: 2, description: withBlock("<p>For Shop &amp; friends</p>", { key: "x" }) },
    { id: 1, description: "<b>Shop</b>" },
  ];
  const scene = sceneWith(items, [], texts);
  const asked = { id: "ours", title: "Ours", withAssets: false };

  it("keeps its structure, with its name and that of the asset left open, and leaves what is its own", () => {
    const node = { tags: [], description: "", children: [] };
    expect(templateFrom(scene, 1, asked)).toEqual({
      id: "ours",
      title: "Ours",
      root: {
        title: "{workload}",
        type: "Feature",
        tags: ["own"],
        description: "<b>{workload}</b>",
        children: [
          {
            title: "Test {workload}",
            type: "User Story",
            tags: [],
            description: "<p>For {workload} &amp; friends</p>",
            children: [{ ...node, title: "Ask the owners of {workload}", type: "Task" }],
          },
        ],
      },
      asset: {
        ...node,
        title: "{asset}",
        type: "User Story",
        children: [{ ...node, title: "Copy {asset}", type: "Task" }],
      },
    });
  });

  it("keeps its assets where that is asked for", () => {
    const template = templateFrom(scene, 1, { ...asked, withAssets: true });
    expect(template?.asset).toBeNull();
    expect(template?.root.children.map(({ title, tags }) => [title, tags])).toEqual([
      ["Test {workload}", []],
      ["{workload} web", ["kind:vm", "strategy:rehost"]],
    ]);
  });

  it("is none of what is no workload", () => {
    expect([templateFrom(scene, 2, asked), templateFrom(scene, 99, asked)]).toEqual([null, null]);
  });

  it("makes a workload like it, under any name", () => {
    const template = templateFrom(scene, 1, asked);
    if (template === null) throw new Error("There is no template.");
    const plan = planTemplate(template, request([named("<db> & {workload}")], { name: "$& {asset}" }), scene);
    expect(plan.entries.flatMap((entry) => (entry.kind === "create" ? [entry.item.title] : []))).toEqual([
      "$& {asset}",
      "Test $& {asset}",
      "Ask the owners of $& {asset}",
      "<db> & {workload}",
      "Copy <db> & {workload}",
    ]);
    const [root] = plan.entries;
    expect(root?.kind === "create" ? root.item.description : "").toContain("<b>$&amp; {asset}</b><div>Inventory");
  });
});
