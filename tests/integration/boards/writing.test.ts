/** Writing to the local Azure Boards over HTTP: guarded, with an outcome for each, and taken back. */
import { carryOut, type EntryOutcome, takeBack } from "../../../src/boards/carryOut";
import { mayWrite } from "../../../src/boards/permission";
import { readEffortField } from "../../../src/boards/planning/effortField";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import { createWriter } from "../../../src/boards/writing";
import type { ItemEdit, PlannedEntry } from "../../../src/domain/change/change";
import type { WorkItem } from "../../../src/domain/workItem";
import { NOW, policy } from "../../builders/estate";
import { ESTATE, noEffort, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const userOf = (role: string) => ESTATE.users.find((user) => user.role === role)!;

async function read(ids?: readonly number[]): Promise<WorkItem[]> {
  const reader = { id: "r", displayName: "Reader" };
  const { workItems } = await readSnapshot(sample.transport(), { project: PROJECT, policy: policy(), reader });
  return ids === undefined ? [...workItems] : ids.map((id) => workItems.find((item) => item.id === id)!);
}

async function stories(count: number): Promise<WorkItem[]> {
  return (await read()).filter(({ type, parent }) => type === "User Story" && parent !== null).slice(0, count);
}

function entry(item: WorkItem, edit: ItemEdit): PlannedEntry {
  return { item, from: "", to: "", writes: [{ item, edit }], notes: [] };
}

function tagged(item: WorkItem, tag: string): PlannedEntry {
  return entry(item, { tags: [...item.tags, tag] });
}

const writer = (userId?: string, isQuiet = false) =>
  createWriter(sample.transport(userId), { isQuiet, effortField: noEffort });

/** Somebody else's change. */
async function meanwhile(id: number, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const user = ESTATE.users[2]!.id;
  const body = Object.entries(fields).map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value }));
  const { status } = await sample.send("PATCH", `/_apis/wit/workitems/${id}`, {
    body,
    contentType: "application/json-patch+json",
    user,
  });
  expect(status).toBe(200);
}

const PARENT = "System.LinkTypes.Hierarchy-Reverse";

function hasTasks(id: number): boolean {
  return ESTATE.workItems.find((item) => item.id === id)!.links.some(({ rel }) => rel.endsWith("Hierarchy-Forward"));
}

async function linksOf(id: number): Promise<string[]> {
  const { json } = await sample.send("GET", `/_apis/wit/workitems/${id}?$expand=relations`);
  const { relations } = json as { relations: { rel: string; url: string }[] };
  return relations.map(({ rel, url }) => `${rel} ${url}`).sort();
}

/** Ids of the work items that were written. */
function writtenIds(outcomes: readonly EntryOutcome[]): number[] {
  const writes = outcomes.flatMap((outcome) => outcome.writes).filter(({ outcome }) => outcome.kind === "written");
  return [...new Set(writes.map(({ write }) => write.item.id))];
}

describe("a write", () => {
  it("sets state, tags, iteration and fields, in one revision", async () => {
    const [item] = await stories(1);
    const iterationPath = `${PROJECT.name}\\Hypercare`;
    const edit = { state: "Resolved", tags: [...item!.tags, "wave:night"], iterationPath, fields: {} };
    const fields = { "Microsoft.VSTS.Scheduling.StoryPoints": 21 };
    const [outcome] = await carryOut([entry(item!, { ...edit, fields })], writer());
    expect(outcome).toMatchObject({ kind: "written", writes: [{ outcome: { rev: item!.rev + 1 } }] });
    const [after] = await read([item!.id]);
    expect(after).toMatchObject({ state: "Resolved", iterationPath, effort: 21, rev: item!.rev + 1 });
    expect([...after!.tags].sort()).toEqual([...item!.tags, "wave:night"].sort());
  });

  it("may take the last tag away", async () => {
    const [item] = await stories(1);
    await carryOut([entry(item!, { tags: [] })], writer());
    expect((await read([item!.id]))[0]!.tags).toEqual([]);
  });

  it("moves an item below another workload, out of any, and back", async () => {
    const [item] = await stories(1);
    const other = (await read()).find(({ type, id }) => type === "Feature" && id !== item!.parent)!;
    const [moved] = await carryOut([entry(item!, { parent: other.id })], writer());
    expect(moved!.writes[0]!.outcome).toMatchObject({ kind: "written" });
    const [below] = await read([item!.id]);
    expect(below!.parent).toBe(other.id);
    expect((await carryOut([entry(below!, { parent: null })], writer()))[0]!.kind).toBe("written");
    expect((await read([item!.id]))[0]!.parent).toBeNull();
    const [alone] = await read([item!.id]);
    await carryOut([entry(alone!, { parent: item!.parent })], writer());
    expect((await read([item!.id]))[0]!.parent).toBe(item!.parent);
  });

  it("is a conflict where somebody changed the item since it was read, says who, and changes nothing", async () => {
    const [item] = await stories(1);
    await meanwhile(item!.id, { "System.Title": "Renamed" });
    const [outcome] = await carryOut([tagged(item!, "wave:night")], writer());
    expect(outcome!.kind).toBe("conflict");
    expect(outcome!.writes[0]!.outcome).toMatchObject({
      message: expect.stringContaining(ESTATE.users[2]!.displayName) as string,
    });
    expect((await read([item!.id]))[0]).toMatchObject({ title: "Renamed", tags: item!.tags });
  });

  it("is a conflict where somebody moved the item below another parent, which no revision tells", async () => {
    const [item] = await stories(1);
    const [first, second] = (await read()).filter(({ type, id }) => type === "Feature" && id !== item!.parent);
    await carryOut([entry(item!, { parent: first!.id })], writer());
    const [outcome] = await carryOut([entry({ ...item!, rev: item!.rev }, { parent: second!.id })], writer());
    expect(outcome!.kind).toBe("conflict");
    expect((await read([item!.id]))[0]!.parent).toBe(first!.id);
  });

  it("whose answer is lost is found to be written, and is written once", async () => {
    const [item] = await stories(1);
    sample.fail({ method: "PATCH", route: `workitems/${item!.id}`, nth: 1, action: { kind: "truncate" } });
    const [outcome] = await carryOut([tagged(item!, "wave:night")], writer());
    expect(outcome!.writes[0]!.outcome).toEqual({ kind: "written", rev: item!.rev + 1 });
    expect((await read([item!.id]))[0]!.rev).toBe(item!.rev + 1);
  });

  it("whose every answer is lost is found to be written", async () => {
    const [item] = await stories(1);
    sample.fail({ method: "PATCH", route: `workitems/${item!.id}`, action: { kind: "truncate" } });
    const [outcome] = await carryOut([tagged(item!, "wave:night")], writer());
    expect(outcome!.writes[0]!.outcome).toEqual({ kind: "written", rev: item!.rev + 1 });
  });

  it("that moves an item takes away no other link, and is written once, whatever answer is lost", async () => {
    const item = (await read()).find(
      ({ type, parent, id }) => type === "User Story" && parent !== null && hasTasks(id),
    )!;
    const other = (await read()).find(({ type, id }) => type === "Feature" && id !== item.parent)!;
    const before = await linksOf(item.id);
    expect(before.length).toBeGreaterThan(2);
    const withoutParent = before.filter((link) => !link.startsWith(PARENT));
    for (const rule of [{ nth: 1 }, {}]) {
      for (const kind of ["truncate", "drop"] as const) {
        for (const parent of [other.id, null]) {
          sample.fail({ method: "PATCH", route: `workitems/${item.id}`, ...rule, action: { kind } });
          const [outcome] = await carryOut([entry(item, { parent })], writer());
          sample.fail();
          const arrives = kind === "truncate" || "nth" in rule;
          expect(outcome!.kind).toBe(arrives ? "written" : "failed");
          const links = await linksOf(item.id);
          expect(links.filter((link) => !link.startsWith(PARENT))).toEqual(withoutParent);
          const parents = links.filter((link) => link.startsWith(PARENT)).map((link) => Number(link.split("/").at(-1)));
          expect(parents).toEqual([arrives ? parent : item.parent].filter((id) => id !== null));
          if (arrives) await carryOut(takeBack([outcome!], NOW), writer());
          expect(await linksOf(item.id)).toEqual(before);
        }
      }
    }
  });

  it("is a conflict where somebody wrote the same: that is theirs to take back", async () => {
    const [item] = await stories(1);
    await meanwhile(item!.id, { "System.Tags": [...item!.tags, "wave:night"].join("; ") });
    const [outcome] = await carryOut([tagged(item!, "wave:night")], writer());
    expect(outcome!.kind).toBe("conflict");
    expect(takeBack([outcome!], NOW)).toEqual([]);
  });

  it("is tried again when Azure DevOps is busy", async () => {
    const [item] = await stories(1);
    sample.fail({ method: "PATCH", route: "workitems", nth: 1, action: { kind: "status", status: 429 } });
    expect((await carryOut([tagged(item!, "wave:night")], writer()))[0]!.kind).toBe("written");
  });

  it("that Azure DevOps refuses says why, in its words", async () => {
    const [item] = await stories(1);
    const [wrongState] = await carryOut([entry(item!, { state: "Nonsense" })], writer());
    expect(wrongState!.writes[0]!.outcome).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("State") as string,
    });
    const [noPermission] = await carryOut([tagged(item!, "wave:night")], writer(userOf("reader").id));
    expect(noPermission!.writes[0]!.outcome).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/permission/) as string,
    });
    expect((await read([item!.id]))[0]!.rev).toBe(item!.rev);
  });

  it("that never gets an answer is failed, and does not claim to know", async () => {
    const [item] = await stories(1);
    sample.fail({ method: "PATCH", route: "workitems", action: { kind: "drop" } });
    const [outcome] = await carryOut([tagged(item!, "wave:night")], writer());
    expect(outcome!.writes[0]!.outcome).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("may have arrived") as string,
    });
  });
});

describe("a write of effort and priority", () => {
  const planner = () => {
    const transport = sample.transport();
    return createWriter(transport, { isQuiet: false, effortField: () => readEffortField(transport, PROJECT, null) });
  };
  const estimated = async () => (await stories(40)).find(({ effort }) => effort !== null && effort > 0)!;

  it("sets them in one revision, the effort in the field of the process, and is taken back", async () => {
    const item = await estimated();
    const outcomes = await carryOut([entry(item, { effort: 0.5, priority: 4 })], planner());
    expect(outcomes[0]!.writes[0]!.outcome).toEqual({ kind: "written", rev: item.rev + 1 });
    expect((await read([item.id]))[0]).toMatchObject({ effort: 0.5, priority: 4, rev: item.rev + 1 });
    const { json } = await sample.send("GET", `/_apis/wit/workitems/${item.id}`);
    expect(json).toMatchObject({ fields: { "Microsoft.VSTS.Scheduling.StoryPoints": 0.5 } });
    await carryOut(takeBack(outcomes, NOW), planner());
    const { effort, priority } = item;
    expect((await read([item.id]))[0]).toMatchObject({ effort, priority, rev: item.rev + 2 });
  });

  it("tells no estimate from one of 0", async () => {
    const item = await estimated();
    const cleared = await carryOut([entry(item, { effort: null })], planner());
    expect((await read([item.id]))[0]!.effort).toBeNull();
    const [unestimated] = await read([item.id]);
    await carryOut([entry(unestimated!, { effort: 0 })], planner());
    expect((await read([item.id]))[0]!.effort).toBe(0);
    const [none] = await carryOut(takeBack(cleared, NOW), planner());
    expect(none!.kind).toBe("conflict");
  });

  it("is a conflict where somebody changed the item meanwhile, and changes nothing", async () => {
    const item = await estimated();
    await meanwhile(item.id, { "Microsoft.VSTS.Scheduling.StoryPoints": 40 });
    const [outcome] = await carryOut([entry(item, { effort: 1, priority: 1 })], planner());
    expect(outcome!.kind).toBe("conflict");
    expect((await read([item.id]))[0]).toMatchObject({ effort: 40, priority: item.priority });
  });

  it("whose answer is lost is found to be written, cleared or not", async () => {
    const item = await estimated();
    for (const [step, effort] of [7, null].entries()) {
      sample.fail({ method: "PATCH", route: `workitems/${item.id}`, nth: 1, action: { kind: "truncate" } });
      const [outcome] = await carryOut([entry({ ...item, rev: item.rev + step }, { effort })], planner());
      expect(outcome!.writes[0]!.outcome).toEqual({ kind: "written", rev: item.rev + step + 1 });
      expect((await read([item.id]))[0]!.effort).toBe(effort);
    }
  });

  it("asks for the field once, and is not tried where no answer says which it is", async () => {
    const [one, two] = await stories(2);
    const fieldsAsked = () => sample.events.filter((e) => e.kind === "sent" && e.url.includes("backlogconfiguration"));
    sample.fail({ method: "GET", route: "backlogconfiguration", action: { kind: "status", status: 403 } });
    const writeOne = planner();
    const [failed] = await carryOut([entry(one!, { effort: 2 })], writeOne);
    expect(failed!.writes[0]!.outcome).toMatchObject({
      kind: "notTried",
      message: expect.stringContaining("nothing was written") as string,
    });
    sample.fail();
    expect(fieldsAsked()).toHaveLength(1);
    const outcomes = await carryOut([entry(one!, { effort: 2 }), entry(two!, { effort: 3 })], writeOne);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["written", "written"]);
    expect(fieldsAsked()).toHaveLength(2);
  });
});

describe("many writes", () => {
  it("send no mails where that is allowed, and are made with mails where it is not", async () => {
    const items = await stories(3);
    const entries = items.map((item) => tagged(item, "wave:night"));
    const quiet = () =>
      sample.events.filter(({ kind, url }) => kind === "sent" && url.includes("suppressNotifications"));
    const outcomes = await carryOut(entries, writer(userOf("administrator").id, true));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["written", "written", "written"]);
    expect(quiet()).toHaveLength(3);
    const again = (await read(items.map(({ id }) => id))).map((item) => tagged(item, "wave:day"));
    const loud = await carryOut(again, writer(userOf("contributor").id, true));
    expect(loud.map(({ kind }) => kind)).toEqual(["written", "written", "written"]);
  });

  it("have an outcome each: forty moved but for the two that somebody changed, and undone", async () => {
    const items = await stories(40);
    const entries = items.map((item) => tagged(item, "wave:night"));
    await meanwhile(items[3]!.id, { "System.Title": "Renamed" });
    await meanwhile(items[17]!.id, { "System.Title": "Renamed too" });
    const seen: number[] = [];
    const outcomes = await carryOut(entries, writer(), { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBe(40);
    const conflicts = outcomes.filter(({ kind }) => kind === "conflict").map((outcome) => outcome.entry.item.id);
    expect(conflicts).toEqual([items[3]!.id, items[17]!.id]);
    expect(writtenIds(outcomes)).toHaveLength(38);
    const undone = await carryOut(takeBack(outcomes, NOW), writer());
    expect(undone.map(({ kind }) => kind)).toEqual(Array<string>(38).fill("written"));
    const after = await read(items.map(({ id }) => id));
    expect(after.map(({ tags }) => [...tags].sort())).toEqual(items.map(({ tags }) => [...tags].sort()));
  });

  it("that were cancelled are told apart: made, or not tried", async () => {
    const items = await stories(30);
    const stop = new AbortController();
    const outcomes = await carryOut(
      items.map((item) => tagged(item, "wave:night")),
      writer(),
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    const written = writtenIds(outcomes);
    expect(outcomes.filter(({ kind }) => kind === "notTried").length).toBe(30 - written.length);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(30);
    const after = await read();
    expect(after.filter(({ tags }) => tags.includes("wave:night")).map(({ id }) => id)).toEqual(
      written.sort((a, b) => a - b),
    );
  });
});

describe("an entry of several writes", () => {
  it("ends with the first that is not made", async () => {
    const [one, two, three] = await stories(3);
    await meanwhile(two!.id, { "System.Title": "Renamed" });
    const writes = [one!, two!, three!].map((item) => ({ item, edit: { tags: [...item.tags, "wave:night"] } }));
    const [outcome] = await carryOut([{ item: one!, from: "", to: "", writes, notes: [] }], writer());
    expect(outcome!.kind).toBe("conflict");
    expect(outcome!.writes.map((write) => write.outcome.kind)).toEqual(["written", "conflict", "notTried"]);
    expect(takeBack([outcome!], NOW)[0]!.writes.map(({ item }) => item.id)).toEqual([one!.id]);
  });

  it("shares a write with another entry: it is made once, and taken back once", async () => {
    const [one, two, phase] = await stories(3);
    const shared = { item: phase!, edit: { tags: [...phase!.tags, "wave:night"] } };
    const entries = [one!, two!].map((item) => ({ item, from: "", to: "", writes: [shared], notes: [] }));
    const outcomes = await carryOut(entries, writer());
    expect(outcomes.map(({ kind }) => kind)).toEqual(["written", "written"]);
    expect((await read([phase!.id]))[0]!.rev).toBe(phase!.rev + 1);
    await carryOut(takeBack(outcomes, NOW), writer());
    expect((await read([phase!.id]))[0]).toMatchObject({ rev: phase!.rev + 2 });
  });

  it("says of a write that it did not come to what another entry made of it, and takes it back once", async () => {
    const [one, two] = await stories(2);
    await meanwhile(one!.id, { "System.Title": "Renamed" });
    const [first, second] = [one!, two!].map((item) => ({ item, edit: { tags: [...item.tags, "wave:night"] } }));
    const around = { item: two!, from: "", to: "", writes: [first!, second!], notes: [] };
    const outcomes = await carryOut([around, { ...around, writes: [second!] }], writer());
    expect(outcomes.map(({ kind }) => kind)).toEqual(["conflict", "written"]);
    expect(outcomes[0]!.writes.map(({ outcome }) => outcome.kind)).toEqual(["conflict", "written"]);
    const undone = await carryOut(takeBack(outcomes, NOW), writer());
    expect(undone.map(({ kind }) => kind)).toEqual(["written", "written"]);
    expect((await read([two!.id]))[0]).toMatchObject({ tags: two!.tags, rev: two!.rev + 2 });
  });
});

describe("whether a reader may write", () => {
  it("is asked without writing", async () => {
    const [item] = await stories(1);
    await expect(mayWrite(sample.transport(), item!)).resolves.toBe(true);
    await expect(mayWrite(sample.transport(userOf("contributor").id), item!)).resolves.toBe(true);
    await expect(mayWrite(sample.transport(userOf("stakeholder").id), item!)).resolves.toBe(true);
    await expect(mayWrite(sample.transport(userOf("reader").id), item!)).resolves.toBe(false);
    expect((await read([item!.id]))[0]!.rev).toBe(item!.rev);
  });

  it("is not known where Azure DevOps can't be asked", async () => {
    const [item] = await stories(1);
    sample.fail({ method: "PATCH", route: "workitems", action: { kind: "status", status: 503 } });
    await expect(mayWrite(sample.transport(), item!)).resolves.toBeNull();
    await expect(
      mayWrite(
        sample.transportWith(() => Promise.resolve("stale")),
        item!,
      ),
    ).resolves.toBeNull();
  });
});
