import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateEstate } from "../../../scripts/local-boards/server";
import type { EstateTeam } from "../../../scripts/local-boards/model/estate";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const ITEM = {
  id: 7,
  fields: {
    "System.WorkItemType": "Task",
    "System.Title": "A task",
    "System.State": "New",
    "System.CreatedDate": "2026-01-05T09:00:00Z",
    "System.ChangedDate": "2026-01-05T09:00:00Z",
    "System.CreatedBy": "Ada Person <ada@contoso.example>",
    "System.ChangedBy": "Ben Person <ben@contoso.example>",
  },
};

describe("the teams of a template", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "template-"));
    mkdirSync(join(folder, "WorkItems"));
    mkdirSync(join(folder, "Teams", "First team"), { recursive: true });
    write("WorkItems/Task.json", { value: [ITEM] });
    write("Iterations.json", { name: "Root", children: [{ name: "Iteration 1" }] });
    write("Teams/Teams.json", [{ name: "First team", description: "Goes ahead." }, { name: "Second team" }]);
    write("Teams/First team/TeamSetting.json", {
      bugsBehavior: "asTasks",
      backlogVisibilities: { "Microsoft.EpicCategory": false, "Microsoft.RequirementCategory": true },
    });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(file: string, content: unknown): void {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }

  async function teams(): Promise<readonly EstateTeam[]> {
    return (await templateEstate(folder, { now: NOW })).projects[0]?.teams ?? [];
  }

  it("have everybody in them, the root as backlog iteration, and no sprint where none has dates", async () => {
    const estate = await templateEstate(folder, { now: NOW });
    for (const team of await teams()) {
      expect(team.members).toEqual(estate.users.map(({ id }) => id));
      expect(team.members).toHaveLength(3);
      expect(team.backlogIteration).toBe(estate.projects[0]?.iterations.identifier);
      expect(team.iterations).toEqual([]);
    }
  });

  it("have the settings of their folder, else those of a new team", async () => {
    const [first, second] = await teams();
    expect(first).toMatchObject({
      name: "First team",
      description: "Goes ahead.",
      bugsBehavior: "asTasks",
      hiddenBacklogs: ["Microsoft.EpicCategory"],
    });
    expect(second).toMatchObject({ description: "", bugsBehavior: "asRequirements", hiddenBacklogs: [] });
  });

  it("are refused with settings of another kind, by the file's name", async () => {
    write("Teams/First team/TeamSetting.json", { bugsBehavior: "somewhere" });
    await expect(teams()).rejects.toThrow(/TeamSetting\.json is not of the .* format/);
  });
});
