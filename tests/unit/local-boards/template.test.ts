import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateEstate } from "../../../scripts/local-boards/server";

const NOW = Date.parse("2026-03-10T12:00:00Z");

describe("a folder that is no template", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "template-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is refused without WorkItems", async () => {
    await expect(templateEstate(folder, { now: NOW })).rejects.toThrow(/WorkItems cannot be read/);
  });

  it("is refused with WorkItems that has no work item, rather than served as an empty project", async () => {
    mkdirSync(join(folder, "WorkItems"));
    await expect(templateEstate(folder, { now: NOW })).rejects.toThrow(/WorkItems has no work items/);
    writeFileSync(join(folder, "WorkItems", "Task.json"), '{"value": []}');
    await expect(templateEstate(folder, { now: NOW })).rejects.toThrow(/WorkItems has no work items/);
  });

  it("is refused with files of another format, by their name", async () => {
    mkdirSync(join(folder, "WorkItems"));
    writeFileSync(join(folder, "WorkItems", "Task.json"), "[]");
    await expect(templateEstate(folder, { now: NOW })).rejects.toThrow(/Task\.json is not of the .* format/);
  });
});
