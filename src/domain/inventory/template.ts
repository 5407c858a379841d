/** One work item of a template, with those below it. */
export interface TemplateNode {
  /** `{workload}` stands for the workload's name. */
  readonly title: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** HTML; empty for none. */
  readonly description: string;
  readonly children: readonly TemplateNode[];
}

/** The work items that a team makes for each workload. */
export interface WorkloadTemplate {
  readonly id: string;
  readonly title: string;
  /** The workload's own work item. */
  readonly root: TemplateNode;
  /** What each asset of the workload is made as, with its tasks; `{asset}` stands for its name. Null: a work item without tasks. */
  readonly asset: TemplateNode | null;
}
