import type { BlockerCode, Verdict } from "../../src/domain/readiness/report";

/** What a loss counts against (V2): the rest of the backlog keeps its verdicts. */
export type Reach =
  /** The workload that names what is lost, and its releases. */
  | "its workload"
  /** The workloads with an asset that waits for what is lost, and their releases. */
  | "its dependants"
  /** The workloads with assets in the state, and their releases. */
  | "assets in the state"
  /** The workloads that have evidence whose freshness the dates of the items can't tell, and their releases. */
  | "evidence that needs it"
  /** What the waiver stands for. */
  | "what it covers"
  /** Every release and every workload. */
  | "everything";

/** What becomes of a gate when one thing is lost. */
export interface LossRow {
  readonly lost: string;
  readonly rule: string;
  readonly code: BlockerCode | "DEP_UNREADABLE";
  readonly reach: Reach;
  /** What a gate within reach becomes that would be ready without the loss. */
  readonly ready: Verdict;
  /** What a gate within reach becomes that would be done without the loss. */
  readonly done: Verdict;
}

/**
 * Kind of loss → verdict, by hand from the definition of readiness. Each row takes one single thing out of a backlog whose gates are all
 * ready or done, and marks it as expected.
 */
export const LOSS_VERDICTS = {
  asset: {
    lost: "an asset that its workload names",
    rule: "V2, G6",
    code: "ITEM_UNREADABLE",
    reach: "its workload",
    ready: "unknown",
    done: "unknown",
  },
  part: {
    lost: "an item below a workload that is no asset: a task, a phase, evidence",
    rule: "V2: nothing tells that the item which can't be read was no asset",
    code: "ITEM_UNREADABLE",
    reach: "its workload",
    ready: "unknown",
    done: "unknown",
  },
  batch: {
    lost: "an asset whose batch failed",
    rule: "V2, G6",
    code: "READ_PARTIAL",
    reach: "its workload",
    ready: "unknown",
    done: "unknown",
  },
  unnamed: {
    lost: "an item that a query found and that nothing read names",
    rule: "V2: otherwise against every release",
    code: "ITEM_UNREADABLE",
    reach: "everything",
    ready: "unknown",
    done: "unknown",
  },
  provider: {
    lost: "a provider that a link names",
    rule: "D5; G6: a gate that is done asks for no provider any more, but promotion, whose done asks for it",
    code: "DEP_UNREADABLE",
    reach: "its dependants",
    ready: "unknown",
    done: "done",
  },
  related: {
    lost: "an item that a link ties to an asset, and that is no provider",
    rule: "V2, G1: it may be an open blocking item; G6: a gate that is done asks for none any more",
    code: "ITEM_UNREADABLE",
    reach: "its dependants",
    ready: "unknown",
    done: "done",
  },
  linkPage: {
    lost: "a page of links",
    rule: "V2, L4: it may have named an open blocking item or a provider of anything",
    code: "READ_PARTIAL",
    reach: "everything",
    ready: "unknown",
    done: "unknown",
  },
  stateRow: {
    lost: "a row of the state table",
    rule: "M4",
    code: "STATE_UNMAPPED",
    reach: "assets in the state",
    ready: "unknown",
    done: "unknown",
  },
  providerState: {
    lost: "a row of the state table, to what waits for an asset in the state",
    rule: "M4, D5; G6: a gate that is done asks for no provider any more, but promotion, whose done asks for it",
    code: "DEP_UNMAPPED",
    reach: "its dependants",
    ready: "unknown",
    done: "done",
  },
  waiver: {
    lost: "a waiver, the link that says what it covers, or the history that tells whether it is still in force",
    rule: "V1, E4: what it covered is in the way again, and blocked is below the unknown of the loss itself",
    code: "SIGNOFF_MISSING",
    reach: "what it covers",
    ready: "blocked",
    done: "done",
  },
  page: {
    lost: "a page of work items",
    rule: "V2, §9: a page that fails",
    code: "READ_PARTIAL",
    reach: "everything",
    ready: "unknown",
    done: "unknown",
  },
  revisionPage: {
    lost: "a page of revisions",
    rule: "E2; G6: freshness is asked until the gate is done",
    code: "HISTORY_UNREAD",
    reach: "evidence that needs it",
    ready: "unknown",
    done: "done",
  },
  record: {
    lost: "the inventory records, where the policy demands them",
    rule: "M8: an unread record may be an asset that nobody mapped",
    code: "READ_PARTIAL",
    reach: "everything",
    ready: "unknown",
    done: "unknown",
  },
  parent: {
    lost: "the workload item above assets",
    rule: "V2: no workload is left to name it",
    code: "ITEM_UNREADABLE",
    reach: "everything",
    ready: "unknown",
    done: "unknown",
  },
} as const satisfies Record<string, LossRow>;

/** Promotion is the one gate whose done asks for the providers too (G3). */
export const PROVIDER_LOST_AT_DONE_PROMOTION: Verdict = "unknown";
