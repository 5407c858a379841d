import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { templateEstate } from "../../../scripts/local-boards/server";
import { serve } from "../../integration/local-boards/serve";

const CAF = resolve(__dirname, "../../../../shared/data/caf");
const present = existsSync(CAF);
const NOW = Date.parse("2026-03-10T12:00:00Z");
interface NormalizedItem {
  readonly id: number;
  readonly parent: number | null;
  readonly type: string;
  readonly title: string;
  readonly state: string;
}

(present ? describe : describe.skip)(
  "templates of the Azure DevOps Demo Generator (skipped without ../shared/data)",
  () => {
    it.each(["CAF-CloudAdoptionPlan", "CAF-ServerMigration"])(
      "%s is served with its ids, titles, states and parents",
      async (name) => {
        const expected = JSON.parse(readFileSync(resolve(CAF, "normalized", `${name}.json`), "utf8")) as {
          items: NormalizedItem[];
        };
        const served = await serve({
          estate: await templateEstate(resolve(CAF, name), { now: NOW }),
          clock: () => NOW,
        });
        try {
          const ids = expected.items.map(({ id }) => id).sort((a, b) => a - b);
          const found = await served.send("POST", `/${name}/_apis/wit/wiql`, {
            body: {
              query: `SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] UNDER '${name}' ORDER BY [System.Id]`,
            },
          });
          expect((found.json as { workItems: { id: number }[] }).workItems.map(({ id }) => id)).toEqual(ids);
          const fields = ["System.Title", "System.WorkItemType", "System.State", "System.Parent", "System.AreaPath"];
          const batch = await served.send("POST", "/_apis/wit/workitemsbatch", { body: { ids, fields } });
          const byId = new Map(expected.items.map((item) => [item.id, item]));
          for (const { id, fields: read } of (
            batch.json as { value: { id: number; fields: Record<string, unknown> }[] }
          ).value) {
            const item = byId.get(id);
            expect([id, read["System.Title"], read["System.WorkItemType"], read["System.State"]]).toEqual([
              id,
              item?.title,
              item?.type,
              item?.state,
            ]);
            expect([id, read["System.Parent"] ?? null]).toEqual([id, item?.parent]);
            expect(read["System.AreaPath"]).toBe(name);
          }
        } finally {
          await served.close();
        }
      },
    );

    it("keeps the iterations that a template has", async () => {
      const estate = await templateEstate(resolve(CAF, "CAF-ServerMigration"), { now: NOW });
      expect(estate.projects[0]?.iterations.children.map(({ name }) => name)).toEqual([
        "Iteration 1",
        "Iteration 2",
        "Iteration 3",
      ]);
    });

    it("names the folder that is no template", async () => {
      await expect(templateEstate(resolve(CAF, "normalized"), { now: NOW })).rejects.toThrow(
        /normalized.*WorkItems cannot be read/,
      );
    });
  },
);
