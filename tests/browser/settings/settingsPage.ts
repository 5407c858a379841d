/** Opens the settings in the local Azure Boards, with a mapping in use. */
import type { Frame, Page } from "playwright-core";
import type { Estate } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { parsePolicy } from "../../../src/domain/policy/parse";
import { stateTableOf, presetOf } from "../../../src/domain/policy/presets";
import type { Policy } from "../../../src/domain/policy/policy";
import { AGILE_TYPES, policy } from "../../builders/estate";

/** How long a test waits for something on the page. */
const PATIENCE_MS = 10_000;

/** The Agile mapping; On hold has no stage. */
export const STORED: Policy = policy({ stateTable: stateTableOf(presetOf("agile"), ["User Story"], AGILE_TYPES) });

/** The stored policy of the first project, as whoever reads it next understands it. */
export function storedPolicy(boards: RunningBoards): Policy {
  const parsed = parsePolicy(boards.boards.snapshot().documents[0]?.body["policy"]);
  if (!parsed.ok) throw new Error(`What is stored is no policy: ${JSON.stringify(parsed.problems)}`);
  return parsed.policy;
}

/** Stores a policy as another administrator would, over whatever is there. */
export async function storeElsewhere(boards: RunningBoards, project: string, stored: unknown): Promise<void> {
  const [found] = boards.boards.snapshot().documents;
  const ids = "release-readiness/release-readiness";
  const url = `${boards.organizationUrl}/_apis/ExtensionManagement/InstalledExtensions/${ids}/Data/Scopes/Default/Current/Collections/policy-${project}/Documents?api-version=7.1-preview.1`;
  const response = await fetch(url, {
    method: found === undefined ? "POST" : "PUT",
    headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "policy", __etag: found === undefined ? undefined : -1, policy: stored }),
  });
  if (!response.ok) throw new Error(`Storing a policy: ${response.status} ${await response.text()}`);
}

/** Id of the estate's only project. */
export function projectId(estate: Estate): string {
  const [project] = estate.projects;
  if (project === undefined) throw new Error("The estate has no project.");
  return project.id;
}

/** The settings' frame in an open page, as soon as it shows something. */
export async function settingsFrame(page: Page): Promise<Frame> {
  page.setDefaultTimeout(PATIENCE_MS);
  const handle = await page.waitForSelector("iframe.extension-frame");
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The settings' iframe has no frame.");
  await frame.waitForSelector("role=heading[name='Release Readiness'][level=1]");
  return frame;
}

/** Opens a section of the settings. */
export async function openSection(frame: Frame, title: string): Promise<void> {
  await frame.click(`nav a:has-text("${title}")`);
  await frame.waitForSelector(`h2:text-is("${title}")`);
}
