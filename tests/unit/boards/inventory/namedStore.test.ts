import { COLUMN_MAPPING, WORKLOAD_TEMPLATE } from "../../../../src/boards/inventory/namedSchemas";
import { createNamedStore } from "../../../../src/boards/inventory/namedStore";
import type { ColumnMapping } from "../../../../src/domain/inventory/columnMapping";
import type { WorkloadTemplate } from "../../../../src/domain/inventory/template";
import { MemoryDocuments } from "../support/memoryDocuments";

const MAPPING: ColumnMapping = { title: "CMDB", headers: ["Name", "CPU"], columns: { Name: "name" }, kind: null };

function mappings(documents = new MemoryDocuments()) {
  const options = { collection: "mappings-p1", schema: COLUMN_MAPPING, nameOf: ({ title }: ColumnMapping) => title };
  return { documents, store: createNamedStore<ColumnMapping>(documents, options) };
}

describe("things kept by name", () => {
  it("are given back in order of their names, whole: what is null stays null", async () => {
    const { store } = mappings();
    await store.save(MAPPING);
    await store.save({ ...MAPPING, title: "AWS", kind: "server" });
    expect(await store.list()).toEqual([{ ...MAPPING, title: "AWS", kind: "server" }, MAPPING]);
  });

  it("replace the one of the same name, whatever its letters", async () => {
    const { store } = mappings();
    await store.save(MAPPING);
    await store.save({ ...MAPPING, title: "cmdb ", kind: "vm" });
    expect(await store.list()).toEqual([{ ...MAPPING, title: "cmdb ", kind: "vm" }]);
  });

  it("are forgotten by name; one that is not there is no error", async () => {
    const { store } = mappings();
    await store.save(MAPPING);
    await store.remove("CMDB");
    await store.remove("CMDB");
    expect(await store.list()).toEqual([]);
  });

  it("have ids that Azure DevOps takes, whatever their name", async () => {
    const { store, documents } = mappings();
    await store.save({ ...MAPPING, title: "Ärger / größer: 💾 ".repeat(40) });
    const [key = ""] = documents.kept.keys();
    expect(key).toMatch(/^mappings-p1\/[a-z0-9]{1,50}$/);
  });

  it("say which document is broken, and where", async () => {
    const { store, documents } = mappings();
    documents.kept.set("mappings-p1/n1", {
      id: "n1",
      __etag: 1,
      value: JSON.stringify({ ...MAPPING, headers: "Name" }),
    });
    await expect(store.list()).rejects.toThrow(/n1.*mappings-p1.*headers/);
  });

  it("may be templates of any depth", async () => {
    const documents = new MemoryDocuments();
    const options = { collection: "t", schema: WORKLOAD_TEMPLATE, nameOf: ({ id }: WorkloadTemplate) => id };
    const store = createNamedStore<WorkloadTemplate>(documents, options);
    const leaf = { title: "Assess", type: "Task", tags: [], description: "", children: [] };
    const root = { ...leaf, title: "{workload}", children: [{ ...leaf, children: [leaf] }] };
    const template: WorkloadTemplate = { id: "own", title: "Ours", root, asset: null };
    await store.save(template);
    expect(await store.list()).toEqual([template]);
  });
});
