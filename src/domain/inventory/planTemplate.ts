import { htmlOf, titleOf } from "../record/plan";
import { fold } from "../text";
import type { WorkItem } from "../workItem";
import { candidateFilter } from "../backlog/candidates";
import { asAsset, blankItem, newItemOf, typeNamed, withWishes } from "./drafts";
import { withBlock } from "./description";
import { sceneOf } from "../change/scene";
import type { ImportPlan, RecordChange, RunEntry } from "./importPlan";
import { plainText } from "./plainText";
import type { StoredRecord } from "./record";
import type { InventoryScene } from "./scene";
import { simulate } from "./simulate";
import type { TemplateNode, WorkloadTemplate } from "./template";
import { freeKey } from "./workloads";

type CreateEntry = Extract<RunEntry, { kind: "create" }>;

/** An asset that a new workload begins with: a record that is mapped to nothing yet, or one to be filled in. */
export type TemplateAsset =
  | { readonly kind: "record"; readonly record: StoredRecord }
  | { readonly kind: "new"; readonly name: string; readonly assetKind: string | null };

/** A workload that is to be made from a template. */
export interface WorkloadRequest {
  readonly name: string;
  /** As a file or the policy calls it; null for none yet. */
  readonly release: string | null;
  readonly iterationPath: string | null;
  readonly assets: readonly TemplateAsset[];
}

/** A node of the template as it is made, and what stands below it. */
interface Made {
  readonly entry: CreateEntry;
  readonly item: WorkItem;
  /** What it is to be by the mapping: an asset that was asked for, or part of the structure. */
  readonly isAsset: boolean;
}

/**
 * The work items of a new workload: the template's structure, and each asset with its tasks. Pure. What was asked for as an
 * asset is read as one, by the mapping's own tag where its tasks do not say so; what of the structure the mapping would read as
 * an asset is noted, since it would hold the workload back.
 */
export function planTemplate(template: WorkloadTemplate, request: WorkloadRequest, scene: InventoryScene): ImportPlan {
  const name = titleOf(plainText(request.name));
  const empty: ImportPlan = {
    purpose: "template",
    title: `${template.title}: ${name}`,
    entries: [],
    records: [],
    refused: [],
    notes: [],
  };
  const rootKey = `workload:${fold(name)}`;
  const reason = reasonAgainst(template, name, scene);
  if (reason !== null) return { ...empty, refused: [{ key: rootKey, item: null, reason }] };

  const building = new Building(scene, name, request);
  building.addRoot(template.root, rootKey);
  for (const asset of request.assets) building.addAsset(template.asset, asset);
  const made = building.markAssets();
  return {
    ...empty,
    entries: made.map(({ entry }) => entry),
    records: building.records,
    refused: building.refused,
    notes: building.notes,
  };
}

function reasonAgainst({ root, asset }: WorkloadTemplate, name: string, scene: InventoryScene): string | null {
  if (name === "") return "The workload needs a name.";
  const isCandidate = candidateFilter(scene.policy);
  const same = [...scene.tree.items.values()].find((item) => isCandidate(item) && fold(item.title) === fold(name));
  if (same !== undefined) return `There is a workload ${same.title} already: #${same.id}.`;
  if (!scene.isWorkloadType(root.type)) {
    const types = scene.policy.workloads.types.join(" or ");
    return `The template makes a ${root.type}; the mapping's workloads are of type ${types}.`;
  }
  const missing = typesOf(root)
    .concat(asset === null ? [] : typesOf(asset))
    .find((type) => typeNamed(scene, type) === null);
  return missing === undefined ? null : `This project has no work item type ${missing}.`;
}

function typesOf({ type, children }: TemplateNode): string[] {
  return [type, ...children.flatMap(typesOf)];
}

/** A workload while it is put together. */
class Building {
  readonly records: RecordChange[] = [];
  readonly refused: ImportPlan["refused"][number][] = [];
  readonly notes: ImportPlan["notes"][number][] = [];
  #made: Made[] = [];
  #root: Made | null = null;
  readonly #keys = new Set<string>();

  constructor(
    private readonly scene: InventoryScene,
    private readonly name: string,
    private readonly request: WorkloadRequest,
  ) {}

  addRoot(node: TemplateNode, key: string): void {
    const { release, iterationPath } = this.request;
    const areaPath = this.scene.policy.areas[0] ?? this.scene.snapshot.project.name;
    const blank = blankItem(this.scene, { type: node.type, title: this.name, tags: node.tags, areaPath });
    const { item, notes } = withWishes(this.scene, blank, { release, iterationPath });
    this.#note(key, notes);
    this.#root = this.#add(key, item, withBlock(this.#text(node.description, null, htmlOf), { key }), null, false);
    this.#addChildren(node, key, null);
  }

  addAsset(template: TemplateNode | null, asset: TemplateAsset): void {
    const { record } = asset.kind === "record" ? asset : { record: null };
    const name = titleOf(plainText(asset.kind === "record" ? asset.record.name : asset.name));
    const root = this.#root;
    const wanted = record?.key ?? `${root?.entry.key ?? ""}/asset/${fold(name)}`;
    const reason =
      name === ""
        ? "It has no name: give it one."
        : record !== null && record.workItem !== null
          ? `It is mapped to #${record.workItem} already.`
          : record !== null && this.#keys.has(record.key)
            ? "It is named twice."
            : null;
    if (reason !== null || root === null) {
      this.refused.push({ key: wanted, item: null, reason: reason ?? "" });
      return;
    }
    const key = freeKey(wanted, (taken) => this.#keys.has(taken));
    const { policy } = this.scene;
    const node = template ?? { ...NO_TASKS, type: policy.assets.types[0] ?? "" };
    const { areaPath, iterationPath } = root.item;
    const blank = blankItem(this.scene, { type: node.type, title: name, tags: node.tags, areaPath, iterationPath });
    const follows = policy.releases.assetsFollowWorkload || policy.releases.source.kind === "iteration";
    const { item, notes } = withWishes(this.scene, blank, {
      kind: asset.kind === "record" ? asset.record.kind : asset.assetKind,
      strategy: record?.strategy ?? null,
      release: follows ? null : this.request.release,
    });
    this.#note(key, notes);
    const text = this.#text(node.description, name, htmlOf);
    this.#add(key, item, withBlock(text, record ?? { key }), root.entry.key, true);
    this.#addChildren(node, key, name);
    if (record === null) return;
    const after = { ...record, workItem: null, workloadItem: null, run: "" };
    this.records.push({ before: record, after, item: { key }, workload: { key: root.entry.key } });
  }

  /** All that is made, each asset so that the mapping reads it as one. */
  markAssets(): readonly Made[] {
    const readAsAsset = this.#readAsAssets();
    this.#made = this.#made.map((made) => {
      if (!made.isAsset || readAsAsset.has(made.entry.key)) return made;
      const item = asAsset(this.scene, made.item);
      if (typeof item !== "string") return { ...made, item, entry: withTags(made.entry, item.tags) };
      this.#note(made.entry.key, [`The mapping does not read it as an asset: ${item}`]);
      return made;
    });
    for (const { entry, isAsset } of this.#made) {
      if (isAsset || !readAsAsset.has(entry.key)) continue;
      const { excludeTag } = this.scene.policy.assets;
      this.#note(entry.key, [
        `The mapping reads ${entry.item.title} as an asset. If it is a phase, name its title in the mapping or tag it ${excludeTag}.`,
      ]);
    }
    return this.#made;
  }

  #readAsAssets(): ReadonlySet<string> {
    const { snapshot, ids } = simulate({ entries: this.#made.map(({ entry }) => entry), records: [] }, this.scene);
    const { assets } = sceneOf(snapshot, this.scene.policy, this.scene.now);
    return new Set([...ids].flatMap(([key, id]) => (assets.has(id) ? [key] : [])));
  }

  #addChildren(node: TemplateNode, parent: string, asset: string | null): void {
    const root = this.#root;
    if (root === null) return;
    const { areaPath, iterationPath } = root.item;
    for (const [index, child] of node.children.entries()) {
      const key = freeKey(`${parent}/${index + 1}`, (taken) => this.#keys.has(taken));
      const title = titleOf(plainText(this.#text(child.title, asset, (text) => text)));
      const item = blankItem(this.scene, { type: child.type, title, tags: child.tags, areaPath, iterationPath });
      this.#add(key, item, withBlock(this.#text(child.description, asset, htmlOf), { key }), parent, false);
      this.#addChildren(child, key, asset);
    }
  }

  #add(key: string, item: WorkItem, description: string, under: string | null, isAsset: boolean): Made {
    this.#keys.add(key);
    const made = newItemOf(this.scene, { ...item, type: typeNamed(this.scene, item.type) ?? item.type }, description);
    const entry: CreateEntry = {
      kind: "create",
      key,
      item: made,
      under: under === null ? null : { key: under },
      after: under === null ? [] : [under],
    };
    const one = { entry, item, isAsset };
    this.#made.push(one);
    return one;
  }

  /** A text with the names of this workload, and of the asset that it is below. */
  #text(text: string, asset: string | null, asWritten: (name: string) => string): string {
    // In one go: a workload may be called {asset}.
    return text.replace(/\{(workload|asset)\}/g, (whole, name) =>
      name === "workload" ? asWritten(this.name) : asset === null ? whole : asWritten(asset),
    );
  }

  #note(key: string, texts: readonly string[]): void {
    for (const text of texts) this.notes.push({ key, text });
  }
}

const NO_TASKS: Omit<TemplateNode, "type"> = { title: "{asset}", tags: [], description: "", children: [] };

function withTags(entry: CreateEntry, tags: readonly string[]): CreateEntry {
  return { ...entry, item: { ...entry.item, tags } };
}
