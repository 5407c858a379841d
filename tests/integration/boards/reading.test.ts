/** Reading the sample estate from the local Azure Boards, over HTTP. */
import type { FaultRule } from "../../../scripts/local-boards/server";
import { Cancelled } from "../../../src/boards/errors";
import { readAreaPaths } from "../../../src/boards/metadata";
import { readSnapshot, type SnapshotRequest } from "../../../src/boards/readSnapshot";
import { readDeleted } from "../../../src/boards/workItems";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { frameworkPolicy, NOW, policy } from "../../builders/estate";
import { accountedFor } from "../../unit/boards/support/reading";
import { ESTATE as estate, SAMPLE_PROJECT as project, useServed } from "./sample";

const sample = useServed();
/** The first user administers the organization. */
const [admin, reader] = estate.users.map(({ id }) => id) as [string, string];

function read(changes: Partial<SnapshotRequest> & { readonly as?: string } = {}) {
  const transport = sample.transport(changes.as);
  const request = { project, policy: frameworkPolicy(), reader: { id: admin, displayName: "Reader" }, ...changes };
  return { events: sample.events, transport, snapshot: readSnapshot(transport, request) };
}

function idsOf(items: readonly { readonly id: number }[]): number[] {
  return items.map(({ id }) => id);
}

const IN_PROJECT = estate.workItems.filter(({ project: id, deleted }) => id === project.id && deleted === null);

function isOurs({ areaPath }: Pick<WorkItem, "areaPath">): boolean {
  return areaPath.split("\\")[0] === project.name;
}

const { fail } = sample;

describe("the sample estate", () => {
  it("is read whole, on a first visit and with a policy", async () => {
    for (const mapping of [null, frameworkPolicy()]) {
      const snapshot = await read({ policy: mapping }).snapshot;
      expect(idsOf(snapshot.workItems.filter(isOurs))).toEqual(idsOf(IN_PROJECT).sort((a, b) => a - b));
      expect(snapshot.losses).toEqual([]);
      expect(snapshot.asOf).toBe(NOW);
    }
  });

  it("has, of each work item, what the last revision says", async () => {
    const snapshot = await read().snapshot;
    const stored = new Map(
      IN_PROJECT.map(({ id, changes }) => [
        id,
        Object.assign({}, ...changes.map(({ fields }) => fields)) as Record<string, unknown>,
      ]),
    );
    for (const item of snapshot.workItems.filter(isOurs)) {
      const fields = stored.get(item.id) ?? {};
      expect({ type: item.type, state: item.state, title: item.title, iteration: item.iterationPath }).toEqual({
        type: fields["System.WorkItemType"],
        state: fields["System.State"],
        title: fields["System.Title"],
        iteration: fields["System.IterationPath"],
      });
    }
  });

  it("has parents and children that agree below its workloads", async () => {
    const snapshot = await read().snapshot;
    const workloads = snapshot.workItems.filter(({ type }) => type === "Feature");
    expect(workloads.length).toBeGreaterThan(3);
    for (const { id, children } of workloads) {
      expect(children).toEqual(idsOf(snapshot.workItems.filter(({ parent }) => parent === id)));
    }
  });

  it("names types with states, iterations and areas as its work items do", async () => {
    const { snapshot: reading, transport } = read();
    const snapshot = await reading;
    const states = new Set(
      snapshot.types.flatMap(({ name, states }) => states.map((state) => `${name}: ${state.name}`)),
    );
    const paths = new Set(snapshot.iterations.map(({ path }) => path));
    const areas = new Set(await readAreaPaths(transport, project.id));
    for (const item of snapshot.workItems.filter(isOurs)) {
      expect(states).toContain(`${item.type}: ${item.state}`);
      expect(paths).toContain(item.iterationPath);
      expect(areas).toContain(item.areaPath);
    }
    expect(snapshot.iterations.some(({ startDate, finishDate }) => startDate !== null && finishDate !== null)).toBe(
      true,
    );
  });

  it("is the same in small pages and batches", async () => {
    const whole = await read().snapshot;
    const { snapshot, events } = read({ pageSize: 100, batchSize: 20 });
    await expect(snapshot).resolves.toEqual(whole);
    expect(events.filter((event) => event.kind === "sent" && event.url.includes("/wiql")).length).toBeGreaterThan(10);
  });

  it("is read without one refusal", async () => {
    const { snapshot, events } = read();
    await snapshot;
    expect(
      events.flatMap((event) => (event.kind === "answered" ? [event.status] : [])).every((status) => status === 200),
    ).toBe(true);
  });

  it("is read by the types alone that a policy names", async () => {
    const named = policy({
      blockingItems: { types: ["Issue"], tags: [], links: [] },
      uatDefects: { types: ["Bug"], tags: [], links: [] },
      evidence: { types: ["Review"], checklist: [] },
      tasks: { activities: [], block: false },
    });
    const snapshot = await read({ policy: named }).snapshot;
    const titlesOf = (type: string): string[] =>
      snapshot.workItems.filter((item) => item.type === type).map(({ title }) => title);
    // Nobody named Epic and Task: Features did, as their parent and as the evidence below them.
    expect(titlesOf("Epic")).not.toEqual([]);
    expect(titlesOf("Task").filter((title) => /^(Assess|Optimize|Secure|Document) /.test(title))).toEqual([]);
  });
});

describe("links of the sample estate", () => {
  const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";
  const RELATED = "System.LinkTypes.Related";
  const live = new Set(idsOf(estate.workItems.filter(({ deleted }) => deleted === null)));

  it("are those that its work items carry to what is there, whichever project that is of (D1, D5)", async () => {
    const { links } = await read().snapshot;
    const expected = IN_PROJECT.flatMap(({ id, links: own }) =>
      own.flatMap(({ rel, target, removedDate }) =>
        (rel === PREDECESSOR || rel === RELATED) && removedDate === null && live.has(Number(target))
          ? [`${id} ${rel} ${target}`]
          : [],
      ),
    );
    expect(links.map(({ type, source, target }) => `${source} ${type} ${target}`).sort()).toEqual(expected.sort());
    expect(links.filter(({ type }) => type === PREDECESSOR).length).toBeGreaterThan(5);
    expect(links.filter(({ type }) => type === RELATED).length).toBeGreaterThan(3);
  });

  it("lead to providers of another project, which come with what their states mean there (D5)", async () => {
    const { workItems, links, otherProjects } = await read().snapshot;
    const theirs = workItems.filter((item) => !isOurs(item));
    expect(theirs.length).toBeGreaterThan(0);
    for (const { id } of theirs)
      expect(links.some(({ type, target }) => type === PREDECESSOR && target === id)).toBe(true);
    const [other] = otherProjects ?? [];
    expect(theirs.map(({ areaPath }) => areaPath)).toEqual(theirs.map(() => other?.project));
    const issue = other?.types.find(({ name }) => name === "Issue");
    expect(issue?.states).toContainEqual({ name: "Done", category: "Completed" });
  });
});

describe("a reading with a request that fails for good, each in its turn", () => {
  it("gives what it gives without, or says what was lost, or that there is nothing (V2)", async () => {
    const policy = frameworkPolicy({ dependencies: { serves: ["Microsoft.VSTS.Common.Affects"], soft: [] } });
    const { snapshot, events } = read({ policy });
    const whole = await snapshot;
    const requests = events.filter(({ kind }) => kind === "sent").length;
    expect(requests).toBeGreaterThan(12);
    let lost = 0;
    for (let nth = 1; nth <= requests; nth++) {
      fail({ route: "/_apis/wit", nth, action: { kind: "status", status: 500 } });
      const outcome = await read({ policy }).snapshot.catch((thrown: unknown) => thrown);
      fail();
      if (outcome instanceof Error) {
        expect({ nth, outcome }).toMatchObject({ outcome: { name: "ApiError", status: 500 } });
        continue;
      }
      if ((outcome as Snapshot).losses.length === 0) expect({ nth, outcome }).toEqual({ nth, outcome: whole });
      else lost += 1;
    }
    expect(lost).toBeGreaterThan(8);
  }, 60_000);
});

describe("what Azure DevOps does not show", () => {
  /** A Feature that the reader sees, and one of its children, which is moved where the reader sees nothing. */
  const workload = IN_PROJECT.find(({ changes }) => changes[0]?.fields["System.WorkItemType"] === "Feature")!;
  const child = workload.links.find(({ rel }) => rel === "System.LinkTypes.Hierarchy-Forward")!.target as number;

  const areaOf = ({ changes }: typeof workload): unknown =>
    changes.at(-1)?.fields["System.AreaPath"] ?? changes[0]?.fields["System.AreaPath"];

  async function write(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(`${sample.boards.organizationUrl}/${project.id}/_apis/wit/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${sample.boards.tokens.issue(admin)}`,
        Accept: "application/json;api-version=7.1",
        "Content-Type": path.startsWith("workitems") ? "application/json-patch+json" : "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect([response.status, response.ok]).toEqual([response.status, true]);
  }

  it("is a loss where a workload names it: an area that the reader may not see (V2)", async () => {
    const paths = await readAreaPaths(sample.transport(), project.id);
    const hidden = paths.find((path) => path !== project.name && path !== areaOf(workload))!;
    await write("PATCH", `workitems/${child}`, [{ op: "add", path: "/fields/System.AreaPath", value: hidden }]);
    sample.boards.hideAreas(reader, [hidden]);
    const snapshot = await read({ as: reader }).snapshot;
    expect(idsOf(snapshot.workItems)).not.toContain(child);
    expect(snapshot.losses).toContainEqual({
      kind: "item",
      id: child,
      message: expect.stringContaining(`a child of ${workload.id}`) as string,
    });
    expect((await read({ as: admin }).snapshot).losses).toEqual([]);
  });

  it("is deleted where it lies in the recycle bin, and neither shown nor there where it never was", async () => {
    await write("DELETE", `workitems/${child}`);
    const transport = sample.transport();
    const deleted = await readDeleted(transport, project.id, [child, 987_654_321]);
    expect(deleted).toEqual([{ id: child, title: expect.any(String) as string, type: "User Story", deletedDate: NOW }]);
  });

  it("is in no list of a later reading once it is deleted, unless something still names it", async () => {
    await write("DELETE", `workitems/${child}`);
    const snapshot = await read().snapshot;
    expect(idsOf(snapshot.workItems)).not.toContain(child);
    const namedStill = snapshot.workItems.some(({ children, parent }) => parent === child || children?.includes(child));
    expect(idsOf(snapshot.deleted)).toEqual(namedStill ? [child] : []);
    expect(snapshot.losses).toEqual([]);
  });
});

describe("trouble", () => {
  let whole: Snapshot;
  beforeEach(async () => {
    whole = await read({ pageSize: 300 }).snapshot;
  });

  it.each<[string, FaultRule]>([
    ["a dropped connection", { route: "workitemsbatch", nth: 2, action: { kind: "drop" } }],
    ["an answer that is cut off", { route: "workitemsbatch", nth: 2, action: { kind: "truncate" } }],
    ["429", { route: "workitemsbatch", nth: 2, action: { kind: "status", status: 429 } }],
    ["503 on a query", { route: "/wiql", nth: 3, action: { kind: "status", status: 503 } }],
    ["a dropped connection on the types", { route: "workitemtypes", nth: 1, action: { kind: "drop" } }],
  ])("that passes changes nothing: %s", async (_, rule) => {
    fail(rule);
    const { snapshot, events } = read({ pageSize: 300 });
    await expect(snapshot).resolves.toEqual(whole);
    expect(events.some(({ kind }) => kind === "waiting")).toBe(true);
  });

  it("429 with Retry-After is waited for as long as it asks", async () => {
    fail({ route: "workitemsbatch", nth: 1, action: { kind: "status", status: 429, headers: { "Retry-After": "1" } } });
    const { snapshot, events } = read({ pageSize: 300 });
    await expect(snapshot).resolves.toEqual(whole);
    const waits = events.flatMap((event) => (event.kind === "waiting" ? [event.ms] : []));
    expect(Math.max(...waits)).toBeGreaterThan(900);
  });

  it("with every batch read that stays is a loss naming every item (V2)", async () => {
    fail({ route: "workitemsbatch", action: { kind: "status", status: 503 } });
    const snapshot = await read({ pageSize: 300 }).snapshot;
    expect(snapshot.workItems).toEqual([]);
    expect(accountedFor(snapshot)).toEqual(idsOf(whole.workItems));
  });

  it("with a later page of a query that stays is a loss, and the pages before are kept (V2)", async () => {
    fail({ route: "/wiql", from: 4, action: { kind: "status", status: 500 } });
    const snapshot = await read({ policy: null, pageSize: 300 }).snapshot;
    expect(snapshot.losses).toEqual([{ kind: "query", message: expect.stringContaining("from id") as string }]);
    expect(snapshot.workItems.length).toBeGreaterThanOrEqual(900);
    expect(snapshot.workItems.length).toBeLessThan(whole.workItems.length);
  });

  it("with the project's types that stays is an error: there is no snapshot", async () => {
    fail({ route: "workitemtypes", action: { kind: "status", status: 500 } });
    await expect(read().snapshot).rejects.toMatchObject({ name: "ApiError", status: 500 });
  });

  it("with the token is an error that says so", async () => {
    const request = { project, policy: null, reader: { id: admin, displayName: "Reader" } };
    await expect(
      readSnapshot(
        sample.transportWith(() => Promise.resolve("stale")),
        request,
      ),
    ).rejects.toMatchObject({ status: 401 });
  });
});

describe("cancelling", () => {
  it("ends the reading in the middle", async () => {
    const controller = new AbortController();
    const { snapshot, events } = read({
      batchSize: 10,
      signal: controller.signal,
      onProgress: ({ read }) => {
        if (read >= 50) controller.abort();
      },
    });
    await expect(snapshot).rejects.toBeInstanceOf(Cancelled);
    const sent = events.filter(({ kind }) => kind === "sent").length;
    expect(sent).toBeLessThan(60);
  });
});
