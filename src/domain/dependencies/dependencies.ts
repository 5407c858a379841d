import type { Finding } from "../readiness/blockers";
import type { AssetReading } from "../readiness/assetStages";
import type { BlockerCode, Effect, Gate } from "../readiness/report";
import type { WorkItemRef } from "../workItem";
import { ROOT, ROOT_KINDS, type RootKind } from "./gateView";
import { endOf, hasEdge } from "./graph";
import { type DependencyModel, itemOf, KIND } from "./model";
import { closedPath, pathTo } from "./paths";
import { LIST, NO_LIST, type RootLists } from "./rootLists";
import { GateRoots } from "./roots";
import { Together } from "./together";
import { type RootWords, wordsOf } from "./words";

const LISTS = [
  { list: LIST.blocks, effect: "blocks" },
  { list: LIST.unknown, effect: "unknown" },
  { list: LIST.warns, effect: "warns" },
] as const satisfies readonly { readonly list: number; readonly effect: Effect }[];

/**
 * Answers whether a ledger names a root already, and may note that what it says of the root holds back this asset too (D4).
 * `reading` is the root's own, where that is an asset in scope. Not asked about circles: they are no matter of the root's
 * own stage.
 */
export type IsTold = (
  root: number,
  code: BlockerCode,
  effect: Effect,
  asset: number,
  reading: AssetReading | undefined,
) => boolean;

/** What dependencies say of each asset (§6): made once for a report, each gate worked out when it is first asked for. */
export class Dependencies {
  private readonly gates = new Map<Gate, GateRoots>();
  private readonly together: Together;
  private readonly waiting = new Map<number, boolean>();
  private readonly refs: (WorkItemRef | undefined)[];
  private readonly words = new Map<number, RootWords>();
  /** Circles as paths, by the asset whose circle it is: they are the same at every gate. */
  private readonly circles = new Map<number, readonly WorkItemRef[]>();

  constructor(private readonly model: DependencyModel) {
    this.together = new Together(model);
    this.refs = new Array<WorkItemRef | undefined>(model.size);
  }

  /** The node of an asset that may wait for something; undefined for any other. */
  nodeOf(asset: number): number | undefined {
    const { hard, soft } = this.model;
    return hard.targets.length === 0 && soft.targets.length === 0 ? undefined : this.model.nodeOf(asset);
  }

  /**
   * What stands in an asset's way at a gate, each root once (D4): what blocks, then what is unknown, then what warns. The
   * finding's `workItem` is the root, its `path` leads from there to the asset. `DEP_CYCLE` of a member names that member
   * itself, with the circle as its path; in a component of more than 64 all members show one circle, and name its first.
   */
  findings(
    gate: Gate,
    asset: number,
    workload: WorkItemRef | null = null,
    isTold: IsTold = () => false,
  ): readonly Finding[] {
    const findings: Finding[] = [];
    const node = this.nodeOf(asset);
    if (node !== undefined) this.addFindings(findings, gate, node, workload, isTold);
    return findings;
  }

  /** Adds the {@link findings} of a node to others; roots that are told already are left out, and cost next to nothing. */
  addFindings(into: Finding[], gate: Gate, node: number, workload: WorkItemRef | null, isTold: IsTold): void {
    const roots = this.at(gate);
    const { lists } = roots;
    const number = roots.listOf(node);
    if (number === NO_LIST) return;
    const asset = this.refAt(node).id;
    for (const { list, effect } of LISTS) {
      for (let entry = lists.startOf(number, list); entry < lists.endOf(number, list); entry += 3) {
        const root = lists.rootAt(entry);
        const { id } = this.refAt(root);
        // The strongest that is said of a root stands for the others.
        if (this.isSaidBefore(lists, number, entry, id)) continue;
        const kind = lists.kindAt(entry);
        const code = ROOT_KINDS[kind]?.code ?? "DEP_UNREADABLE";
        if (kind !== ROOT.cycle && isTold(id, code, effect, asset, this.model.assets[root])) continue;
        into.push(this.findingAt(roots, entry, node, workload, effect));
      }
    }
  }

  /** Whether an entry before this one is about the same work item. */
  private isSaidBefore(lists: RootLists, number: number, entry: number, root: number): boolean {
    for (let before = lists.startOf(number, LIST.blocks); before < entry; before += 3) {
      if (this.refAt(lists.rootAt(before)).id === root) return true;
    }
    return false;
  }

  /**
   * The strongest that what the asset of a node waits for says at a gate, without saying it: the effect of the first of its
   * {@link findings}. Null where nothing is in its way, or only what warns.
   */
  effectOn(gate: Gate, node: number): Exclude<Effect, "warns"> | null {
    const roots = this.at(gate);
    const { lists } = roots;
    const number = roots.listOf(node);
    if (lists.has(number, LIST.blocks)) return "blocks";
    return lists.has(number, LIST.unknown) ? "unknown" : null;
  }

  /** Whether nothing that an asset waits for is short of Promoted or satisfied: what G3 asks once it is done. Soft links ask nothing. */
  arePromoted(asset: number): boolean {
    const node = this.model.nodeOf(asset);
    return node === undefined || !this.isWaiting(node);
  }

  private isWaiting(node: number): boolean {
    const { hard, kinds } = this.model;
    const known = this.waiting.get(node);
    if (known !== undefined) return known;
    let isWaiting = false;
    for (let at = hard.starts[node] ?? 0; at < endOf(hard, node) && !isWaiting; at++) {
      const target = hard.targets[at] ?? 0;
      const kind = kinds[target];
      if (kind === KIND.needs) isWaiting = this.isWaiting(target);
      else isWaiting = kind !== KIND.whole || endOf(hard, target) > (hard.starts[target] ?? 0);
    }
    this.waiting.set(node, isWaiting);
    return isWaiting;
  }

  private at(gate: Gate): GateRoots {
    let roots = this.gates.get(gate);
    if (roots === undefined) {
      roots = new GateRoots(this.model, gate, this.together);
      this.gates.set(gate, roots);
    }
    return roots;
  }

  private findingAt(
    roots: GateRoots,
    entry: number,
    node: number,
    workload: WorkItemRef | null,
    effect: Effect,
  ): Finding {
    const root = roots.lists.rootAt(entry);
    const place = roots.lists.kindAt(entry);
    const kind = ROOT_KINDS[place];
    const item = this.model.assets[node]?.asset.item;
    if (kind === undefined || item === undefined) throw new Error(`Node ${node} has no root of kind ${place}.`);
    const path =
      place === ROOT.cycle && root === node
        ? this.cycleAt(node)
        : this.pathAt(roots, root, node, roots.lists.nextAt(entry));
    const { expected, actual, since, owner, fix } = this.wordsAt(roots, root, kind, place);
    return {
      code: kind.code,
      effect,
      gate: roots.view.gate,
      workItem: path[0] ?? this.refAt(root),
      workload,
      asset: item,
      path,
      expected,
      actual,
      since,
      owner,
      fix,
    };
  }

  /** All but what names the rung that a gate asks for is said alike at every gate. */
  private wordsAt({ view }: GateRoots, root: number, kind: RootKind, place: number): RootWords {
    if (kind.code === "DEP_BEHIND" || kind.code === "HISTORY_UNREAD") return wordsOf(this.model, view, root, kind);
    const key = root * ROOT_KINDS.length + place;
    let words = this.words.get(key);
    if (words === undefined) {
      words = wordsOf(this.model, view, root, kind);
      this.words.set(key, words);
    }
    return words;
  }

  private pathAt(roots: GateRoots, root: number, node: number, next: number): readonly WorkItemRef[] {
    const { model } = this;
    // Most stand next to what they hold back.
    if (next === root && hasEdge(model.hard, node, root)) return [this.refAt(root), this.refAt(node)];
    return pathTo(model, roots, root, node, next).map((step) => this.refAt(step));
  }

  private cycleAt(node: number): readonly WorkItemRef[] {
    const member = this.together.shownFor(node);
    let path = this.circles.get(member);
    if (path === undefined) {
      path = closedPath(this.model, this.together.cycleOf(member)).map((step) => this.refAt(step));
      this.circles.set(member, path);
    }
    return path;
  }

  private refAt(node: number): WorkItemRef {
    let ref = this.refs[node];
    if (ref === undefined) {
      const { id, title, type } = itemOf(this.model, node);
      ref = { id, title, type };
      this.refs[node] = ref;
    }
    return ref;
  }
}
