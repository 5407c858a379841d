import { isInScope } from "../../backlog/model";
import type { ItemEdit, Refusal } from "../../change/change";
import { lastName } from "../../change/describe";
import { refusal } from "../../change/draft";
import type { Scene } from "../../change/scene";
import { subjectsOf } from "../../change/subjects";
import { fold, perText } from "../../text";
import type { WorkItem } from "../../workItem";
import { type Team, teamReader } from "../teams";
import { belowProject, commitmentTagOf, parseCommitmentTag } from "../velocity/commitment";
import type { CommitmentEdit } from "./edits";
import { type Wish, type Wishes, wishOf } from "./wishes";

/** What a commitment makes of the tags of work items. */
export interface CommitmentTags {
  /** The tags of an item that is edited so otherwise; empty where they stay, and a sentence where it can't be committed. */
  editOf(item: WorkItem, edit: ItemEdit): Pick<ItemEdit, "tags"> | { readonly reason: string };
  /** How an item stands in the commitment of this iteration: `committed` by the tag of today, by an earlier one, or not. */
  wordOf(item: WorkItem): string;
}

/**
 * Adds to wishes what a commitment asks: its items carry its tag and no earlier one of the same iteration, and what the team
 * committed to earlier and leaves out now carries none.
 *
 * @param teams  the tags of an earlier commitment are this team's on work items in its areas
 * @returns the wishes as they are, and no tags, for no commitment
 */
export function withCommitment(
  scene: Scene,
  wishes: Wishes,
  commitment: CommitmentEdit | null,
  teams: readonly Team[],
): { readonly wishes: Wishes; readonly tags: CommitmentTags | null } {
  if (commitment === null) return { wishes, tags: null };
  const reading = tagReader(scene, commitment.iterationPath);
  const committed = new Set(commitment.items);
  const all = new Map<number, Wish>(wishes.wishes);
  const refused = new Map<number, Refusal>(wishes.refused.map((entry) => [entry.item.id, entry]));

  const asked = subjectsOf(scene, [...committed], "release");
  for (const entry of asked.refused) if (!refused.has(entry.item.id)) refused.set(entry.item.id, entry);
  for (const subject of asked.subjects) {
    const { id } = subject.item;
    if (!committed.has(id) || refused.has(id)) continue;
    const reason = reasonAgainst(subject.asset);
    if (reason !== null) {
      all.delete(id);
      refused.set(id, refusal(subject.item, reason));
    } else if (!all.has(id)) all.set(id, wishOf({ ...subject, through: null }, {}));
  }
  const teamOf = teamReader(teams);
  for (const asset of scene.assets.values()) {
    const { item } = asset;
    const isLeft = !committed.has(item.id) && item.tags.some(reading.isOfIteration);
    if (!isLeft || all.has(item.id) || refused.has(item.id)) continue;
    if (teamOf(item.areaPath)?.name !== commitment.team) continue;
    all.set(item.id, wishOf({ item, asset, through: null }, {}));
  }

  return {
    wishes: { wishes: all, refused: [...refused.values()] },
    tags: {
      editOf(item, edit) {
        const before = edit.tags ?? item.tags;
        const isCommitted = committed.has(item.id);
        if (!isCommitted && teamOf(item.areaPath)?.name !== commitment.team) return {};
        if (isCommitted && fold(edit.iterationPath ?? item.iterationPath) !== fold(commitment.iterationPath)) {
          const name = lastName(commitment.iterationPath);
          return { reason: `It is not in ${name}: plan it for that iteration, or leave it out of the commitment.` };
        }
        const others = before.filter((tag) => !reading.isOfIteration(tag) || (isCommitted && reading.isNew(tag)));
        const tags = isCommitted && !others.some(reading.isNew) ? [...others, reading.tag] : others;
        return tags.length === before.length && tags.every((tag, index) => tag === before[index]) ? {} : { tags };
      },
      wordOf: ({ tags }) =>
        tags.some(reading.isNew)
          ? "committed"
          : tags.some(reading.isOfIteration)
            ? "committed earlier"
            : "not committed",
    },
  };
}

function reasonAgainst(asset: Wish["subject"]["asset"]): string | null {
  if (asset === null) return "It is no asset by the mapping: commit to assets.";
  return isInScope(asset) ? null : `It is out of scope (${asset.exclusion ?? ""}): leave it out of the commitment.`;
}

/** Tells the tag of a commitment now, and those of any commitment to the same iteration. */
function tagReader({ policy, now }: Scene, iterationPath: string) {
  const prefix = policy.planning.commitmentTag;
  const tag = commitmentTagOf(prefix, iterationPath, now);
  const iteration = fold(belowProject(iterationPath));
  const isOfIteration = perText((other) => {
    const said = parseCommitmentTag(prefix, other);
    return said !== null && fold(said.below) === iteration;
  });
  return { tag, isOfIteration, isNew: (other: string) => fold(other) === fold(tag) };
}
