import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { ATTRIBUTE_IDS, ATTRIBUTES } from "../../../../src/domain/inventory/attributes";
import { backupJson, backupOf, parseBackup, restorePlan } from "../../../../src/domain/inventory/backup";
import { countsText } from "../../../../src/domain/inventory/recordsPlan";
import type { StoredRecord } from "../../../../src/domain/inventory/record";
import { NOW } from "../../../builders/estate";
import { record } from "../../../builders/inventory";

const SCHEMA: unknown = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "..", "..", "static", "inventory-backup.schema.json"), "utf8"),
);
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA as object);
const PROJECT = { id: "p1", name: "Contoso" };

const EXAMPLES = { text: "x", number: 1.5, list: ["x", "y"], day: "2026-11-23" } as const;
const FULL = record("a:1", {
  alsoKeys: ["b:1"],
  kind: "vm",
  hostKey: "a:2",
  workload: "Shop",
  release: "Wave 1",
  strategy: "rehost",
  attributes: Object.fromEntries(ATTRIBUTE_IDS.map((id) => [id, EXAMPLES[ATTRIBUTES[id].holds]])),
  elsewhere: { b: { name: "web", cores: 8, ipAddresses: ["z"] } },
  outOfScope: "old",
  workItem: 5,
  workloadItem: 6,
});

const json = (records: readonly StoredRecord[]) =>
  JSON.parse(backupJson(records, PROJECT, NOW)) as { records: Record<string, unknown>[] };

describe("a backup of the inventory, and static/inventory-backup.schema.json", () => {
  it("holds all records with every attribute, and gives them back", () => {
    const document = json([record("a:2"), FULL]);
    expect(accepts(document)).toBe(true);
    const backup = backupOf([FULL, record("a:2")], PROJECT, NOW);
    expect(parseBackup(JSON.stringify(document))).toEqual({ ok: true, backup });
    expect(backup.records.map(({ key }) => key)).toEqual(["a:1", "a:2"]);
  });

  it("may name the schema", () => {
    const document = { $schema: "inventory-backup.schema.json", ...json([FULL]) };
    expect([accepts(document), parseBackup(document).ok]).toEqual([true, true]);
  });

  it.each(Object.keys(json([])))("asks for %s exactly where the product does", (member) => {
    const { [member]: _, ...document } = json([FULL]) as unknown as Record<string, unknown>;
    expect(parseBackup(document).ok).toBe(accepts(document));
    expect(parseBackup(document).ok).toBe(false);
  });

  it.each(Object.keys(FULL))("asks for %s of a record exactly where the product does", (member) => {
    const document = json([FULL]);
    const { [member]: _, ...rest } = document.records[0] ?? {};
    const without = { ...document, records: [rest] };
    expect(parseBackup(without).ok).toBe(accepts(without));
  });

  it.each([
    ["an unknown attribute", { attributes: { vcpu: 4 } }],
    ["a text for a number", { attributes: { cores: "four" } }],
    ["an unknown fact of a format", { elsewhere: { b: { vcpu: 4 } } }],
    ["an empty list", { attributes: { ipAddresses: [] } }],
    ["a day with a time", { attributes: { firstSeen: "2026-01-01T00:00:00Z" } }],
    ["a work item 0", { workItem: 0 }],
    ["an unknown member", { owner: "Kim" }],
    ["an empty key", { key: "" }],
  ])("refuses %s, naming the place, as the schema does", (_, change) => {
    const document = json([FULL]);
    const broken = { ...document, records: [{ ...document.records[0], ...change }] };
    expect(accepts(broken)).toBe(false);
    const parsed = parseBackup(broken);
    expect(parsed.ok ? "" : parsed.problems[0]?.path).toMatch(/^records\.0\./);
  });

  it("refuses a key that is named twice, another kind of document, and what is no JSON, each with its reason", () => {
    const reasonOf = (input: unknown) => {
      const parsed = parseBackup(input);
      return parsed.ok ? "" : (parsed.problems[0]?.message ?? "");
    };
    expect(reasonOf(json([FULL, FULL]))).toBe("must not name a key twice");
    expect(reasonOf({ ...json([]), kind: "policy" })).toMatch(/another kind of document/);
    expect(reasonOf('{"kind":')).toMatch(/^is no JSON \(.+\): choose a backup/);
  });
});

describe("restoring a backup", () => {
  const stored = [record("a:1", { kind: "vm" }), record("a:2"), record("a:4")];
  const backup = backupOf([record("a:1", { kind: "server", workItem: 5 }), record("a:2"), record("a:3")], PROJECT, NOW);

  it("adds what is missing, sets back what changed, and removes nothing", () => {
    const { plan, counts, differences } = restorePlan(stored, backup, PROJECT);
    expect(counts).toEqual({ added: 1, changed: 1, unchanged: 1, kept: 1 });
    expect(countsText(counts)).toBe("1 record is added, 1 is changed; 1 is as wanted, 1 other stays.");
    expect(plan).toMatchObject({ purpose: "edit", title: "Backup of 2026-11-23", entries: [], notes: [] });
    expect(plan.records.map(({ before, after }) => [before?.kind, after?.key, after?.workItem])).toEqual([
      ["vm", "a:1", 5],
      [undefined, "a:3", null],
    ]);
    expect(differences[0]?.changes).toEqual([{ field: "kind", from: "vm", to: "server" }]);
  });

  it("leaves out work items of another project", () => {
    const { plan } = restorePlan([], backup, { id: "p2" });
    expect(plan.records.every(({ after }) => after?.workItem === null)).toBe(true);
    expect(plan.notes).toEqual([
      { key: "", text: "The backup is of the project Contoso: its work items are left out." },
    ]);
  });
});
