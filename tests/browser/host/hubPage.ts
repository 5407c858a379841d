/** Opens hub pages and hands out the extension's frame. */
import type { Frame, Page } from "playwright-core";

/** Waits for the newest extension frame of the page that has finished its handshake. */
export async function extensionFrame(page: Page, position = 0): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe.extension-frame >> nth=${position}`);
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error("The extension's iframe has no frame.");
  await frame.waitForSelector("h1:has-text('Extension page')");
  return frame;
}

/** Opens an address and gives the extension's frame in it. */
export async function openHub(page: Page, url: string): Promise<Frame> {
  await page.goto(url);
  return extensionFrame(page);
}
