import { FRAMEWORK_ASSET_TASKS, FRAMEWORK_PHASE_TITLES } from "../policy/presets";
import { typeNamed } from "./drafts";
import type { InventoryScene } from "./scene";
import type { TemplateNode, WorkloadTemplate } from "./template";

/**
 * The tasks of each phase, by the phase's title. The two that the framework's preset reads stages from are called as it calls
 * them (M10).
 */
const PHASE_TASKS: Readonly<Record<string, readonly string[]>> = {
  Prerequisites: ["Agree who does and who decides what", "Fit the landing zone to the workload", "Order the backlog"],
  "Assess the workload": [
    "Complete inventory and usage",
    "Find what it depends on",
    "Choose a strategy for each asset",
    "Estimate cost and effort",
    "Have the plan approved",
  ],
  "Test workload": [
    "Run automated tests",
    "Manual test with power users",
    "Measure performance",
    "Turn what was found into work items",
  ],
  "Optimize workload assets": [
    "Size to what was measured",
    "Set up backup and monitoring",
    "Compare cost with the estimate",
    "Write down what was changed",
  ],
  "Promote workload": [
    "Prepare those who use it",
    "Plan the cutover and the way back",
    "Decide go or no-go",
    "Promotion",
    "Watch it after the cutover",
  ],
  "Decommission retired assets": ["Watch for remaining traffic", "Archive data and give back licences", "Switch off"],
};

/** The framework's structure of a workload: six phases, and five tasks for each asset, in the types that the mapping names. */
export function frameworkTemplate(scene: InventoryScene): WorkloadTemplate {
  const { assets, workloads } = scene.policy;
  const [workload = "Feature"] = workloads.types;
  const [story = "User Story"] = assets.types;
  const task = typeNamed(scene, "Task") ?? story;
  const node = (title: string, type: string, children: readonly TemplateNode[] = []): TemplateNode => ({
    title,
    type,
    tags: [],
    description: "",
    children,
  });
  const withTasks = (title: string, tasks: readonly string[]): TemplateNode =>
    node(
      title,
      story,
      tasks.map((name) => node(name, task)),
    );
  // Both spellings of the last one are recognised as a phase; it is made in the right one.
  const phases = FRAMEWORK_PHASE_TITLES.map((title) => title.replace("Decom*ission", "Decommission"));
  return {
    id: "framework",
    title: "Cloud Adoption Framework",
    root: node(
      "{workload}",
      workload,
      phases.map((title) => withTasks(title, PHASE_TASKS[title] ?? [])),
    ),
    asset: withTasks("{asset}", FRAMEWORK_ASSET_TASKS),
  };
}
