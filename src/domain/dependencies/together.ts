import { membersOf, shortestCycle } from "./components";
import { endOf, type Graph, reverseOf } from "./graph";
import { type DependencyModel, KIND } from "./model";

/** In a larger component one circle is shown for all of its members: to look for each one's shortest would not be linear (L8). */
const MOST_SEARCHED = 64;

/** What stands in one component: things that wait for each other (D2). */
export class Together {
  private reversed: Graph | null = null;
  private readonly faults = new Map<number, boolean>();
  private readonly known = new Map<number, Ways>();
  private readonly shared = new Map<number, number>();

  constructor(private readonly model: DependencyModel) {}

  /**
   * Whether a component spans releases, which is a fault of the plan on each member (D2). What has no release counts as one
   * release more.
   */
  isFault(component: number): boolean {
    const before = this.faults.get(component);
    if (before !== undefined) return before;
    const { releaseOf } = this.model;
    const [first, ...more] = this.assetsOf(component);
    const isFault = first !== undefined && more.some((node) => releaseOf[node] !== releaseOf[first]);
    this.faults.set(component, isFault);
    return isFault;
  }

  /** The asset whose circle is shown for this one: its own; in a large component that of its first asset, for all of them. */
  shownFor(node: number): number {
    const { components } = this.model;
    const component = components.of[node] ?? 0;
    if (membersOf(components, component).length <= MOST_SEARCHED) return node;
    let first = this.shared.get(component);
    if (first === undefined) {
      first = this.assetsOf(component)[0] ?? node;
      this.shared.set(component, first);
    }
    return first;
  }

  /** The circle that is shown for an asset: a member, what it waits for, and so on up to what waits for it. */
  cycleOf(node: number): readonly number[] {
    const member = this.shownFor(node);
    return shortestCycle(this.model.hard, this.model.components, member) ?? [member];
  }

  /** The ways within a component. */
  ways(component: number): Ways {
    let ways = this.known.get(component);
    if (ways === undefined) {
      this.reversed ??= reverseOf(this.model.hard);
      ways = new Ways(this.model, this.reversed, component);
      this.known.set(component, ways);
    }
    return ways;
  }

  assetsOf(component: number): readonly number[] {
    return [...membersOf(this.model.components, component)].filter((node) => this.model.kinds[node] === KIND.asset);
  }
}

/** The shortest ways from the members of a component to one of them, each looked for once. */
export class Ways {
  private readonly next = new Map<number, ReadonlyMap<number, number>>();

  constructor(
    private readonly model: DependencyModel,
    private readonly reversed: Graph,
    private readonly component: number,
  ) {}

  /** The asset after `from` on the way to `goal`, over a workload where one lies between. */
  readonly nextTowards = (goal: number, from: number): number => {
    let steps = this.next.get(goal);
    if (steps === undefined) {
      steps = this.stepsTo(goal);
      this.next.set(goal, steps);
    }
    return steps.get(from) ?? goal;
  };

  private stepsTo(goal: number): ReadonlyMap<number, number> {
    const { components, kinds } = this.model;
    const steps = new Map<number, number>();
    const queue = [goal];
    // It grows while it is walked through.
    for (const node of queue) {
      const step = kinds[node] === KIND.asset ? node : (steps.get(node) ?? goal);
      for (let at = this.reversed.starts[node] ?? 0; at < endOf(this.reversed, node); at++) {
        const before = this.reversed.targets[at] ?? 0;
        if (components.of[before] !== this.component || before === goal || steps.has(before)) continue;
        steps.set(before, step);
        queue.push(before);
      }
    }
    return steps;
  }
}
