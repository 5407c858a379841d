/** The built extension on a real organisation: a second local Azure Boards stands for it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { parseOrganizationUrl } from "../../../scripts/local-boards/remote/organizationUrl";
import { type RunningOrganization, startOrganization } from "../../../scripts/local-boards/remote/start";
import { Secret } from "../../../scripts/local-boards/remote/token";
import { sampleEstate } from "../../../scripts/local-boards/server";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import { useBrowser } from "../../support/browser";
import { bundleHostPage, useLocalBoards } from "../../support/localBoards";
import { gatesOf, historiesRead, hubFrame, NO_MAPPING_YET } from "../hub/hubPage";

const ROOT = join(__dirname, "..", "..", "..");

const browser = useBrowser();
const localBoards = useLocalBoards();

let hostDirectory: string;
let data: string;
let organization: RunningBoards;
let remote: RunningOrganization;

async function start(allowsWrites: boolean): Promise<RunningOrganization> {
  return startOrganization({
    address: parseOrganizationUrl(organization.organizationUrl),
    project: organization.boards.projects()[0]?.name ?? "",
    allowsWrites,
    token: new Secret(organization.token),
    host: { extensionDirectory: ROOT, hostDirectory, port: 0 },
    clock: () => Date.now(),
    faults: [],
    data,
    reset: false,
  });
}

/** The verdicts of two releases, once the hub shows them. */
async function verdictsOf(frame: Frame): Promise<string[]> {
  await frame.waitForSelector("[role=treegrid]");
  await historiesRead(frame);
  return (await Promise.all(["R1", "R4"].map((title) => releaseGates(frame, title)))).flat();
}

async function confirmed(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  const frame = await hubFrame(page);
  await frame.click("button:has-text('Confirm this mapping')");
  return verdictsOf(frame);
}

async function end({ running, release }: RunningOrganization): Promise<void> {
  await running.close();
  await release();
}

async function releaseGates(frame: Frame, start: string): Promise<string[]> {
  const titles = await frame.locator(".rr-grid-title").allInnerTexts();
  const title = titles.find((one) => one.startsWith(`${start} `));
  if (title === undefined) throw new Error(`No release ${start} among ${titles.length} rows.`);
  return gatesOf(frame, title);
}

beforeAll(async () => {
  hostDirectory = mkdtempSync(join(tmpdir(), "remote-host-"));
  data = mkdtempSync(join(tmpdir(), "remote-data-"));
  await bundleHostPage(hostDirectory);
  organization = await localBoards.start({ estate: sampleEstate({ now: Date.now() }) });
});

afterAll(() => {
  for (const folder of [hostDirectory, data]) rmSync(folder, { recursive: true });
});

afterEach(() => end(remote));

it("shows its verdicts from the first visit on, changes nothing there, and gives the browser no token of it", async () => {
  browser.expectErrors(NO_MAPPING_YET);
  // Of another project nothing is passed on: the states of what is waited for there count as open.
  browser.expectErrors(/404.*Contoso%20Network\/_apis\/wit\/workitemtypes/);
  const before = JSON.stringify(organization.boards.snapshot());
  remote = await start(false);
  const page = await browser.newPage();
  const seen: string[] = [];
  const asked = new Set<string>();
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    asked.add(new URL(response.url()).origin);
    bodies.push(
      Promise.all([response.allHeaders(), response.text().catch(() => "")]).then(([headers, text]) => {
        seen.push(response.url(), JSON.stringify(headers), JSON.stringify(response.request().headers()), text);
      }),
    );
  });
  const verdicts = await confirmed(page, remote.running.hubUrl());
  await Promise.all(bodies);
  expect(verdicts).toHaveLength(6);

  const { origin } = new URL(remote.running.organizationUrl);
  expect([...asked].sort()).toEqual([origin, remote.running.extensionOrigin].sort());
  expect(seen.length).toBeGreaterThan(40);
  const all = [...seen, await page.content()];
  // Not by toContain: a failure would print the whole of it.
  const where = (text: string): string[] => all.filter((one) => one.includes(text)).map((one) => one.slice(0, 200));
  expect(where(remote.running.token).length).toBeGreaterThan(0);
  expect(where(organization.token)).toEqual([]);
  expect(where(Buffer.from(`:${organization.token}`).toString("base64"))).toEqual([]);
  // Only the host page's own sentence says which organisation it is.
  expect(where(organization.organizationUrl).filter((one) => !one.startsWith("<!"))).toEqual([]);

  expect(await page.textContent(".stand-in")).toContain("real organisation local, read-only");
  await remote.running.boards.save();
  expect(JSON.stringify(organization.boards.snapshot())).toBe(before);
  const kept = readdirSync(data)
    .map((name) => readFileSync(join(data, name), "utf8"))
    .join("\n");
  expect(kept).toContain("policy");
  expect(kept).not.toContain(organization.token);

  // The same extension on the organisation itself comes to the same verdicts.
  const direct = await browser.newPage();
  expect(await confirmed(direct, organization.hubUrl())).toEqual(verdicts);
  const users = page.getByRole("banner").getByRole("button", { name: /^Signed in as / });
  await users.click();
  expect(await page.getByRole("menuitemradio").count()).toBe(1);
});

it("changes work items there where that was allowed, and not otherwise", async () => {
  remote = await start(false);
  const [item] = organization.boards.snapshot().workItems;
  const write = async (): Promise<number> => {
    const url = `${remote.running.organizationUrl}/_apis/wit/workitems/${item?.id}?api-version=7.0`;
    const page = await browser.newPage();
    await page.goto(`${remote.running.organizationUrl}/`);
    return page.evaluate(
      async ([address, token]) => {
        const answer = await fetch(address ?? "", {
          method: "PATCH",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json-patch+json" },
          body: JSON.stringify([{ op: "add", path: "/fields/System.Title", value: "Renamed for real" }]),
        });
        return answer.status;
      },
      [url, remote.running.token],
    );
  };
  browser.expectErrors(/403/);
  expect(await write()).toBe(403);
  await end(remote);
  remote = await start(true);
  expect(await write()).toBe(200);
  const changed = organization.boards.snapshot().workItems.find(({ id }) => id === item?.id);
  expect(changed?.changes.at(-1)?.fields).toMatchObject({ "System.Title": "Renamed for real" });
});
