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
      return standing.part === "other" ? unusedText(standing) : standing.of.sentence;
  }
}

/** What stands below an asset or a workload without a part in any verdict. */
function unusedText({ item, of }: PartStanding): string {
  return `${item.title} is in no verdict: to the mapping it is neither an asset nor anything that ${nameOf(of)} is judged by.`;
}

function nameOf(of: PartStanding["of"]): string {
  return of.kind === "asset" ? of.asset.item.title : of.workload.title;
}

/** What the work item is to the one that is shown: `This Task is a task of VM 2.` */
export function partText({ item, part, of }: PartStanding): string {
  const what = `This ${item.type} is ${PARTS[part]} ${nameOf(of)}`;
  return part === "other" ? `${what}: ${of.sentence}` : `${what}.`;
}
