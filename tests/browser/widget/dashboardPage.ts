/** Opens the dashboard of the local Azure Boards and does with our widget what people do. */
import type { Frame, Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";

/** How long a test waits for something on the page, in milliseconds. */
const PATIENCE = 10_000;

/** What a person configures. */
export interface Configuration {
  readonly title?: string;
  /** As the dashboard writes it: columns × rows. */
  readonly size?: "2 × 1" | "2 × 2" | "3 × 2";
  /** The label of what is shown. */
  readonly shows?: RegExp;
  /** Name of the release, where one is shown. */
  readonly release?: string;
}

/** Opens a project's dashboard. */
export async function openDashboard(page: Page, boards: RunningBoards): Promise<void> {
  page.setDefaultTimeout(PATIENCE);
  const name = boards.boards.projects()[0]?.name ?? "";
  await page.goto(`${boards.organizationUrl}/${encodeURIComponent(name)}/_dashboards`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** The frame of a title, once there is something in it. */
export async function frameOf(page: Page, title: string): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[title="${title}"]`);
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error(`There is no frame ${title}.`);
  await frame.waitForSelector("main");
  return frame;
}

/** Adds our widget to a dashboard in edit mode, and leaves that mode. */
export async function addWidget(page: Page): Promise<Frame> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Add Release Readiness" }).click();
  await page.getByRole("button", { name: "Done editing" }).click();
  return frameOf(page, "Release Readiness");
}

/** Configures the only widget, named so, and saves. */
export async function configure(page: Page, title: string, chosen: Configuration): Promise<Frame> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: `Configure ${title}` }).click();
  const panel = page.getByRole("dialog", { name: "Configuration" });
  const frame = await frameOf(page, "Release Readiness widget configuration");
  if (chosen.title !== undefined) {
    await panel.getByLabel("Title").fill(chosen.title);
    await panel.getByLabel("Title").blur();
  }
  if (chosen.size !== undefined) await panel.getByLabel("Size").selectOption(chosen.size);
  if (chosen.shows !== undefined) await frame.getByLabel(chosen.shows).check();
  if (chosen.release !== undefined) await frame.getByRole("combobox").selectOption({ label: chosen.release });
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Done editing" }).click();
  return frameOf(page, chosen.title ?? title);
}
