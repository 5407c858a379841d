/** Reading the neighbourhood of work items from the local Azure Boards, over HTTP. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { createMemoryHistory } from "../../../src/boards/historyCache";
import { assessWithHistory } from "../../../src/boards/judged";
import { readNeighbourhood } from "../../../src/boards/neighbourhood";
import { readSnapshot } from "../../../src/boards/readSnapshot";
import type { Policy } from "../../../src/domain/policy/policy";
import { isComplete, policyFrom, propose } from "../../../src/domain/policy/proposal";
import { assess } from "../../../src/domain/readiness/assess";
import { GATES, type Report, type WorkloadAssessment } from "../../../src/domain/readiness/report";
import type { Snapshot } from "../../../src/domain/snapshot";
import { NOW, policy } from "../../builders/estate";
import { ESTATE, SAMPLE_PROJECT as PROJECT, useServed } from "./sample";

const sample = useServed();
const reader = { id: ESTATE.users[0]!.id, displayName: "Reader" };

/** The mapping that the product proposes for the sample. */
async function proposed(): Promise<Policy> {
  const snapshot = await readSnapshot(sample.transport(), { project: PROJECT, policy: null, reader });
  const proposal = propose(snapshot);
  if (!isComplete(proposal)) throw new Error("The sample gives no complete proposal.");
  return policyFrom(snapshot, proposal, proposal.chosen);
}

function around(policy: Policy, ids: readonly number[], withLinked = false) {
  return readNeighbourhood(sample.transport(), { project: PROJECT, policy, reader, ids, withLinked });
}

/** Each asset with the workloads that it is judged in: by release, gates and stages. */
function judgements(report: Report): Map<number, unknown[]> {
  const found = new Map<number, unknown[]>();
  const add = (workload: WorkloadAssessment, release: string | null) => {
    for (const asset of workload.assets) {
      const entry = {
        release,
        workload: workload.item?.id ?? null,
        stage: asset.stage,
        gates: GATES.map((gate) => {
          const { verdict, counts, evidence, waived, blockers } = workload.gates[gate];
          return {
            verdict,
            counts,
            evidence: evidence.map(({ id, state, covers, until }) => ({ id, state, covers: covers?.id, until })),
            waived: waived.map(({ blocker, waiver }) => [blocker.code, waiver.item.id]),
            // The root of what waits may stand further off than was read: then what is behind on the way to it is named (D4).
            codes: blockers.flatMap(({ code, workItem }) =>
              code.startsWith("DEP_") ? [] : [`${code} ${workItem?.id ?? ""}`],
            ),
          };
        }),
      };
      found.set(asset.item.id, [...(found.get(asset.item.id) ?? []), entry]);
    }
  };
  for (const release of report.releases) for (const workload of release.workloads) add(workload, release.key);
  for (const workload of report.unplanned) add(workload, null);
  for (const asset of report.looseAssets) found.set(asset.item.id, [{ loose: asset.stage }]);
  return found;
}

function idsOf(snapshot: Snapshot): number[] {
  return snapshot.workItems.map(({ id }) => id);
}

describe("the neighbourhood of an asset", () => {
  it("gives each asset and workload of the sample the verdict that the whole project gives it, histories read in both (E2)", async () => {
    const policy = await proposed();
    const judge = async (snapshot: Snapshot) => {
      const cache = createMemoryHistory();
      const judged = await assessWithHistory(sample.transport(), { snapshot, policy, cache });
      const { releases, unplanned } = judged.report;
      const workloads = [...releases.flatMap((release) => release.workloads), ...unplanned];
      return {
        found: judgements(judged.report),
        histories: judged.snapshot.histories.length,
        workloads: workloads.flatMap(({ item, assets }) =>
          item === null ? [] : [[item.id, assets.map((asset) => asset.item.id)] as const],
        ),
      };
    };
    const whole = await judge(await readSnapshot(sample.transport(), { project: PROJECT, policy, reader }));
    expect(whole.found.size).toBeGreaterThan(140);
    expect(whole.histories).toBeGreaterThan(3);
    let histories = 0;
    for (const [id, judged] of whole.found) {
      const near = await judge((await around(policy, [id])).snapshot);
      expect({ id, judged: near.found.get(id) }).toEqual({ id, judged });
      histories += near.histories;
    }
    for (const [workload, assets] of whole.workloads) {
      const near = await judge((await around(policy, [workload])).snapshot);
      for (const id of assets) {
        expect({ workload, id, judged: near.found.get(id) }).toEqual({ workload, id, judged: whole.found.get(id) });
      }
    }
    expect(histories).toBeGreaterThan(3);
  }, 60_000);

  it("is its workload with everything below, and nothing of another one", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const parents = new Map(whole.workItems.map(({ id, parent }) => [id, parent]));
    const isBelow = (id: number | null | undefined, top: number): boolean =>
      id === top || (id !== null && id !== undefined && isBelow(parents.get(id), top));
    const asset = whole.workItems.find(({ type, parent }) => type === "User Story" && parent !== null)!;
    const { snapshot, linked } = await around(policy, [asset.id]);
    expect(idsOf(snapshot)).toEqual(idsOf(whole).filter((id) => isBelow(id, asset.parent!)));
    expect(linked).toBeNull();
  });

  it("is as old as Azure DevOps says", async () => {
    const policy = await proposed();
    const [asset] = ESTATE.workItems;
    expect((await around(policy, [asset!.id])).snapshot.asOf).toBe(NOW);
  });

  it("of several is all their workloads, each read once", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const assets = whole.workItems.filter(({ type, parent }) => type === "User Story" && parent !== null);
    const { snapshot } = await around(policy, [assets[0]!.id, assets[1]!.id, assets.at(-1)!.id, assets[0]!.id]);
    expect(new Set(idsOf(snapshot)).size).toBe(snapshot.workItems.length);
    const features = snapshot.workItems.filter(({ type }) => type === "Feature").map(({ id }) => id);
    expect(features).toEqual(expect.arrayContaining([assets[0]!.parent, assets.at(-1)!.parent]));
  });

  it("names what it waits for and what waits for it, with their tasks, beside the workload", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const links = ESTATE.workItems.flatMap(({ id, links: own }) =>
      own.flatMap(({ rel, target, removedDate }) =>
        rel === "System.LinkTypes.Dependency-Forward" && removedDate === null ? [{ from: id, to: Number(target) }] : [],
      ),
    );
    const parentOf = (id: number) => whole.workItems.find((item) => item.id === id)?.parent;
    const { from, to } = links.find((link) => parentOf(link.from) !== parentOf(link.to))!;
    const { snapshot, linked } = await around(policy, [to], true);
    expect(snapshot.workItems.find(({ id }) => id === to)?.predecessors).toContain(from);
    expect(idsOf(linked!)).toEqual(expect.arrayContaining([from]));
    const tasks = whole.workItems.filter(({ parent }) => parent === from).map(({ id }) => id);
    expect(idsOf(linked!)).toEqual(expect.arrayContaining(tasks));
  });
});

describe("what a neighbourhood depends on", () => {
  const dependencies = (policy: Policy, whole: Snapshot) => {
    const assets = new Set(whole.workItems.filter(({ type }) => type === "User Story").map(({ id }) => id));
    expect(policy.assets.types).toEqual(["User Story"]);
    return whole.links.filter(
      ({ type, source }) => type === "System.LinkTypes.Dependency-Reverse" && assets.has(source),
    );
  };

  it("is there as the whole project has it: links, providers, and what stands around these", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const items = new Map(whole.workItems.map((item) => [item.id, item]));
    const links = dependencies(policy, whole);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      const { snapshot } = await around(policy, [link.source]);
      const near = new Map(snapshot.workItems.map((item) => [item.id, item]));
      expect(snapshot.links).toContainEqual(link);
      expect(snapshot.links.filter(({ source }) => source === link.source)).toEqual(
        whole.links.filter(({ source }) => source === link.source),
      );
      const provider = items.get(link.target)!;
      expect(near.get(provider.id)).toMatchObject({ state: provider.state, tags: provider.tags });
      // The phases and assets of a provider's workload, and the tasks of the provider, may decide its stage.
      const roof = provider.type === "User Story" ? items.get(provider.parent ?? Number.NaN) : provider;
      if (roof?.type !== "Feature") continue;
      for (const { id, parent } of whole.workItems) if (parent === roof.id) expect([...near.keys()]).toContain(id);
      for (const { id, parent } of whole.workItems) if (parent === provider.id) expect([...near.keys()]).toContain(id);
    }
  }, 60_000);

  it("of another project comes with what its states mean there (D5)", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const abroad = new Set(
      whole.workItems
        .filter(({ areaPath }) => !areaPath.startsWith(`${PROJECT.name}\\`) && areaPath !== PROJECT.name)
        .map(({ id }) => id),
    );
    const link = dependencies(policy, whole).find(({ target }) => abroad.has(target))!;
    const { snapshot } = await around(policy, [link.source]);
    expect(snapshot.otherProjects).toEqual(whole.otherProjects);
    expect(idsOf(snapshot)).toContain(link.target);
  });

  it("with a request that fails for good, each in its turn, is the same, or has a loss, or is an error (V2)", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const { source } = dependencies(policy, whole).find(({ target }) =>
      whole.workItems.some(({ id, areaPath }) => id === target && areaPath.split("\\")[0] !== PROJECT.name),
    )!;
    const before = sample.events.length;
    const calm = await around(policy, [source]);
    const requests = sample.events.slice(before).filter(({ kind }) => kind === "sent").length;
    let lost = 0;
    for (let nth = 1; nth <= requests; nth++) {
      sample.fail({ route: "/_apis/wit", nth, action: { kind: "status", status: 500 } });
      const outcome: unknown = await around(policy, [source]).catch((thrown: unknown) => thrown);
      sample.fail();
      if (outcome instanceof Error) {
        expect({ nth, outcome }).toMatchObject({ outcome: { name: "ApiError", status: 500 } });
      } else if ((outcome as typeof calm).snapshot.losses.length > 0) lost += 1;
      else expect({ nth, outcome }).toEqual({ nth, outcome: calm });
    }
    expect(lost).toBeGreaterThan(3);
  });

  it("costs twelve requests at most", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    for (const { source } of dependencies(policy, whole)) {
      const before = sample.events.length;
      await around(policy, [source], true);
      const sent = sample.events.slice(before).filter(({ kind }) => kind === "sent").length;
      expect({ source, sent, isWithin: sent <= 12 }).toEqual({ source, sent, isWithin: true });
    }
  }, 60_000);
});

describe("what the neighbourhood costs", () => {
  it("is a few requests, whatever the size of the project", async () => {
    const policy = await proposed();
    const asset = ESTATE.workItems.find(({ changes }) => changes[0]?.fields["System.WorkItemType"] === "User Story")!;
    const before = sample.events.length;
    await around(policy, [asset.id], true);
    const sent = sample.events.slice(before).filter(({ kind }) => kind === "sent");
    expect(sent.length).toBeLessThanOrEqual(9);
  });
});

describe("what Azure DevOps does not show of a neighbourhood", () => {
  it("is a loss, below an asset too (V2)", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const task = whole.workItems.find(({ type }) => type === "Task")!;
    const other = ESTATE.users[3]!.id;
    await sample.send("PATCH", `/_apis/wit/workitems/${task.id}`, {
      body: [{ op: "add", path: "/fields/System.AreaPath", value: `${PROJECT.name}\\Legal` }],
      contentType: "application/json-patch+json",
    });
    sample.boards.hideAreas(other, [`${PROJECT.name}\\Legal`]);
    const request = { project: PROJECT, policy, reader, ids: [task.parent!], withLinked: false };
    const { snapshot } = await readNeighbourhood(sample.transport(other), request);
    expect(snapshot.losses).toEqual([
      { kind: "item", id: task.id, message: expect.stringContaining(`a child of ${task.parent}`) as string },
    ]);
  });

  it("is a loss above a workload too, of which nothing else is read", async () => {
    const policy = await proposed();
    const whole = await readSnapshot(sample.transport(), { project: PROJECT, policy, reader });
    const workload = whole.workItems.find(({ type, parent }) => type === "Feature" && parent !== null)!;
    expect(idsOf((await around(policy, [workload.id])).snapshot)).not.toContain(workload.parent);
    const other = ESTATE.users[3]!.id;
    await sample.send("PATCH", `/_apis/wit/workitems/${workload.parent}`, {
      body: [{ op: "add", path: "/fields/System.AreaPath", value: `${PROJECT.name}\\Legal` }],
      contentType: "application/json-patch+json",
    });
    sample.boards.hideAreas(other, [`${PROJECT.name}\\Legal`]);
    const request = { project: PROJECT, policy, reader, ids: [workload.id], withLinked: true };
    const { snapshot } = await readNeighbourhood(sample.transport(other), request);
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: workload.parent }]);
    const { releases, unplanned } = assess(snapshot, policy, snapshot.asOf);
    const [judged] = [...releases.flatMap(({ workloads }) => workloads), ...unplanned];
    expect(GATES.map((gate) => judged!.gates[gate].counts.unknown)).not.toContain(0);
  });

  it("is a loss where a batch fails beyond the retries, and an error where nothing can be judged", async () => {
    const policy = await proposed();
    const asset = ESTATE.workItems.find(({ changes }) => changes[0]?.fields["System.WorkItemType"] === "User Story")!;
    sample.fail({ route: "workitemsbatch", from: 3, action: { kind: "status", status: 503 } });
    const { snapshot } = await around(policy, [asset.id]);
    expect(snapshot.losses[0]).toMatchObject({ kind: "batch" });
    sample.fail({ route: "workitemtypes", action: { kind: "status", status: 403 } });
    await expect(around(policy, [asset.id])).rejects.toMatchObject({ name: "ApiError", status: 403 });
  });

  it("is a loss that says so, where the item asked for is none that this reader sees", async () => {
    const { snapshot } = await around(await proposed(), [987_654_321]);
    expect(snapshot.workItems).toEqual([]);
    expect(snapshot.losses).toMatchObject([{ kind: "item", id: 987_654_321 }]);
  });
});

describe("assets without a workload", () => {
  const builder = new EstateBuilder();
  const kim = builder.user("Kim", "kim@contoso.com");
  const wave = "Custom.Wave";
  builder.field({ referenceName: wave, name: "Wave", type: "string" });
  const project = builder.project({ name: PROJECT.name });
  const [first, spelled, , other] = ["Wave 1", "Wave  1", "Wave 12", "Night 1"].map((name) =>
    builder.item({
      type: "User Story",
      title: name,
      project,
      at: NOW - 1000,
      by: kim,
      tags: ["kind:vm"],
      fields: { [wave]: name },
    }),
  );
  const orphans = useServed({ estate: builder.build({ label: "orphans", description: "" }) });
  const mapping = policy({
    releases: {
      source: { kind: "field", field: wave },
      assetsFollowWorkload: true,
      defaultModel: "staged",
      settings: [],
    },
  });
  const read = (id: number) =>
    readNeighbourhood(orphans.transport(), { project, policy: mapping, reader, ids: [id], withLinked: false });

  it("are judged with all others of their release, however that is spelled, and no others (G5)", async () => {
    expect(idsOf((await read(first!)).snapshot)).toEqual([first, spelled]);
    expect(idsOf((await read(spelled!)).snapshot)).toEqual([first, spelled]);
    expect(idsOf((await read(other!)).snapshot)).toEqual([other]);
  });
});
