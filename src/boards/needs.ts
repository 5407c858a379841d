import { holdingFilter } from "../domain/backlog/holding";
import { append } from "../domain/group";
import { CONNECTIVITY } from "../domain/policy/checklists";
import type { Policy } from "../domain/policy/policy";
import type { Link, Loss } from "../domain/snapshot";
import { fold } from "../domain/text";
import type { WorkItem } from "../domain/workItem";
import type { ItemReading } from "./itemReading";
import type { ItemTree } from "./itemTree";
import { isHardLink, LINK, nameOfTarget } from "./links";

/** How many items may be read around what is judged before providers of providers are followed no further. */
const MOST_AROUND = 600;

/** Finds, in what a reading has so far, what verdicts need besides the workloads that are judged. */
export class Needs {
  /** Ids that a link to a provider or to what is related named. */
  readonly beside = new Set<number>();
  private readonly isHard: (type: string) => boolean;
  private readonly isHolding: (item: WorkItem) => boolean;
  private readonly asksConnectivity: boolean;
  private isCutOff = false;

  constructor(
    private readonly reading: ItemReading,
    private readonly tree: ItemTree,
    policy: Policy,
  ) {
    this.isHard = isHardLink(policy);
    this.isHolding = holdingFilter(policy);
    this.asksConnectivity = policy.evidence.checklist.some(({ id }) => fold(id) === CONNECTIVITY);
  }

  /** That more stands around than was followed (V2). */
  get losses(): readonly Loss[] {
    return this.isCutOff ? [{ kind: "links", message: CUT_OFF }] : [];
  }

  /**
   * What work items need for their verdict: providers, each with the workload around it, as its stage may lie in tasks and
   * phases and a workload's stage does in its assets; and what is related, which may be a waiver or a blocking item.
   */
  neededBy(judged: ReadonlySet<number>, wanted: Set<number>): Set<number> {
    const links = new Map<number, Link[]>();
    for (const link of this.reading.links) append(links, link.source, link);
    const found = new Set<number>();
    const roofs = new Set<number>();
    const mayCircle = this.isAwaited(judged, links);
    const isFull = this.reading.items.size > judged.size + MOST_AROUND;
    const walked = new Set<number>();
    for (let sources: readonly number[] = [...judged]; sources.length > 0;) {
      for (const source of sources) {
        walked.add(source);
        for (const link of links.get(source) ?? []) {
          if (!judged.has(source) && !this.isFollowed(link, mayCircle)) continue;
          if (!judged.has(source) && isFull && !this.reading.wasAsked(link.target)) this.isCutOff = true;
          else this.need(link, judged, found, roofs);
        }
      }
      for (const id of this.tree.parentsOf(roofs)) wanted.add(id);
      for (const id of this.tree.below(roofs, wanted)) found.add(id);
      sources = [...found].filter((id) => !walked.has(id));
    }
    for (const id of found) wanted.add(id);
    return found;
  }

  /** Takes in the target of a link, with what its stage lies in. */
  private need(link: Link, judged: ReadonlySet<number>, found: Set<number>, roofs: Set<number>): void {
    const { type, target } = link;
    this.reading.name(target, nameOfTarget(link));
    this.beside.add(target);
    found.add(target);
    const provider = this.reading.items.get(target);
    if (!this.isHard(type) || provider === undefined || judged.has(target)) return;
    if (!this.tree.isCandidate(provider) && !this.tree.isOfAssetType(provider)) {
      if (this.asksConnectivity) for (const child of this.tree.childrenOf([target])) found.add(child);
      return;
    }
    const chain = this.tree.chainFrom(target);
    for (const [index, id] of chain.entries()) {
      if (index > 0) {
        this.reading.name(id, `the parent of ${chain[index - 1] ?? target}`);
        this.tree.placed.add(id);
      }
      found.add(id);
    }
    if (chain.every((id) => this.reading.wasAsked(id))) for (const roof of this.tree.roofsOf(chain)) roofs.add(roof);
  }

  /** Whether anything outside waits for what is judged: only then can its providers lead back to it. */
  private isAwaited(judged: ReadonlySet<number>, links: ReadonlyMap<number, readonly Link[]>): boolean {
    return [...judged].some(
      (id) =>
        this.reading.items.get(id)?.successors?.some((other) => !judged.has(other)) === true ||
        links
          .get(id)
          ?.some(({ type, target }) => type !== LINK.predecessor && this.isHard(type) && !judged.has(target)),
    );
  }

  /** Whether a link of something that is not judged itself matters: to a provider, and to the waiver of a blocking item. */
  private isFollowed({ type, source }: Link, mayCircle: boolean): boolean {
    if (this.isHard(type)) return mayCircle;
    const item = this.reading.items.get(source);
    return type === LINK.related && item !== undefined && this.isHolding(item);
  }
}

const CUT_OFF =
  `More than ${MOST_AROUND} work items wait for each other around this one. They were not followed any further, so that ` +
  "a circle of dependencies may be missing here; the hub reads all of them.";
