import { MINIMAL_CHECKLIST } from "../../src/domain/policy/checklists";
import type { Policy } from "../../src/domain/policy/policy";
import { policy } from "./estate";

/** A policy that uses every member and every kind of part that there is. */
export function fullPolicy(changes: Partial<Policy> = {}): Policy {
  return policy({
    assets: {
      types: ["User Story"],
      when: [
        { kind: "tag", tag: "kind:*" },
        { kind: "field", field: "Custom.Kind", values: ["vm"] },
        { kind: "title", title: "VM *" },
        { kind: "childTasks", titles: ["Assess"], atLeast: 1 },
      ],
      phaseTitles: ["Promote workload"],
      includeTag: "asset",
      excludeTag: "not-an-asset",
    },
    workloads: { types: ["Feature"], confirmed: [7], splits: [{ workload: 1, releases: ["A", "B"] }] },
    releases: {
      source: { kind: "iteration", level: 1 },
      assetsFollowWorkload: true,
      defaultModel: "staged",
      settings: [
        {
          key: "A",
          order: 1.5,
          targetDate: "2028-02-29",
          model: "single-step",
          freezes: [{ name: "Year end", from: "2026-12-20", to: "2027-01-03" }],
        },
      ],
    },
    stateTable: [{ type: "User Story", state: "New", stage: "Pending", max: "Replicated" }],
    signals: [
      { kind: "tag", stage: "Staged", tag: "stage:staged" },
      { kind: "field", stage: "Accepted", field: "Custom.Stage", values: ["accepted"] },
      { kind: "boardColumn", stage: "Staged", columns: ["Staging"] },
      { kind: "childTask", stage: "Replicated", titles: ["Migrate"], when: "finished" },
      { kind: "phaseItem", stage: "Promoted", titles: ["Promotion"], when: "started" },
    ],
    strategy: { kind: "field", field: "Custom.Strategy" },
    dependencies: { serves: ["Custom.LinkTypes.Serves"], soft: ["System.LinkTypes.Related"] },
    tasks: { activities: [{ titles: ["Migrate"], stage: "Replicated" }], block: true },
    evidence: { types: ["Task"], checklist: MINIMAL_CHECKLIST },
    areas: ["Contoso\\Payments"],
    inventory: { isDemanded: true },
    planning: {
      doneStage: "Promoted",
      graceDays: 2,
      commitmentTag: "agreed:",
      outages: [{ iteration: "Contoso\\Sprint 1", team: "Payments team", reason: "The datacenter was flooded." }],
    },
    ...changes,
  });
}
