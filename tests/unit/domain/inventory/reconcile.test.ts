import { withBlock } from "../../../../src/domain/inventory/description";
import { reconcile } from "../../../../src/domain/inventory/reconcile";
import type { ReconciledRow } from "../../../../src/domain/inventory/reconciliation";
import { asset, feature, workItem } from "../../../builders/estate";
import type { InventoryFile } from "../../../../src/domain/inventory/fileAsset";
import type { ImportPlan } from "../../../../src/domain/inventory/importPlan";
import {
  file,
  fileAsset,
  fileEdge,
  imported,
  place,
  record,
  sceneWith,
  type Standing,
} from "../../../builders/inventory";

const statuses = (rows: readonly ReconciledRow[]) => rows.map(({ key, status }) => [key, status]);

describe("files that say the same asset", () => {
  const A = file([fileAsset("a:1", { cores: 4, memory: 1024 }, { name: "web" })]);
  const B = file([fileAsset("a:1", { cores: 8, os: "Linux" }, { name: "WEB" })], { name: "b.csv", format: "b" });

  it("are one row: what one does not say is the other's, and what they contradict each other in is told", () => {
    const { rows } = reconcile([A, B], [], sceneWith([]));
    expect(rows).toMatchObject([
      {
        key: "a:1",
        status: "new",
        formats: ["a", "b"],
        asset: { name: "web", attributes: { cores: 4, memory: 1024, os: "Linux" } },
        notes: ["Cores: 4 in a.csv line 2, 8 in b.csv line 2; 4 was taken."],
      },
    ]);
  });

  it("come to the same in any order", () =>
    expect(reconcile([B, A], [], sceneWith([]))).toEqual(reconcile([A, B], [], sceneWith([]))));
});

describe("an asset of which a record is known", () => {
  const known = record("a:1", {
    name: "web",
    kind: "vm",
    attributes: { cores: 4, ipAddresses: ["x", "y"] },
    workItem: 5,
  });
  const scene = sceneWith([asset(5, null, { title: "web" })], [known]);

  it("is unchanged where the file says the same, addresses in any order, and what it does not say stays", () => {
    const same = fileAsset("a:1", { ipAddresses: ["y", "x"] }, { name: "web" });
    expect(reconcile([file([same])], [known], scene).rows).toMatchObject([
      { status: "unchanged", changes: [], item: { id: 5 } },
    ]);
  });

  it("is changed field by field", () => {
    const other = fileAsset("a:1", { cores: 8, os: "Linux" }, { name: "web-2" });
    expect(reconcile([file([other])], [known], scene).rows).toMatchObject([
      {
        status: "changed",
        changes: [
          { field: "name", from: "web", to: "web-2" },
          { field: "os", from: null, to: "Linux" },
          { field: "cores", from: 4, to: 8 },
        ],
      },
    ]);
  });

  it("loses what its files fill for others and leave empty for it, but never its kind", () => {
    const files = (changes = {}) => [
      file([fileAsset("a:1", {}, { name: "web", kind: null }), fileAsset("a:2", { cores: 2 })], changes),
    ];
    expect(reconcile(files(), [known], scene).rows[1]?.changes).toEqual([{ field: "cores", from: 4, to: null }]);
    const refused = { place: place(2, { column: "Cores" }), value: "four", message: "", leaves: "value" } as const;
    expect(reconcile(files({ problems: [refused] }), [known], scene).rows[1]?.changes).toEqual([]);
    const ofTwo = { ...known, formats: ["a", "b"] };
    expect(reconcile(files(), [ofTwo], scene).rows[1]?.changes).toEqual([]);
  });

  it("is known by the key of another format that a person said is it", () => {
    const also = { ...known, alsoKeys: ["b:9"] };
    const files = [file([fileAsset("b:9", { cores: 4 }, { name: "web" })], { format: "b" })];
    expect(reconcile(files, [also], scene).rows).toMatchObject([
      { key: "a:1", keys: ["b:9"], status: "unchanged", notes: ["Files of the format b name it for the first time."] },
    ]);
  });

  it.each([
    ["deleted", { deleted: [{ id: 5, title: "web", type: "User Story", deletedDate: null }] }, /is in the recycle bin/],
    ["not found", {}, /was not found/],
  ])("is for a person to decide where its work item is %s, so that none is made twice", (_, changes, note) => {
    const gone = sceneWith([workItem(6, { title: "Web" })], [known], [], { snapshot: changes });
    const [row] = reconcile([file([fileAsset("a:1", { cores: 8 }, { name: "web" })])], [known], gone).rows;
    expect(row).toMatchObject({ status: "ambiguous", item: null, candidates: [{ kind: "workItem", id: "6" }] });
    expect(row?.notes).toEqual([expect.stringMatching(note)]);
    const outOfScope = { ...known, outOfScope: "old" };
    const files = [file([fileAsset("a:1", { cores: 4 }, { name: "web" })])];
    expect(reconcile(files, [outOfScope], gone).rows[0]?.status).toBe("unchanged");
  });

  it("says so where the mapping does not read its work item as an asset", () => {
    const tagged = sceneWith([workItem(5, { title: "web" })], [known]);
    expect(reconcile([file([fileAsset("a:1", {}, { name: "web" })])], [known], tagged).rows[0]?.notes).toEqual([
      "The mapping does not read #5 as an asset.",
    ]);
  });
});

describe("formats that contradict each other for good", () => {
  const A = (cores: number) => file([fileAsset("a:1", { cores }, { name: "web" })]);
  const B = (cores: number) => file([fileAsset("a:1", { cores }, { name: "web" })], { name: "b.csv", format: "b" });
  const start = { scene: sceneWith([]), records: [] };
  const coresAfter = (...imports: readonly (readonly InventoryFile[])[]) => {
    let standing: Standing & { plan?: ImportPlan } = start;
    for (const files of imports) standing = imported(files, standing);
    return { cores: standing.records[0]?.attributes.cores, writes: standing.plan?.records.length };
  };

  it("change a record once, and not to and fro with every import", () => {
    expect(coresAfter([A(4)], [B(8)])).toEqual({ cores: 8, writes: 1 });
    expect(coresAfter([A(4)], [B(8)], [A(4)])).toEqual({ cores: 8, writes: 0 });
    expect(coresAfter([A(4)], [B(8)], [B(8)])).toEqual({ cores: 8, writes: 0 });
    expect(coresAfter([A(4), B(8)], [B(8)])).toEqual({ cores: 4, writes: 0 });
    expect(coresAfter([A(4), B(8)], [A(4), B(8)], [A(4)])).toEqual({ cores: 4, writes: 0 });
  });

  it("change it where one of them says something new, be it what another said before", () => {
    expect(coresAfter([A(4)], [B(8)], [A(5)])).toEqual({ cores: 5, writes: 1 });
    expect(coresAfter([A(4)], [B(8)], [A(5)], [B(8)])).toEqual({ cores: 5, writes: 0 });
    expect(coresAfter([A(4), B(8)], [A(4), B(4)], [B(8)])).toEqual({ cores: 8, writes: 1 });
  });

  it("tell what the record says where they are imported together", () => {
    const first = imported([B(8)], imported([A(4)], start));
    const [row] = reconcile([A(4), B(8)], first.records, first.scene).rows;
    expect([row?.status, row?.notes]).toEqual([
      "unchanged",
      ["Cores: 4 in a.csv line 2, 8 in b.csv line 2; 8 was taken."],
    ]);
  });
});

describe("an asset without a record", () => {
  const rowsOf = (items: Parameters<typeof sceneWith>[0], texts: Parameters<typeof sceneWith>[2] = [], name = "web") =>
    reconcile([file([fileAsset("a:1", {}, { name })])], [], sceneWith(items, [], texts)).rows;

  it("is matched with the work item that carries its key, whatever its title, before one that has its name", () => {
    const texts = [{ id: 5, description: withBlock("", record("a:1")) }];
    expect(rowsOf([asset(5, null, { title: "Front" }), asset(6, null, { title: "web" })], texts)).toMatchObject([
      { status: "matched", item: { id: 5 }, candidates: [{ id: "5", reason: "carries its key" }] },
    ]);
  });

  it("is matched with the only one of its name and kind", () => {
    expect(rowsOf([asset(5, null, { title: " WEB" })])).toMatchObject([{ status: "matched", item: { id: 5 } }]);
    expect(rowsOf([workItem(5, { title: "web", tags: ["kind:database"] })])).toMatchObject([{ status: "new" }]);
    expect(rowsOf([asset(5, null, { title: "web", state: "Removed" })])).toMatchObject([{ status: "new" }]);
    expect(rowsOf([feature(5, { title: "web" })])).toMatchObject([{ status: "new" }]);
  });

  it("is for a person to decide where several may be it", () => {
    expect(rowsOf([asset(5, null, { title: "web" }), asset(6, null, { title: "web" })])).toMatchObject([
      { status: "ambiguous", item: null, candidates: [{ id: "5" }, { id: "6" }] },
    ]);
    const texts = [5, 6].map((id) => ({ id, description: withBlock("", record("a:1")) }));
    expect(rowsOf([asset(5, null), asset(6, null)], texts)).toMatchObject([{ status: "ambiguous" }]);
  });

  it("is not what carries another key of its format, and may be what carries a key of another format", () => {
    const carrying = (key: string) => [{ id: 5, description: withBlock("", record(key)) }];
    expect(rowsOf([asset(5, null, { title: "web" })], carrying("a:2"))).toMatchObject([{ status: "new" }]);
    expect(rowsOf([asset(5, null, { title: "web" })], carrying("b:2"))).toMatchObject([
      { status: "ambiguous", candidates: [{ id: "5" }] },
    ]);
  });

  it("is for a person to decide where two rows have the name of one work item", () => {
    const files = [file([fileAsset("a:1", {}, { name: "web" }), fileAsset("a:2", {}, { name: "web" })])];
    const { rows } = reconcile(files, [], sceneWith([asset(5, null, { title: "web" })]));
    expect(statuses(rows)).toEqual([
      ["a:1", "ambiguous"],
      ["a:2", "ambiguous"],
    ]);
  });

  it.each([
    ["the same name", "WEB", {}, {}],
    ["a full name that begins with it", "web.contoso.example", {}, {}],
    ["a full name beside another", "x", { fqdn: "web.contoso.example" }, { fqdn: "web.contoso.example" }],
    ["an address that it alone has", "x", { ipAddresses: ["192.0.2.7"] }, { ipAddresses: ["192.0.2.7"] }],
  ])("may be a record of another format with %s", (_, name, ofRecord, ofFile) => {
    const other = record("b:9", { name, kind: "vm", attributes: ofRecord });
    const files = [file([fileAsset("a:1", ofFile, { name: "web" })])];
    expect(reconcile(files, [other], sceneWith([], [other])).rows).toMatchObject([
      { status: "ambiguous", candidates: [{ kind: "record", id: "b:9" }] },
    ]);
  });

  it.each([
    ["of its own format", record("a:9", { name: "web", kind: "vm" })],
    ["of another kind", record("b:9", { name: "web", kind: "database" })],
    ["with another full name", record("b:9", { name: "web.fabrikam.example", kind: "vm" })],
  ])("is none that has its name and is %s", (_, other) => {
    const files = [file([fileAsset("a:1", { fqdn: "web.contoso.example" }, { name: "web" })])];
    const rows = reconcile(files, [other], sceneWith([], [other])).rows;
    expect(rows.find(({ key }) => key === "a:1")).toMatchObject({ status: "new", candidates: [] });
  });

  it("is no candidate for an address that many have: those of containers are the same everywhere", () => {
    const many = [1, 2].map((id) => record(`b:x${id}`, { attributes: { ipAddresses: ["172.17.0.1"] } }));
    const files = [file([fileAsset("a:1", { ipAddresses: ["172.17.0.1"] })])];
    expect(reconcile(files, many, sceneWith([], many)).rows[0]?.status).not.toBe("ambiguous");
  });

  it("asks, of two formats that name it in one import, whether the later is the first", () => {
    const files = [
      file([fileAsset("b:1", {}, { name: "web" })], { name: "b.csv", format: "b" }),
      file([fileAsset("a:1", {}, { name: "web" })]),
    ];
    expect(reconcile(files, [], sceneWith([])).rows).toMatchObject([
      { key: "a:1", status: "new" },
      { key: "b:1", status: "ambiguous", candidates: [{ kind: "record", id: "a:1" }] },
    ]);
  });
});

describe("a record that the files do not name", () => {
  it("is listed as gone where all that ever named it is among the formats of these files", () => {
    const records = [
      record("a:1"),
      record("a:2", { formats: ["a", "sql"] }),
      record("b:1", { formats: ["b"] }),
      record("c:1", { formats: [] }),
    ];
    const { rows } = reconcile([file([])], records, sceneWith([], records));
    expect(rows).toMatchObject([{ key: "a:1", status: "gone", asset: null, notes: [] }]);
  });

  it("may be in a row that was left out", () => {
    const files = [file([], { problems: [{ place: place(3), value: "", message: "No key.", leaves: "row" }] })];
    const { rows, problems } = reconcile(files, [record("a:1")], sceneWith([], [record("a:1")]));
    expect(rows[0]?.notes).toEqual(["Rows of the files were left out: it may be in one of them."]);
    expect(problems).toHaveLength(1);
  });
});

describe("edges", () => {
  const records = [record("a:db", { workItem: 6 })];
  const items = [
    asset(5, null, { title: "web" }),
    asset(6, null, { title: "db" }),
    asset(7, null, { title: "By hand", predecessors: [6] }),
  ];
  const edgesOf = (
    edges: readonly ReturnType<typeof fileEdge>[],
    assets = [fileAsset("a:web", { ipAddresses: ["192.0.2.9"] })],
  ) => reconcile([file(assets, { edges })], records, sceneWith(items, records));

  it("lie between assets of the files, records and work items without a record, each pair once", () => {
    const { edges, looseEdges } = edgesOf([
      fileEdge("WEB", "db.contoso.example", { detail: "b" }),
      fileEdge("web", "db", { detail: "a", place: place(3) }),
      fileEdge("by hand", "db"),
      fileEdge("db", "", { toAddress: "192.0.2.9" }),
    ]);
    expect(edges).toMatchObject([
      { from: "a:db", to: "a:web", isLinked: false },
      { from: "a:web", to: "a:db", details: ["a", "b"], isLinked: false, places: [{ line: 2 }, { line: 3 }] },
      { from: "item:7", to: "a:db", fromName: "By hand", isLinked: true },
    ]);
    expect(looseEdges).toEqual([]);
  });

  it("are loose, with the reason, where an end is not known, known several times, or the other end", () => {
    const { edges, looseEdges } = edgesOf(
      [fileEdge("web", "mail"), fileEdge("twin", "web"), fileEdge("web", "web"), fileEdge("web", "")],
      [fileAsset("a:web"), fileAsset("a:1", {}, { name: "twin" }), fileAsset("a:2", {}, { name: "twin" })],
    );
    expect(edges).toEqual([]);
    expect(looseEdges.map(({ reason }) => reason)).toEqual([
      "No asset is known by mail.",
      "Several assets are known by twin.",
      "It begins and ends at the same asset.",
      "It does not say what it talks to.",
    ]);
  });
});
