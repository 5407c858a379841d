import { readFileSync } from "node:fs";
import { join } from "node:path";
import { helpText } from "../../../scripts/local-boards/host/node/commandLine";
import { ROUTES } from "../../../scripts/local-boards/rest/routes";
import { sampleEstate } from "../../../scripts/local-boards/server";

const TEXT = readFileSync(join(__dirname, "../../../docs/local-boards.md"), "utf8");

/** The text below a heading, up to the next one. */
function section(heading: string): string {
  const found = TEXT.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/local-boards.md has no section ${heading}.`);
  return found;
}

/** The rows of a section's tables, cell by cell, without the lines that only draw them. */
function rows(heading: string): string[][] {
  return section(heading)
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| -"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("docs/local-boards.md", () => {
  it("lists every option and no other", () => {
    const inHelp = [...helpText().matchAll(/^ {2}--([\w-]+(?: [A-Z]+)?) {2}/gm)].map(([, option]) => `\`--${option}\``);
    expect(
      rows("Options")
        .slice(1)
        .map(([option]) => option),
    ).toEqual(inHelp);
    expect(inHelp.length).toBeGreaterThan(5);
  });

  it("lists every request that REST serves and no other", () => {
    const documented = rows("What it serves").flatMap(([, requests]) =>
      [...(requests ?? "").matchAll(/`([A-Z]+ [^`]+)`/g)].map(([, request]) => request),
    );
    const served = ROUTES.map(
      ({ method, template }) => `${method} ${template.replace(/^ExtensionManagement\/.*\/Documents/, "…/Documents")}`,
    );
    expect(documented.sort()).toEqual(served.sort());
  });

  it("lists the sample's edge cases with their work items", () => {
    const { notes } = sampleEstate({ now: Date.parse("2026-03-10T12:00:00Z") });
    const edgeCases = notes.filter(({ text }) => !text.startsWith("Workload of"));
    expect(rows("The sample").slice(1)).toEqual(
      edgeCases.map(({ subject, text, workItems }) => [subject, text, workItems.join(", ")]),
    );
  });
});
