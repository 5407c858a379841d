/** What lies further off than the next link and changes a verdict: the form sees it as the hub does (V2). */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { EstateUser } from "../../../scripts/local-boards/model/estate";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { assessWithHistory } from "../../../src/boards/judged";
import { readNeighbourhood } from "../../../src/boards/neighbourhood";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { GATES, type Report } from "../../../src/domain/readiness/report";
import type { Snapshot } from "../../../src/domain/snapshot";
import { NOW, policy } from "../../builders/estate";
import { useServed } from "./sample";

const DAY = 86_400_000;
const RELATED = "System.LinkTypes.Related";
const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";

const builder = new EstateBuilder();
const ann = builder.user("Ann", "ann@contoso.com");
const bob = builder.user("Bob", "bob@contoso.com");
const project = builder.project({ name: "Contoso", areas: [{ name: "Secret" }] });

function add(
  type: string,
  title: string,
  tags: readonly string[],
  parent: number | null = null,
  area = "Contoso",
): number {
  const fields = { "System.AreaPath": area };
  const id = builder.item({ type, title, project, at: NOW - 90 * DAY, by: ann, tags, fields });
  if (parent !== null) builder.parent(id, parent, NOW - 89 * DAY, ann);
  return id;
}

function close(id: number, by: EstateUser = bob, state = "Closed"): number {
  builder.change(id, NOW - 5 * DAY, by, { "System.State": state });
  return id;
}

/** A workload in a release with one asset that is Replicated. */
function workload(name: string, release: string): { readonly workload: number; readonly asset: number } {
  const id = add("Feature", name, [`release:${release}`]);
  const asset = add("User Story", `VM ${name}`, ["kind:vm", `release:${release}`], id);
  builder.change(asset, NOW - 30 * DAY, ann, { "System.State": "Resolved" });
  return { workload: id, asset };
}

function waits(dependant: number, provider: number): void {
  builder.link(dependant, PREDECESSOR, provider, NOW - 20 * DAY, ann);
}

// Each waits for the next, the last for the first, all of them Replicated: no one is behind, and none can go first.
const ring = ["R1", "R2", "R3", "R4"].map((release, index) => workload(`Ring ${index}`, release));
for (const [index, { asset }] of ring.entries()) if (index !== 2) waits(asset, ring[(index + 1) % ring.length]!.asset);
// What a workload waits for its assets do (D1).
waits(ring[2]!.workload, ring[3]!.workload);

const blocked = workload("Blocked", "R1");
const blocker = add("Issue", "No rack", ["blocker"]);
builder.link(blocked.asset, RELATED, blocker, NOW - 20 * DAY, ann);
const blockerWaiver = add("Task", "Go on without a rack", ["waiver:BLOCKER_OPEN", "until:2027-12-31"]);
builder.link(blockerWaiver, RELATED, blocker, NOW - 20 * DAY, ann);
close(blockerWaiver);

const reaching = workload("Reaching", "R1");
const directory = add("Issue", "The directory stays", []);
waits(reaching.asset, directory);
close(add("Task", "It can be reached", ["gate:connectivity"], directory));

const frozen = workload("Frozen", "R9");
for (const stage of ["staged", "accepted"])
  builder.tag(frozen.asset, NOW - (stage === "staged" ? 28 : 27) * DAY, ann, `stage:${stage}`);
close(add("Task", "Promote in the freeze", ["waiver:FREEZE", "until:2027-12-31", "release:R9"]));

const secret = workload("With a secret", "R1");
const hidden = add("Issue", "Nobody may know", ["blocker"], null, "Contoso\\Secret");
builder.link(secret.workload, RELATED, hidden, NOW - 20 * DAY, ann);

// The circle leads over a workload of more items than are looked through for one form.
const wide = Array.from({ length: 9 }, (_, index) => workload(`Wide ${index}`, `R${(index % 4) + 1}`));
for (let index = 0; index < 620; index++) add("User Story", `VM Wide 1 ${index}`, ["kind:vm"], wide[1]!.workload);
for (const [index, { asset }] of wide.entries()) waits(asset, wide[(index + 1) % wide.length]!.asset);

const served = useServed({ estate: builder.build({ label: "around", description: "" }) });
const reader = { id: ann.id, displayName: "Ann" };
const { evidence } = policy();
const base = policy({
  signals: ["Staged", "Accepted", "Promoted"].map((stage) => ({
    kind: "tag",
    stage: stage as "Staged",
    tag: `stage:${stage.toLowerCase()}`,
  })),
  releases: {
    source: { kind: "tag", prefix: "release:" },
    assetsFollowWorkload: false,
    defaultModel: "staged",
    settings: ["R1", "R2", "R3", "R4"].map((key, order) => ({ key, order: order + 1 })),
  },
});
const freezing: Policy = {
  ...base,
  releases: {
    ...base.releases,
    settings: [{ key: "R9", freezes: [{ name: "Year end", from: "2026-11-01", to: "2026-12-31" }] }],
  },
};

function gatesOf(report: Report, title: string): string[] {
  const all = [...report.releases.flatMap(({ workloads }) => workloads), ...report.unplanned];
  const found = all.find((one) => one.title === title);
  if (found === undefined) throw new Error(`The report has no workload ${title}.`);
  return GATES.map((gate) => {
    const { verdict, blockers, waived } = found.gates[gate];
    const codes = blockers.filter(({ effect }) => effect !== "warns").map(({ code }) => code);
    return [verdict, ...codes, ...waived.map(({ blocker: { code } }) => `waived ${code}`)].join(" ");
  });
}

/** The gates of a workload as the hub sees them, and as the form does that shows one of its items. */
async function bothOf(title: string, id: number, mapping: Policy = base, userId?: string) {
  const transport = served.transport(userId);
  const request = { project, policy: mapping, reader };
  const judge = async (snapshot: Snapshot): Promise<string[]> => {
    const judged = await assessWithHistory(transport, { snapshot, policy: mapping, cache: createMemoryHistory() });
    return gatesOf(judged.report, title);
  };
  const { snapshot: near } = await readNeighbourhood(transport, { ...request, ids: [id], withLinked: true });
  return { hub: await judge(await readSnapshot(transport, request)), form: await judge(near), near };
}

function sent(): number {
  return served.events.filter(({ kind }) => kind === "sent").length;
}

describe("what the form of an item sees", () => {
  it("is a circle over more than its own providers, across releases (D2)", async () => {
    for (const [index, { asset }] of ring.entries()) {
      const { hub, form } = await bothOf(`Ring ${index}`, asset);
      expect(hub[0]).toBe("blocked DEP_CYCLE");
      expect(form).toEqual(hub);
    }
  });

  it("is a circle at a request or so for each step of it, and nothing of that where nothing waits for the item", async () => {
    const request = { project, policy: base, reader, withLinked: false };
    await readNeighbourhood(served.transport(), { ...request, ids: [ring[0]!.asset] });
    expect(sent()).toBeLessThanOrEqual(12);
    const { snapshot } = await readNeighbourhood(served.transport(), { ...request, ids: [reaching.asset] });
    expect(snapshot.workItems.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      [reaching.workload, reaching.asset, directory, directory + 1].sort((a, b) => a - b),
    );
  });

  it("has a loss where too much stands around to follow: rather unknown than better than in the hub (V2)", async () => {
    const { hub, form, near } = await bothOf("Wide 0", wide[0]!.asset);
    expect(hub[0]).toBe("blocked DEP_CYCLE");
    expect(form[0]).toBe("unknown READ_PARTIAL");
    expect(near.losses).toMatchObject([
      { kind: "links", message: expect.stringContaining("a circle of dependencies may be missing") as string },
    ]);
  });

  it("is the waiver of a blocking item that a link ties to it (E4)", async () => {
    const { hub, form } = await bothOf("Blocked", blocked.asset);
    expect(hub[0]).toBe("ready waived BLOCKER_OPEN");
    expect(form).toEqual(hub);
  });

  it("is the evidence that what stays can be reached (D6)", async () => {
    expect(evidence.checklist.map(({ id }) => id)).toContain("connectivity");
    const { hub, form } = await bothOf("Reaching", reaching.asset);
    expect(hub[0]).toBe("ready");
    expect(form).toEqual(hub);
  });

  it("is the waiver of a freeze, which names the release alone (E4)", async () => {
    const { hub, form } = await bothOf("Frozen", frozen.asset, freezing);
    expect(hub[2]).toBe("ready");
    expect(form).toEqual(hub);
    const elsewhere = await bothOf("Ring 0", ring[0]!.asset, freezing);
    expect(elsewhere.near.workItems.map(({ title }) => title)).toContain("Promote in the freeze");
  });

  it("has a loss where the waivers of freezes could not be listed", async () => {
    served.fail({ route: "/wit/wiql", from: 2, action: { kind: "status", status: 500 } });
    const request = { project, policy: freezing, reader, ids: [frozen.asset], withLinked: false };
    const { snapshot } = await readNeighbourhood(served.transport(), request);
    expect(snapshot.losses).toMatchObject([
      { kind: "query", message: expect.stringContaining("The waivers of freezes could not be listed.") as string },
    ]);
  });

  it("is that something related is hidden, which counts against what has the link (V2)", async () => {
    served.boards.hideAreas(bob.id, ["Contoso\\Secret"]);
    const { hub, form, near } = await bothOf("With a secret", secret.asset, base, bob.id);
    expect(near.losses).toMatchObject([{ kind: "item", id: hidden, isBeside: true }]);
    expect(hub[0]).toBe("unknown ITEM_UNREADABLE");
    expect(form).toEqual(hub);
  });
});
