import type { StatusItem } from "../../../domain/planning/iteration/status";
import { dayNumber } from "../../../domain/planning/days";
import type { Team, TeamIteration } from "../../../domain/planning/teams";
import type { Counted, IterationRecord } from "../../../domain/planning/velocity/record";
import type { Track } from "../../../domain/planning/velocity/track";
import type { PlanningWorld } from "../../../domain/planning/world";
import { counted, fold } from "../../../domain/text";
import type { Instant } from "../../../domain/workItem";
import type { IterationView } from "./sections";

const DAY_MS = 86_400_000;

/** An iteration that is over, as its record has it; null for one that is not, or without a record. */
export function frozenView(world: PlanningWorld, team: Team, iteration: TeamIteration): IterationView | null {
  const record = world.records.find(
    (one) => one.isOver && one.team === team.name && fold(one.path) === fold(iteration.path),
  );
  if (record === undefined) return null;
  const { committed, added, removed, delivered, carriedOver, reopened, commitment } = record;
  const end = (dayNumber(record.lastDay) + 1) * DAY_MS;
  const tracks = new Map(world.tracks.map((track) => [track.id, track]));
  const types = new Map(world.snapshot.workItems.map(({ id, type }) => [id, type]));
  const reasonOf = reasonReader(record);
  const itemsOf = ({ ids }: Counted): StatusItem[] =>
    ids.map((id) => {
      const track = tracks.get(id);
      return {
        item: { id, title: track?.title ?? "", type: types.get(id) ?? "Work item" },
        stage: track === undefined ? "absent" : stageAt(track, end),
        // Nobody knows any more who it was then.
        owner: null,
        isCommitted: committed.ids.includes(id),
        reason: reasonOf(id),
      };
    });
  return {
    sentence: sentenceOf(record),
    commitment: commitment === null ? null : { ...commitment, items: committed.items },
    sections: [
      { title: "Delivered", items: itemsOf(delivered), hint: null },
      { title: "Carried over", items: itemsOf(carriedOver), hint: "They were in it at its end, and not done." },
      {
        title: "Re-opened",
        items: itemsOf(reopened),
        hint: "They were done before it, and were opened again during it.",
      },
      { title: "Committed", items: itemsOf(committed), hint: null },
      { title: "Added", items: itemsOf(added), hint: "They came into it after the commitment." },
      { title: "Removed", items: itemsOf(removed), hint: "They were committed or added, and left it undone." },
    ],
    isFrozen: true,
  };
}

/** The stage before an instant. */
function stageAt({ steps }: Track, end: Instant): StatusItem["stage"] {
  return steps.filter(({ at }) => at < end).at(-1)?.stage ?? "absent";
}

/** What became of an asset in an iteration that is over. */
function reasonReader(record: IterationRecord): (id: number) => string {
  const became: readonly (readonly [Counted, string])[] = [
    [record.delivered, "It was delivered in this iteration."],
    [record.reopened, "It was done before, and was opened again."],
    [record.removed, "It left the iteration undone."],
    [record.carriedOver, "It was not done at the end."],
  ];
  return (id) => became.find(([{ ids }]) => ids.includes(id))?.[1] ?? "It was done, not by this iteration.";
}

function sentenceOf(record: IterationRecord): string {
  const { name, committed, delivered, added, removed, carriedOver, reopened, outage } = record;
  const kept = committed.ids.filter((id) => delivered.ids.includes(id)).length;
  const parts = [
    committed.items === 0
      ? `${counted(delivered.items, "asset")} delivered`
      : `${kept} of ${counted(committed.items, "committed asset")} delivered${kept === delivered.items ? "" : `, ${delivered.items} in all`}`,
    ...(added.items === 0 ? [] : [`${added.items} added`]),
    ...(removed.items === 0 ? [] : [`${removed.items} removed`]),
    ...(carriedOver.items === 0 ? [] : [`${carriedOver.items} carried over`]),
    ...(reopened.items === 0 ? [] : [`${reopened.items} re-opened`]),
  ];
  const why = outage === null ? "" : ` It counts for no pace: ${outage}.`;
  return `${name} is over: ${parts.join(", ")}.${why}`;
}
