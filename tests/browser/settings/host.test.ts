/** The project settings of the local Azure Boards, as far as an extension stands in them. */
import type { Page } from "playwright-core";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { PROJECT, projectOf } from "../hub/estate";
import { settingsFrame } from "./settingsPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

let boards: RunningBoards;
let page: Page;

beforeAll(async () => {
  boards = await localBoards.start({ estate: projectOf({ workloads: [] }).estate });
});

beforeEach(async () => {
  page = await browser.newPage();
});

function overview(): string {
  return `${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/_settings`;
}

it("list the hubs of the extension's settings, and open each at an address of its own", async () => {
  browser.expectErrors(/404.*Documents\/policy/);
  await page.goto(overview());
  await page.getByRole("heading", { name: "Project settings", level: 1 }).waitFor();
  await page.getByRole("main").getByRole("link", { name: "Release Readiness" }).click();
  expect(page.url()).toBe(boards.settingsUrl());
  await settingsFrame(page);
  const current = page.getByRole("navigation", { name: "Project" }).locator("[aria-current=page]");
  expect(await current.getAttribute("href")).toBe(boards.settingsUrl());
  expect(await current.count()).toBe(1);
  expect(await page.title()).toBe("Release Readiness - Settings");
});

it("have no page for a hub that stands elsewhere", async () => {
  const hub = boards.hubUrl().split("/").at(-1) ?? "";
  expect((await fetch(`${overview()}/${hub}`)).status).toBe(404);
  expect((await fetch(`${overview()}/no.such.hub`)).status).toBe(404);
  expect((await fetch(`${overview()}/${boards.settingsUrl().split("/").at(-1) ?? ""}/more`)).status).toBe(404);
});

it("are not among the hubs of Boards", async () => {
  const settings = boards.settingsUrl().split("/").at(-1) ?? "";
  const url = `${boards.organizationUrl}/${encodeURIComponent(PROJECT)}/_apps/hub/${settings}`;
  expect((await fetch(url)).status).toBe(404);
});
