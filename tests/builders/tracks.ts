import type { Track, TrackStep } from "../../src/domain/planning/velocity/track";
import { day } from "./estate";

/** What an asset is at a step, where a test says nothing else: Pending, of team Web, in Sprint 1, of release a, with 2 points. */
const USUAL: Omit<TrackStep, "at"> = {
  stage: "Pending",
  team: "Web",
  iterationPath: "Contoso\\Sprint 1",
  release: "a",
  effort: 2,
  tags: [],
  kind: "vm",
};

/** The track of an asset that was made on 2026-02-20, and what changed of it, by day or time: each step keeps the one before. */
export function track(
  id: number,
  changes: Readonly<Record<string, Partial<TrackStep>>> = {},
  made: Partial<TrackStep> = {},
): Track {
  let step: TrackStep = { ...USUAL, at: day("2026-02-20"), ...made };
  const steps = [step];
  for (const [at, change] of Object.entries(changes)) {
    step = { ...step, ...change, at: at.includes("T") ? Date.parse(at) : day(at) };
    steps.push(step);
  }
  return { id, title: `VM ${id}`, kind: step.kind, steps, from: -Infinity };
}
