import * as SDK from "azure-devops-extension-sdk";

/**
 * Takes the host's spinner away, then keeps the frame as high as what is in it. The host takes no heights before the spinner
 * is gone. The width is the host's.
 */
export async function showAtHeightOf(content: Element): Promise<void> {
  await SDK.notifyLoadSucceeded();
  let told = 0;
  const tell = (): void => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    SDK.resize(window.innerWidth, height);
  };
  tell();
  new ResizeObserver(tell).observe(content);
}
