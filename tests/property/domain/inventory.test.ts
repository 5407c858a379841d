import fc from "fast-check";
import type { Attributes } from "../../../src/domain/inventory/attributes";
import { factsIn, keyIn, withBlock, withoutBlock } from "../../../src/domain/inventory/description";
import type { FileAsset, InventoryFile } from "../../../src/domain/inventory/fileAsset";
import { reconcile } from "../../../src/domain/inventory/reconcile";
import type { FieldChange } from "../../../src/domain/inventory/reconciliation";
import { rebuildRecords } from "../../../src/domain/inventory/rebuild";
import { tidy } from "../../../src/domain/text";
import type { WorkItem } from "../../../src/domain/workItem";
import { assess } from "../../../src/domain/readiness/assess";
import type { Report } from "../../../src/domain/readiness/report";
import { asset, feature, NOW, policy, workItem } from "../../builders/estate";
import { file, fileAsset, imported, IMPORT, place, record, sceneWith, type Standing } from "../../builders/inventory";
import { planImport } from "../../../src/domain/inventory/planImport";

/** Each run carries out an import or two. */
const RUNS = { numRuns: 40 };

/** Texts that want to be something else: markup, marks of the block, a key, a tag's end. */
const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "]]>",
  "Key: other",
  "Inventory (written by Release Readiness)",
  "End of the inventory",
  "x\nEnd of the inventory\ny",
  "</div><div>",
  "&lt;b&gt; &amp;amp; &nbsp;",
  "🚀 ünïcödé 你好",
  "a;b, c",
  "{workload} $& \\1",
  "x".repeat(5000),
] as const;

const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }));
const line = hostile.map(tidy).filter((text) => text !== "");
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 2 });

const attributes: fc.Arbitrary<Attributes> = fc
  .record(
    {
      cores: fc.integer({ min: 1, max: 64 }),
      memory: fc.double({ min: 0, max: 1e9, noNaN: true }),
      os: line,
      note: line,
      ipAddresses: fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 3 }),
      firstSeen: fc.constantFrom("2026-01-01", "2026-02-02"),
    },
    { requiredKeys: [] },
  )
  .map((found) => found as Attributes);

const WORKLOADS = ["Shop", "shop", "Bank", "<b>Mail</b>", "New"] as const;
const RELEASES = ["Wave 1", "wave 1", "Wave 2"] as const;
const STRATEGIES = ["rehost", "retire", "a, b"] as const;

/** Assets of one format, each key once; names repeat. */
const assetsOf = (format: string): fc.Arbitrary<FileAsset[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({
            name: fc.oneof(fc.constantFrom("web", "db", "Web", "app-1"), line),
            kind: fc.constantFrom("vm", "vm", "database", null),
            workload: maybe(fc.constantFrom(...WORKLOADS)),
            release: maybe(fc.constantFrom(...RELEASES)),
            strategy: maybe(fc.constantFrom(...STRATEGIES)),
            attributes,
          })
          .map((said) => fileAsset(`${format}:${id}`, said.attributes, said)),
      ),
    ),
  );

const edges = fc.array(
  fc.record({ from: fc.constantFrom("web", "db", "app-1", "x"), to: fc.constantFrom("web", "db", "app-1", "") }),
  { maxLength: 4 },
);

const files: fc.Arbitrary<InventoryFile[]> = fc
  .tuple(assetsOf("a"), assetsOf("a"), assetsOf("b"), edges)
  .map(([a, again, b, found]) => [
    file(a),
    file(again, { name: "a2.csv", format: "a2" }),
    file(b, {
      name: "b.csv",
      format: "b",
      edges: found.map((edge, index) => ({ ...edge, toAddress: "", detail: "", place: place(index + 2) })),
    }),
  ]);

/** What is there before: workloads, assets by hand, things that look alike. */
const items: fc.Arbitrary<WorkItem[]> = fc.subarray([
  feature(1, { title: "Shop", tags: ["release:Wave 1"] }),
  feature(2, { title: "Bank" }),
  feature(3, { title: "bank" }),
  asset(11, 1, { title: "web" }),
  asset(12, 2, { title: "db", state: "Resolved" }),
  workItem(13, { title: "app-1", parent: 1 }),
  asset(14, null, { title: "web" }),
  workItem(15, { title: "x", tags: ["not-an-asset"] }),
]);

const start = (found: readonly WorkItem[]): Standing => ({ scene: sceneWith(found), records: [] });

function shuffled<T>(values: readonly T[], seed: number): T[] {
  return [...values].sort((a, b) => hash(values.indexOf(a), seed) - hash(values.indexOf(b), seed));
}

function hash(index: number, seed: number): number {
  return Math.sin(index * 7919 + seed) * 1e4 - Math.floor(Math.sin(index * 7919 + seed) * 1e4);
}

describe("importing (laws)", () => {
  it("comes to nothing the second time, whatever was there", () =>
    fc.assert(
      fc.property(files, items, (read, found) => {
        const first = imported(read, start(found));
        const again = imported(read, first);
        expect([again.plan.entries, again.plan.records]).toEqual([[], []]);
      }),
      RUNS,
    ));

  it("comes to nothing for each file by itself, once all were imported one after the other", () =>
    fc.assert(
      fc.property(files, (read) => {
        let standing = start([]);
        for (const one of read) standing = imported([one], standing);
        for (const one of read) {
          const { entries, records } = imported([one], standing).plan;
          expect(entries.filter(({ kind }) => kind === "update")).toEqual([]);
          expect(records.filter(({ before }) => before !== null)).toEqual([]);
        }
      }),
      RUNS,
    ));

  it("makes nothing twice where all records were lost: keys find what was made", () =>
    fc.assert(
      fc.property(files, items, (read, found) => {
        const first = imported(read, start(found));
        const again = imported(read, { ...first, records: [] });
        const created = again.plan.entries.filter(({ kind }) => kind === "create");
        expect(created).toEqual([]);
      }),
      RUNS,
    ));

  it("does not mind the order of files, rows, work items and records", () =>
    fc.assert(
      fc.property(files, items, fc.nat(1000), (read, found, seed) => {
        const first = imported(read, start(found));
        const changed = read.map((one) => ({
          ...one,
          assets: shuffled(one.assets, seed),
          edges: shuffled(one.edges, seed),
        }));
        const other = { scene: sceneWith(shuffled(found, seed)), records: [] };
        const texts = [...first.scene.descriptions].map(([id, description]) => ({ id, description }));
        const { links } = first.scene.snapshot;
        const later = sceneWith(shuffled(first.scene.snapshot.workItems, seed), shuffled(first.records, seed), texts, {
          snapshot: { links: shuffled(links, seed) },
        });
        expect(reconcile(shuffled(changed, seed), [], other.scene)).toEqual(reconcile(read, [], start(found).scene));
        expect(reconcile(shuffled(changed, seed), shuffled(first.records, seed), later)).toEqual(
          reconcile(read, first.records, first.scene),
        );
        const planOf = (these: readonly InventoryFile[], scene: Standing["scene"]) =>
          planImport(reconcile(these, [], scene), new Map(), IMPORT, scene);
        expect(planOf(shuffled(changed, seed), other.scene)).toEqual(planOf(read, start(found).scene));
      }),
      RUNS,
    ));

  it("has each asset of the files, and each record of their formats, in exactly one row", () =>
    fc.assert(
      fc.property(files, items, fc.nat(2), (read, found, without) => {
        const first = imported(read, start(found));
        const later = read
          .filter((_, index) => index !== without)
          .map((one) => ({ ...one, assets: one.assets.slice(1) }));
        const { rows } = reconcile(later, first.records, first.scene);
        const keys = rows.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const inFiles = new Set(later.flatMap(({ assets }) => assets.map(({ key }) => key)));
        const formats = new Set(later.map(({ format }) => format));
        const known = first.records.filter((one) => one.formats.every((format) => formats.has(format)));
        expect(new Set(keys)).toEqual(new Set([...inFiles, ...known.map(({ key }) => key)]));
      }),
      RUNS,
    ));

  it("changes of an edited copy exactly what was edited, and writes nothing else", () =>
    fc.assert(
      fc.property(
        assetsOf("a").filter((assets) => assets.length > 1),
        fc.nat(),
        fc.record({
          cores: fc.integer({ min: 65, max: 99 }),
          os: line,
          strategy: fc.constantFrom("rebuild", "replace"),
        }),
        fc.subarray(["cores", "os", "strategy"] as const, { minLength: 1 }),
        (assets, at, values, fields) => {
          const first = imported([file(assets)], start([]));
          const index = at % assets.length;
          const edited = assets.map((one, position) => {
            if (position !== index) return one;
            const { strategy, ...facts } = Object.fromEntries(fields.map((field) => [field, values[field]]));
            return {
              ...one,
              ...(strategy === undefined ? {} : { strategy: String(strategy) }),
              attributes: { ...one.attributes, ...facts },
            };
          });
          const key = assets[index]?.key ?? "";
          const { rows } = reconcile([file(edited)], first.records, first.scene);
          const changed = rows.filter(({ status }) => status !== "unchanged");
          const expected = fields.filter((field) => {
            const before = first.records.find((one) => one.key === key);
            return (field === "strategy" ? before?.strategy : before?.attributes[field]) !== values[field];
          });
          const changesOf = (changes: readonly FieldChange[]) => changes.map(({ field, to }) => [field, to]).sort();
          expect(changed.map((row) => [row.key, row.status, changesOf(row.changes)])).toEqual(
            expected.length === 0 ? [] : [[key, "changed", expected.map((field) => [field, values[field]]).sort()]],
          );
          const again = imported([file(edited)], first);
          expect(again.plan.entries.map((entry) => [entry.kind, entry.key])).toEqual(
            expected.length === 0 ? [] : [["update", key]],
          );
          expect(again.plan.records.map(({ after }) => after?.key)).toEqual(expected.length === 0 ? [] : [key]);
        },
      ),
      RUNS,
    ));

  it("can be rebuilt from the work items alone", () =>
    fc.assert(
      fc.property(files, (read) => {
        const { scene, records } = imported(read, start([]));
        const mapped = records.filter(({ workItem: id }) => id !== null);
        const rebuilt = rebuildRecords(scene, []);
        const bare = (list: readonly (typeof records)[number][]) =>
          [...list].map((one) => ({ ...one, run: "", elsewhere: undefined })).sort((a, b) => (a.key < b.key ? -1 : 1));
        expect(bare(rebuilt.records)).toEqual(bare(mapped));
      }),
      RUNS,
    ));
});

describe("the block of a description (laws)", () => {
  const source = fc
    .record({ key: line, name: line, kind: maybe(line), workload: maybe(line), alsoKeys: fc.array(line), attributes })
    .map(({ key, ...said }) => record(key, said));
  const own = fc.array(fc.constantFrom(...HOSTILE, "<p>Ours</p>", "<div>", "<br>", "text"), { maxLength: 5 });

  it("gives back what was written, and is stable", () =>
    fc.assert(
      fc.property(source, source, (one, other) => {
        const html = withBlock("", one);
        const { key, alsoKeys, name, kind, workload } = one;
        expect(factsIn(html)).toMatchObject({ key, alsoKeys, name, attributes: one.attributes });
        expect(factsIn(html)?.kind ?? null).toBe(kind);
        expect(factsIn(html)?.workload ?? null).toBe(workload);
        expect(withBlock(html, one)).toBe(html);
        expect(withBlock(withBlock(html, other), one)).toBe(html);
        expect(withoutBlock(html)).toBe("");
      }),
    ));

  it("leaves what people wrote around it as it was, byte for byte", () =>
    fc.assert(
      fc.property(own, own, source, source, (before, after, one, other) => {
        const [head, tail] = [before.join(""), after.join("")];
        // Where their own text is a block already, that one is written.
        fc.pre(keyIn(`${head}<div></div>${tail}`) === null && !/written by|End of the/.test(head + tail));
        const html = withBlock(head, one) + tail;
        expect(html.startsWith(head)).toBe(true);
        expect(withBlock(html, other)).toBe(withBlock(head, other) + tail);
        expect(keyIn(html)).toBe(one.key);
        expect(withoutBlock(html)).toBe(head + tail);
      }),
    ));
});

describe("records in verdicts (M8)", () => {
  const verdicts = ({ releases, unplanned }: Report) =>
    [...releases, ...unplanned].map((one) =>
      Object.values(one.gates).map(({ verdict, blockers }) => ({ verdict, codes: blockers.map(({ code }) => code) })),
    );

  it("can only lower them: without any record all is as before, but for ASSET_UNMAPPED", () =>
    fc.assert(
      fc.property(files, items, fc.boolean(), (read, found, leave) => {
        const left = leave
          ? new Map(read.flatMap(({ assets }) => assets.map(({ key }) => [key, { action: "record" } as const])))
          : new Map();
        const { scene } = imported(
          read,
          start([feature(1, { title: "Shop" }), asset(11, 1), ...found.filter(({ id }) => id > 11)]),
          {},
          left,
        );
        const rules = policy();
        const withRecords = verdicts(assess(scene.snapshot, rules, NOW));
        const without = verdicts(assess({ ...scene.snapshot, records: [] }, rules, NOW));
        const hasUnmapped = scene.snapshot.records.some((one) => one.workItem === null && one.workload !== null);
        for (const [index, gates] of withRecords.entries()) {
          for (const [gate, { verdict, codes }] of gates.entries()) {
            const other = without[index]?.[gate];
            expect(codes.filter((code) => code !== "ASSET_UNMAPPED")).toEqual(other?.codes);
            if (!codes.includes("ASSET_UNMAPPED")) expect(verdict).toBe(other?.verdict);
            else expect([verdict, hasUnmapped]).toEqual(["blocked", true]);
          }
        }
      }),
      RUNS,
    ));
});
