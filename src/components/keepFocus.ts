/**
 * Does what takes the focus away, such as a panel over the page, and gives it back to where it was. A browser takes the
 * focus of a page that is covered, and gives it back to the frame around the page only. Where the element is gone by then, or
 * a person has gone on elsewhere in the page, nothing is done.
 */
export async function keepFocus<T>(work: () => Promise<T>): Promise<T> {
  const { activeElement } = document;
  try {
    return await work();
  } finally {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost && activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
  }
}
