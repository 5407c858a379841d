import { namedAll } from "../change/scene";
import type { Attests, EvidenceRule, PromotionModel } from "../policy/policy";
import { isAtLeast, type Stage } from "../readiness/stage";
import { isReader } from "./plan";
import type { RecordScene, Site } from "./scene";

/** Why the reader's own sign-off would not count (E3): a sentence; null where nothing is known against it. */
export function selfReason({ snapshot }: RecordScene, rule: EvidenceRule, { assets }: Site): string | null {
  if (!rule.isIndependent) return null;
  const own = assets.map(({ item }) => item).filter(({ assignedTo }) => isReader(snapshot, assignedTo));
  if (own.length === 0) return null;
  return `You are assigned to ${namedAll(own)}. “${rule.title}” must be given by somebody who is not.`;
}

const ATTESTED: Readonly<Record<PromotionModel, Readonly<Record<Attests, Stage>>>> = {
  staged: { proof: "Replicated", test: "Staged", signOff: "Accepted" },
  // It asks for no later rung before promotion (G4).
  "single-step": { proof: "Replicated", test: "Replicated", signOff: "Replicated" },
};

/** That evidence comes too early for some of what it covers (E2): a sentence; null where it does not. */
export function earlyNote({ readings }: RecordScene, rule: EvidenceRule, { assets }: Site): string | null {
  const behind = assets.flatMap(({ item }) => {
    const reading = readings.get(item.id);
    if (reading === undefined || isAtLeast(reading.stage, ATTESTED[reading.model][rule.attests])) return [];
    return [{ item, asked: ATTESTED[reading.model][rule.attests] }];
  });
  const [first] = behind;
  if (first === undefined) return null;
  const items = behind.map(({ item }) => item);
  return `It will not count for ${namedAll(items)}: not ${first.asked} yet when it is given.`;
}
