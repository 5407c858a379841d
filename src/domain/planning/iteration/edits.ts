/** What a person plans for one asset; what is absent stays as it is. */
export interface PlanningEdit {
  /** Key of a release; null takes it out of all (M3). */
  readonly release?: string | null;
  readonly iterationPath?: string;
  /** Null: no estimate. */
  readonly effort?: number | null;
  /** 1 is the highest. */
  readonly priority?: number | null;
}

/** What is planned and not written yet, by the id of the asset, or of a workload that is put into a release. */
export type PlanningEdits = ReadonlyMap<number, PlanningEdit>;

/** A commitment that is to be written with the edits: these assets, and no others, carry its tag then. */
export interface CommitmentEdit {
  readonly iterationPath: string;
  readonly team: string;
  readonly items: readonly number[];
}
