/** The forms in which hosts of Azure DevOps take a hub in: all of them must show the same. */
import { useBrowser } from "../../support/browser";
import { type TestBoardsOptions, useLocalBoards } from "../../support/localBoards";
import { projectOf } from "./estate";
import { gatesOf, NO_MAPPING_YET, openConfirmed } from "./hubPage";

const browser = useBrowser();
const localBoards = useLocalBoards();

it.each<[string, Partial<TestBoardsOptions>]>([
  ["a sandboxed frame, as Azure DevOps Server has it", { sandbox: true }],
  ["the legacy handshake", { handshake: "legacy" }],
  ["the legacy handshake that names no user", { handshake: "legacyWithoutContext" }],
])("opens in %s, and its links lead out", async (_what, options) => {
  browser.expectErrors(NO_MAPPING_YET);
  const { estate, idOf } = projectOf({ workloads: [{ title: "Payroll", assets: [{ title: "SQL-04" }] }] });
  const boards = await localBoards.start({ estate, ...options });
  const page = await browser.newPage();
  const frame = await openConfirmed(page, boards);
  expect(await gatesOf(frame, "Payroll")).toEqual(["blocked 1", "blocked 1", "blocked 1"]);
  await frame.click(".rr-grid-title:text-is('Payroll')");
  const link = frame.locator(".rr-ledger a:text-is('SQL-04')");
  const [opened] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await opened.waitForLoadState();
  expect(opened.url()).toMatch(new RegExp(`/_workitems/edit/${idOf("SQL-04")}$`));
});
