import fc from "fast-check";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import { PATCH, serve, type Served } from "../../integration/local-boards/serve";
import { NOW, SmallEstate } from "../../integration/local-boards/smallEstate";

type Step =
  | { readonly kind: "create" }
  | { readonly kind: "change" | "delete" | "restore" | "unlink"; readonly which: number }
  | { readonly kind: "link"; readonly which: number; readonly to: number }
  | { readonly kind: "page"; readonly size: number }
  | { readonly kind: "restart" };

const which = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "create" }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("change", "delete", "restore", "unlink"),
      which,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("link"), which, to: which }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("page"), size: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "restart" }) },
);

/** All revisions of an estate, as `id.rev`. */
function revisionsOf(estate: Estate): string[] {
  return estate.workItems.flatMap(({ id, changes }) => changes.map(({ rev }) => `${id}.${rev}`));
}

/** All that was done to links, told at the end with the lower id: they are without direction here. */
function linkChangesOf(estate: Estate): string[] {
  return estate.workItems.flatMap(({ id, links }) =>
    links
      .filter(({ target }) => Number(target) > id)
      .flatMap(({ target, removedDate }, n) => {
        const nth = links.slice(0, n + 1).filter((link) => link.target === target).length;
        return [`+${id}-${target} ${nth}`, ...(removedDate === null ? [] : [`-${id}-${target} ${nth}`])];
      }),
  );
}

describe("the reporting streams", () => {
  it("have everything exactly once and in its order, whatever the pages and whatever is written between them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.boolean(), { maxLength: 3 }),
        async (steps, start) => {
          const small = new SmallEstate();
          small.item("First");
          for (const tagged of start) small.item("More", { tags: tagged ? ["a"] : [] });
          let served = await serve({ estate: small.build(), clock: () => NOW });
          try {
            await run(
              steps,
              () => served,
              async () => {
                const estate = JSON.parse(JSON.stringify(served.boards.snapshot())) as Estate;
                await served.close();
                served = await serve({ estate, clock: () => NOW });
              },
            );
          } finally {
            await served.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

interface Page {
  readonly values: Record<string, unknown>[];
  readonly continuationToken: string;
  readonly isLastBatch: boolean;
}

async function run(steps: readonly Step[], boards: () => Served, restart: () => Promise<void>): Promise<void> {
  // What a writer sees: after each write, what is there that was not there before.
  const made = revisionsOf(boards().boards.snapshot());
  const linked: string[] = [];
  const read: string[] = [];
  const readLinks: string[] = [];
  let token = "";
  let linkToken = "";
  const get = async (path: string): Promise<Page> => (await boards().send("GET", path)).json as Page;
  const page = async (size: number): Promise<boolean> => {
    const found = await get(
      `/_apis/wit/reporting/workitemrevisions?includeDeleted=true&fields=System.Id&$maxPageSize=${size}&continuationToken=${token}`,
    );
    expect(found.values.length).toBeLessThanOrEqual(size);
    read.push(...found.values.map(({ id, rev }) => `${String(id)}.${String(rev)}`));
    token = found.continuationToken;
    return found.isLastBatch;
  };
  const pageOfLinks = async (): Promise<void> => {
    const found = await get(`/_apis/wit/reporting/workitemlinks?continuationToken=${linkToken}`);
    expect(found.isLastBatch).toBe(true);
    readLinks.push(
      ...found.values.map(
        ({ isActive, sourceId, targetId }) => `${isActive === true ? "+" : "-"}${String(sourceId)}-${String(targetId)}`,
      ),
    );
    linkToken = found.continuationToken;
  };
  for (const one of steps) {
    if (one.kind === "page") {
      await page(one.size);
      await pageOfLinks();
    } else if (one.kind === "restart") await restart();
    else {
      await write(one, boards());
      const now = boards().boards.snapshot();
      made.push(...revisionsOf(now).filter((revision) => !made.includes(revision)));
      linked.push(...linkChangesOf(now).filter((change) => !linked.includes(change)));
    }
  }
  while (!(await page(3)));
  await pageOfLinks();
  expect(read).toEqual(made);
  expect(readLinks).toEqual(linked.map((change) => change.split(" ")[0]));
  expect(
    await get(`/_apis/wit/reporting/workitemrevisions?includeDeleted=true&continuationToken=${token}`),
  ).toMatchObject({
    values: [],
    isLastBatch: true,
  });
}

let titles = 0;

async function write(
  one: Exclude<Step, { kind: "page" | "restart" }>,
  { boards, origin, send }: Served,
): Promise<void> {
  titles += 1;
  const title = { op: "add", path: "/fields/System.Title", value: `Title ${titles}` };
  if (one.kind === "create") {
    await send("POST", "/Contoso%20Move/_apis/wit/workitems/$Task", { body: [title], contentType: PATCH });
    return;
  }
  const ids = boards.snapshot().workItems.map(({ id }) => id);
  const idOf = (n: number): number => ids[n % ids.length] ?? 0;
  const id = idOf(one.which);
  const item = `/_apis/wit/workitems/${id}`;
  if (one.kind === "link") {
    const value = { rel: "System.LinkTypes.Related", url: `${origin}/local/_apis/wit/workItems/${idOf(one.to)}` };
    await send("PATCH", item, { body: [{ op: "add", path: "/relations/-", value }], contentType: PATCH });
  } else if (one.kind === "change") await send("PATCH", item, { body: [title], contentType: PATCH });
  else if (one.kind === "delete") await send("DELETE", item);
  else if (one.kind === "restore") await send("PATCH", `/_apis/wit/recyclebin/${id}`, { body: { IsDeleted: false } });
  else await send("PATCH", item, { body: [{ op: "remove", path: "/relations/0" }], contentType: PATCH });
}
