/** Asks two organisations the same questions and says where they differ. */
import * as v from "valibot";
import type { Asked } from "./asking";
import { isSame, type Observation } from "./observation";
import { type Grade, NOT_ASKED, type Question } from "./questions";

/** One question with both answers. */
export interface Finding {
  readonly id: string;
  readonly asks: string;
  readonly grade: Grade;
  readonly organization: Observation;
  readonly standIn: Observation;
  readonly isSame: boolean;
}

/**
 * Asks every question of both, one after the other: an organisation counts who asks much at once.
 * @throws what the connection throws, and Error naming the question whose answer has another form than expected
 */
export async function probe(organization: Asked, standIn: Asked, questions: readonly Question[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, asks, grade, observe } of questions) {
    const [theirs, ours] = [await answer(observe, organization), await answer(observe, standIn)];
    findings.push({ id, asks, grade, organization: theirs, standIn: ours, isSame: isSame(theirs, ours) });
  }
  return findings;
}

/** An answer that cannot be read as expected is an observation too. */
async function answer(observe: Question["observe"], asked: Asked): Promise<Observation> {
  try {
    return await observe(asked);
  } catch (error) {
    if (!v.isValiError(error)) throw error;
    // Where, and not what: a message may hold what was answered.
    return { unexpected: error.issues.map((issue) => `${v.getDotPath(issue) ?? "the answer"}: ${issue.type}`) };
  }
}

/** The findings as a text for a terminal: what is the same in a line each, what differs with both answers. */
export function reportOf(findings: readonly Finding[]): string {
  const different = findings.filter((finding) => !finding.isSame);
  const width = Math.max(...findings.map(({ asks }) => asks.length));
  const lines = findings.flatMap(({ asks, grade, isSame: same, organization, standIn }) => [
    `  ${same ? "same     " : "DIFFERENT"}  [${grade}]  ${asks.padEnd(width)}`.trimEnd(),
    ...(same
      ? []
      : [`               there  ${JSON.stringify(organization)}`, `               here   ${JSON.stringify(standIn)}`]),
  ]);
  const left = NOT_ASKED.map(({ asks, why }) => `  ${asks}: ${why}.`);
  return [
    `${findings.length} questions, ${different.length} answered differently.`,
    "",
    ...lines,
    "",
    "Not asked:",
    ...left,
  ].join("\n");
}
