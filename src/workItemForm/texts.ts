import type { PartStanding, Standing } from "../domain/readiness/standing";

/** What a part of an asset or a workload is to it. */
const PARTS: Readonly<Record<PartStanding["part"], string>> = {
  task: "a task of",
  phase: "a phase of",
  blocking: "in the way of",
  defect: "a UAT defect of",
  other: "below",
};

/** The sentence that comes first. */
export function sentenceOf(standing: Standing): string {
  switch (standing.kind) {
    case "asset":
    case "workload":
      return standing.sentence;
    case "other":
      return standing.reason;
    case "part":
      return standing.of.sentence;
  }
}

/** What the work item is to the one that the sentence is about: `This Task is a task of VM 2.` */
export function partText({ item, part, of }: PartStanding): string {
  const name = of.kind === "asset" ? of.asset.item.title : of.workload.title;
  return `This ${item.type} is ${PARTS[part]} ${name}.`;
}
