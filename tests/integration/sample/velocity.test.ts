/** What the sample's teams did in their sprints, read through the product, equals a replay of every change of its work items. */
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { readHistory } from "../../../src/boards/history";
import { readTeams } from "../../../src/boards/planning/teams";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Team } from "../../../src/domain/planning/teams";
import { trackReader } from "../../../src/domain/planning/velocity/tracks";
import { recordsOf } from "../../../src/domain/planning/velocity/velocity";
import type { Policy } from "../../../src/domain/policy/policy";
import { policyFrom, propose } from "../../../src/domain/policy/proposal";
import type { Snapshot } from "../../../src/domain/snapshot";
import { NOW } from "../../builders/estate";
import { film, replay, toldAsReplay } from "../../support/velocityReplay";
import { ESTATE, SAMPLE_PROJECT, useServed } from "../boards/sample";

const sample = useServed();
const reader = { id: ESTATE.users[0]?.id ?? "", displayName: "Reader" };

/** The sample with all histories, under the mapping that is proposed for it, and its teams. */
async function read(): Promise<{ snapshot: Snapshot; policy: Policy; teams: readonly Team[] }> {
  const place = { project: SAMPLE_PROJECT, reader, asOf: null };
  const first = await readSnapshot(sample.transport(), { ...place, policy: null });
  const proposal = propose(first);
  const policy = policyFrom(first, proposal, proposal.chosen);
  const snapshot = await readSnapshot(sample.transport(), { ...place, policy });
  const request = { project: SAMPLE_PROJECT, policy, items: null, cache: createMemoryHistory() };
  const { histories, losses } = await readHistory(sample.transport(), request);
  const { teams, gaps } = await readTeams(sample.transport(), SAMPLE_PROJECT);
  expect([losses, gaps]).toEqual([[], []]);
  return { snapshot: { ...snapshot, histories }, policy, teams };
}

describe("the velocity of the sample", () => {
  it("equals a naive replay of its revisions, for each team and sprint", async () => {
    const { snapshot, policy, teams } = await read();
    const { ids, trackOf } = trackReader(snapshot, policy, teams);
    const frames = film(snapshot, policy, teams);
    for (const doneStage of ["Replicated", "Promoted"] as const) {
      const rule = { ...policy, planning: { ...policy.planning, doneStage } };
      const records = recordsOf(ids.map(trackOf), teams, rule, NOW);
      const replayed = replay(frames, rule, teams, NOW);
      expect(records.map(toldAsReplay)).toEqual(replayed);
      // The sample has something to say.
      expect(replayed.some(({ delivered }) => delivered.length > 0)).toBe(true);
      const worked = replayed.filter(({ delivered, reopened }) => delivered.length > 0 && reopened.length > 0);
      if (doneStage === "Replicated") expect(worked.length).toBeGreaterThan(0);
    }
  });
});
