import { useBrowser } from "../../support/browser";
import { useLocalBoards } from "../../support/localBoards";
import { projectOf } from "./estate";
import { gatesOf, hubFrame, NO_MAPPING_YET, openConfirmed } from "./hubPage";

const DAY = 86_400_000;
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const browser = useBrowser();
const localBoards = useLocalBoards();

async function openHub() {
  browser.expectErrors(NO_MAPPING_YET);
  // Each asset is new until two days ago.
  const { estate } = projectOf({
    workloads: [
      {
        title: "Payroll",
        tags: ["release:R1"],
        assets: [
          { title: "SQL-04", tags: ["release:R1"], state: "Resolved" },
          { title: "WEB-11", tags: ["release:R1"], state: "Resolved" },
        ],
      },
    ],
  });
  const boards = await localBoards.start({ estate });
  const page = await browser.newPage();
  const frame = await openConfirmed(page, boards);
  return { page, frame };
}

it("shows the verdicts of a day that is over, judged with today's mapping, and leads back to now (T1, T3)", async () => {
  const { page, frame } = await openHub();
  expect((await gatesOf(frame, "R1"))[0]).toBe("ready");
  const day = dayOf(Date.now() - 5 * DAY);
  await frame.fill("label:has-text('As of') >> input", day);
  await frame.waitForSelector("text=judged with today's mapping");
  await frame.waitForSelector(".rr-age:has-text('As of')");
  expect((await gatesOf(frame, "R1"))[0]).toBe("blocked 2");
  expect(page.url()).toContain(`asOf=${day}`);

  await page.reload();
  const again = await hubFrame(page);
  await again.waitForSelector(".rr-age:has-text('As of')");
  await again.click("button:has-text('Back to now')");
  await again.waitForSelector(".rr-age:has-text('Read')");
  expect((await gatesOf(again, "R1"))[0]).toBe("ready");
});

it("tells what changed since a day (T2)", async () => {
  const { frame } = await openHub();
  await frame.click("a:has-text('What changed')");
  await frame.waitForSelector("h3:has-text('Gates gained')");
  expect(await frame.innerText(".rr-sentence")).toContain("2 gates gained");
  expect(await frame.innerText("section:has(h3:text('Assets that moved on'))")).toContain("Pending → Replicated");
});
