import type { Gate } from "../readiness/report";
import { membersOf } from "./components";
import { FINE, type GateView, gateView, ROOT, ROOT_KINDS, SIDE, type Side, sideOf } from "./gateView";
import { endOf } from "./graph";
import { type DependencyModel, KIND } from "./model";
import { ALL_LISTS, Collector, LIST, type List, NO_LIST, RootLists } from "./rootLists";
import type { Together } from "./together";

/** Variants of what a provider workload says: by side, and by whether the dependant is in its component. */
const VARIANTS = 6;

/** That a list was not made yet. */
const UNKNOWN_LIST = -1;

/**
 * What stands in the way of each asset at one gate, at its root (D1–D5). A verdict is decided by what an asset waits for
 * itself; where that is behind and waits for something that blocks it, the latter is the root.
 */
export class GateRoots {
  readonly view: GateView;
  readonly lists = new RootLists();
  /** By asset: what stands in its way. */
  private readonly found: Int32Array;
  /** By asset: what blocks it, with what holds back its component; what waits for it while it is behind sees these. */
  private readonly further: Int32Array;
  private readonly proxies: Int32Array;
  /** One for each depth at which collecting can be interrupted: an asset, what its workload needs, a provider workload. */
  private readonly collectors = [new Collector(), new Collector(), new Collector()] as const;

  constructor(
    private readonly model: DependencyModel,
    gate: Gate,
    private readonly together: Together,
  ) {
    this.view = gateView(model, gate);
    this.found = new Int32Array(model.assets.length);
    this.further = new Int32Array(model.assets.length);
    this.proxies = new Int32Array(model.parts.length * 3 * VARIANTS).fill(UNKNOWN_LIST);
    // Providers come before what waits for them: an edge between components leads to the lower number.
    const { components } = model;
    for (let component = 0; component < components.count; component++) {
      const first = components.starts[component] ?? 0;
      if ((components.starts[component + 1] ?? 0) - first > 1) this.settleTogether(component);
      else this.settle(components.members[first] ?? 0, component);
    }
    // What only warns leads nowhere further, so it can wait until all else is known.
    if (model.soft.targets.length > 0) for (let node = 0; node < model.assets.length; node++) this.addSoft(node);
  }

  /** The list of an asset's roots; {@link NO_LIST} for none. */
  listOf(node: number): number {
    return this.found[node] ?? NO_LIST;
  }

  private settle(node: number, component: number): void {
    const { kinds, hard } = this.model;
    // Most things wait for nothing.
    if (kinds[node] !== KIND.asset || endOf(hard, node) === (hard.starts[node] ?? 0)) return;
    const [found] = this.collectors;
    this.addOutside(found, node, component);
    this.found[node] = this.further[node] = this.lists.keep(found);
  }

  private settleTogether(component: number): void {
    const { model, lists } = this;
    const [found] = this.collectors;
    const assets = membersOf(model.components, component).filter((node) => model.kinds[node] === KIND.asset);
    const outside = new Map<number, number>();
    const isFault = this.together.isFault(component);
    for (const node of assets) {
      this.addOutside(found, node, component);
      if (isFault) found.addKind(node, ROOT.cycle, node);
      const list = lists.keep(found);
      outside.set(node, list);
      if (isFault) this.found[node] = this.further[node] = list;
    }
    if (isFault) return;

    // Members of one release hold back each other, whichever waits for whom (D2): what is in the way of one of them that is
    // behind, else that one itself. `next` is the member over which it comes. Workloads without a release are in none
    // together, and promotion asks of their members what it asks of any provider (G3).
    const [first = 0] = assets;
    const side = assets.every((node) => sideOf(model, first, node) === SIDE.same) ? SIDE.same : SIDE.other;
    for (const node of assets) {
      const kind = this.view.kindOf(node, side);
      if (kind === FINE) continue;
      const own = outside.get(node) ?? NO_LIST;
      if (ROOT_KINDS[kind]?.code === "DEP_BEHIND" && lists.has(own, LIST.blocks))
        lists.addTo(found, own, LIST.blocks, node);
      else found.addKind(node, kind, node);
    }
    const shared = lists.keep(found);
    const { nextTowards } = this.together.ways(component);
    for (const node of assets) {
      const own = outside.get(node) ?? NO_LIST;
      for (const list of ALL_LISTS) {
        lists.addTo(found, own, list);
        for (let entry = lists.startOf(shared, list); entry < lists.endOf(shared, list); entry += 3) {
          const root = lists.rootAt(entry);
          const over = lists.nextAt(entry);
          if (root !== node && over !== node) found.add(list, root, lists.kindAt(entry), nextTowards(over, node));
        }
      }
      this.found[node] = lists.keep(found);
      lists.addTo(found, own, LIST.blocks);
      lists.addTo(found, shared, LIST.blocks);
      this.further[node] = lists.keep(found);
    }
  }

  /** What an asset waits for outside its component. */
  private addOutside(found: Collector, node: number, component: number): void {
    const { starts, targets } = this.model.hard;
    const end = starts[node + 1] ?? 0;
    for (let at = starts[node] ?? 0; at < end; at++) this.see(found, node, targets[at] ?? 0, component);
  }

  /** Adds what a dependant, itself in that component, sees of something that it waits for. */
  private see(found: Collector, dependant: number, target: number, component: number): void {
    const kind = this.model.kinds[target];
    if (kind === KIND.needs) this.seeProxy(found, target, SIDE.same, component, 1);
    else if (kind === KIND.whole) this.seeProxy(found, target, sideOf(this.model, dependant, target), component, 2);
    else this.seeProvider(found, target, sideOf(this.model, dependant, target), component);
  }

  private seeProvider(found: Collector, target: number, side: Side, component: number): void {
    // Within a component its members are asked together.
    if (this.model.components.of[target] === component) return;
    const kind = this.view.kindOf(target, side);
    if (kind === FINE) return;
    const further = this.further[target] ?? NO_LIST;
    if (ROOT_KINDS[kind]?.code === "DEP_BEHIND" && this.lists.has(further, LIST.blocks)) {
      this.lists.addTo(found, further, LIST.blocks, target);
    } else found.addKind(target, kind, target);
  }

  /** A workload says the same to all dependants of one kind, so it is asked once for each. */
  private seeProxy(found: Collector, target: number, side: Side, component: number, depth: 1 | 2): void {
    const { components, hard } = this.model;
    const isWithin = components.of[target] === component;
    const place = (target - this.model.assets.length) * VARIANTS + side * 2 + (isWithin ? 1 : 0);
    let list = this.proxies[place] ?? UNKNOWN_LIST;
    if (list === UNKNOWN_LIST) {
      const own = this.collectors[depth];
      const inside = isWithin ? component : -1;
      for (let at = hard.starts[target] ?? 0; at < endOf(hard, target); at++) {
        const next = hard.targets[at] ?? 0;
        if (depth === 1) this.see(own, target, next, inside);
        else this.seeProvider(own, next, side, inside);
      }
      list = this.lists.keep(own);
      this.proxies[place] = list;
    }
    for (const kind of ALL_LISTS) this.lists.addTo(found, list, kind);
  }

  /** Adds what an asset, or its workload for all of its assets, is softly linked to: it only warns (D1). */
  private addSoft(node: number): void {
    const { soft, assets, partOf } = this.model;
    const [found, own] = this.collectors;
    const part = partOf[node] ?? -1;
    for (const from of part === -1 ? [node] : [node, assets.length + part * 3]) {
      for (let at = soft.starts[from] ?? 0; at < endOf(soft, from); at++)
        this.see(own, node, soft.targets[at] ?? 0, -1);
    }
    if (own.isEmpty) return;
    const seen = this.lists.keep(own);
    const before = this.found[node] ?? NO_LIST;
    for (const list of ALL_LISTS) this.lists.addTo(found, before, list);
    for (const list of ALL_LISTS) this.addWarnings(found, seen, list, node);
    this.found[node] = this.lists.keep(found);
  }

  private addWarnings(found: Collector, seen: number, list: List, node: number): void {
    const { lists } = this;
    for (let entry = lists.startOf(seen, list); entry < lists.endOf(seen, list); entry += 3) {
      const root = lists.rootAt(entry);
      const kind = lists.kindAt(entry);
      // What can't be told of a soft dependency is not worth a warning.
      const isTold = kind !== ROOT.unreadable && kind !== ROOT.unmapped;
      if (isTold && root !== node) found.add(LIST.warns, root, kind, lists.nextAt(entry));
    }
  }
}
