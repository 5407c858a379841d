import { ATTRIBUTES, type AttributeValue } from "../../domain/inventory/attributes";
import type { FileAsset, RowProblem } from "../../domain/inventory/fileAsset";

/** The assets of one file, each once. */
export interface AssetList {
  add(asset: FileAsset): void;
  /** In the order in which the file names them first. */
  all(): FileAsset[];
}

type Facts = Readonly<Record<string, AttributeValue | null>>;

const FIELDS = ["name", "kind", "hostKey", "workload", "release", "strategy"] as const;

/**
 * Joins rows that share a key: what the first of them says stays, what only a later one says is added. Each difference is
 * reported with both lines; rows that say the same are joined without a word.
 *
 * @param columnOf  where a part of an asset stands, from 0; null for nowhere
 */
export function createAssetList(
  report: (line: number, column: number | null, value: string, message: string, leaves: RowProblem["leaves"]) => void,
  columnOf: (field: string) => number | null,
): AssetList {
  const assets = new Map<string, FileAsset>();
  return {
    add: (asset) => {
      const known = assets.get(asset.key);
      assets.set(asset.key, known === undefined ? asset : join(known, asset));
    },
    all: () => [...assets.values()],
  };

  function join(first: FileAsset, later: FileAsset): FileAsset {
    const facts: Record<string, AttributeValue | null> = { ...factsOf(first) };
    const firstLine = first.places[0]?.line ?? 0;
    const line = later.places[0]?.line ?? 0;
    for (const [field, value] of Object.entries(factsOf(later))) {
      const before = facts[field] ?? null;
      if (value === null || same(before, value)) continue;
      if (before === null) facts[field] = value;
      const kept =
        before === null
          ? `which line ${firstLine} leaves open: it was taken from here.`
          : `line ${firstLine} says “${textOf(before)}”, which was kept. Correct the one that is wrong.`;
      const message = `It is the same asset as in line ${firstLine}. ${titleOf(field)} is “${textOf(value)}” here, ${kept}`;
      report(line, columnOf(field), textOf(value), message, "notice");
    }
    const { name, kind, hostKey, workload, release, strategy, ...attributes } = facts;
    return {
      key: first.key,
      name: text(name) ?? first.name,
      kind: text(kind),
      hostKey: text(hostKey),
      workload: text(workload),
      release: text(release),
      strategy: text(strategy),
      // Nothing but values that were set, or were in either row's attributes.
      attributes: attributes,
      places: [...first.places, ...later.places],
    };
  }
}

function factsOf(asset: FileAsset): Facts {
  return { ...Object.fromEntries(FIELDS.map((field) => [field, asset[field]])), ...asset.attributes };
}

function same(a: AttributeValue | null, b: AttributeValue): boolean {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function text(value: AttributeValue | null | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function textOf(value: AttributeValue): string {
  return typeof value === "object" ? value.join("; ") : String(value);
}

function titleOf(field: string): string {
  if (field in ATTRIBUTES) return ATTRIBUTES[field as keyof typeof ATTRIBUTES].title;
  return field === "hostKey" ? "The machine that it runs on" : `The ${field}`;
}
