import { PATCH, serve, type Answer, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

const CHILD = "System.LinkTypes.Hierarchy-Forward";
const PARENT = "System.LinkTypes.Hierarchy-Reverse";
const SUCCESSOR = "System.LinkTypes.Dependency-Forward";
const PREDECESSOR = "System.LinkTypes.Dependency-Reverse";

describe("circles and second parents", () => {
  let served: Served;

  const open = async (count: number, plan: (small: SmallEstate) => void = () => undefined): Promise<void> => {
    const small = new SmallEstate();
    for (let id = 1; id <= count; id += 1) small.item(`Item ${id}`);
    plan(small);
    served = await serve({ estate: small.build(), clock: () => NOW });
  };
  afterEach(() => served.close());

  const link = (rel: string, target: number): object => ({
    op: "add",
    path: "/relations/-",
    value: { rel, url: `${served.origin}/local/_apis/wit/workItems/${target}` },
  });
  const patch = (id: number, ...body: object[]): Promise<Answer> =>
    served.send("PATCH", `/_apis/wit/workitems/${id}`, { body, contentType: PATCH });
  const create = (...links: object[]): Promise<Answer> =>
    served.send("POST", "/Contoso%20Move/_apis/wit/workitems/$Task", {
      body: [{ op: "add", path: "/fields/System.Title", value: "New" }, ...links],
      contentType: PATCH,
    });
  const remove = (id: number): Promise<Answer> => served.send("DELETE", `/_apis/wit/workitems/${id}`);
  const restore = (id: number): Promise<Answer> =>
    served.send("PATCH", `/_apis/wit/recyclebin/${id}`, { body: { IsDeleted: false } });
  /** All links that have not ended, as `from rel to`. */
  const links = (): string[] =>
    served.boards
      .snapshot()
      .workItems.flatMap((item) =>
        item.links
          .filter(({ removedDate }) => removedDate === null)
          .map(({ rel, target }) => `${item.id} ${rel.replace(/.*\./, "")} ${target}`),
      )
      .sort();
  const refusal = (answer: Answer): string => `${answer.status} ${(answer.json as { message?: string }).message ?? ""}`;

  describe("of links that one patch makes", () => {
    it("are refused, whether the work item is there or is created", async () => {
      await open(2);
      expect(refusal(await patch(1, link(PARENT, 2), link(CHILD, 2)))).toMatch(/^400 TF2010/);
      expect(refusal(await create(link(PARENT, 1), link(CHILD, 1)))).toMatch(/^400 TF2010/);
      expect(refusal(await create(link(SUCCESSOR, 1), link(PREDECESSOR, 1)))).toMatch(/^400 TF201035/);
      expect(links()).toEqual([]);
      expect(served.boards.snapshot().workItems).toHaveLength(2);
    });

    it("are refused over other work items as well", async () => {
      await open(3, (small) => {
        small.builder.parent(2, 1, NOW, small.lead);
        small.builder.link(1, SUCCESSOR, 2, NOW, small.lead);
      });
      const before = links();
      expect(refusal(await create(link(PARENT, 2), link(CHILD, 1)))).toMatch(/^400 TF201035/);
      expect(refusal(await patch(3, link(PARENT, 2), link(CHILD, 1)))).toMatch(/^400 TF201035/);
      expect(refusal(await patch(3, link(PREDECESSOR, 2), link(SUCCESSOR, 1)))).toMatch(/^400 TF201035/);
      expect(links()).toEqual(before);
      expect((await patch(3, link(PARENT, 2), link(SUCCESSOR, 1))).status).toBe(200);
    });

    it("are none where the same patch takes the link away that would be in the way", async () => {
      await open(2, (small) => small.builder.parent(2, 1, NOW, small.lead));
      expect((await patch(1, { op: "remove", path: "/relations/0" }, link(PARENT, 2))).status).toBe(200);
      expect(links()).toEqual(["1 Hierarchy-Reverse 2", "2 Hierarchy-Forward 1"]);
    });
  });

  describe("that restoring would make", () => {
    it("are not made: the older link that would close a circle ends, at both ends", async () => {
      await open(3, (small) => {
        small.builder.parent(2, 1, NOW - 2, small.lead);
        small.builder.parent(3, 2, NOW - 1, small.lead);
      });
      await remove(2);
      expect((await patch(3, link(CHILD, 1))).status).toBe(200);
      expect((await restore(2)).status).toBe(200);
      expect(links()).toEqual([
        "1 Hierarchy-Reverse 3",
        "2 Hierarchy-Forward 3",
        "3 Hierarchy-Forward 1",
        "3 Hierarchy-Reverse 2",
      ]);
      const ended = served.boards.snapshot().workItems.flatMap((item) => item.links.filter((one) => one.removedDate));
      expect(ended.map(({ removedBy }) => removedBy)).toEqual(["lead@contoso.example", "lead@contoso.example"]);
    });

    it("are not made: a work item keeps the parent that it was given meanwhile", async () => {
      await open(3, (small) => small.builder.parent(2, 1, NOW, small.lead));
      await remove(1);
      expect((await patch(3, link(CHILD, 2))).status).toBe(200);
      expect((await restore(1)).status).toBe(200);
      expect(links()).toEqual(["2 Hierarchy-Reverse 3", "3 Hierarchy-Forward 2"]);
    });

    it("are found when the last one comes back, where both ends were deleted", async () => {
      await open(3, (small) => small.builder.parent(2, 1, NOW, small.lead));
      await remove(1);
      expect((await patch(2, link(PARENT, 3))).status).toBe(200);
      await remove(2);
      await restore(1);
      await restore(2);
      expect(links()).toEqual(["2 Hierarchy-Reverse 3", "3 Hierarchy-Forward 2"]);
    });
  });

  describe("in a query over a tree", () => {
    const query = async (mode: string): Promise<number[]> => {
      const text =
        "SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.Id] > 0 AND [Target].[System.Id] > 0 " +
        `AND [System.Links.LinkType] = '${CHILD}' MODE (${mode})`;
      const answer = await served.send("POST", "/Contoso%20Move/_apis/wit/wiql", { body: { query: text } });
      const { workItemRelations } = answer.json as { workItemRelations: { target: { id: number } }[] };
      return workItemRelations.map(({ target }) => target.id);
    };

    it.each(["Recursive", "Recursive, ReturnMatchingChildren"])("are answered once (%s)", async (mode) => {
      await open(3, (small) => {
        small.builder.parent(2, 1, NOW, small.lead);
        small.builder.parent(3, 2, NOW, small.lead);
        small.builder.parent(1, 3, NOW, small.lead);
      });
      expect(await query(mode)).toEqual([1, 2, 3]);
    });

    it.each(["Recursive", "Recursive, ReturnMatchingChildren"])("are not mistaken for depth (%s)", async (mode) => {
      await open(10_000, (small) => {
        for (let id = 2; id <= 10_000; id += 1) small.builder.parent(id, id - 1, NOW, small.lead);
      });
      expect(await query(mode)).toHaveLength(10_000);
    });
  });
});
