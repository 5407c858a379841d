import "@testing-library/jest-dom";

/**
 * What azure-devops-ui expects of a browser and jsdom does not have: the two observers. They observe nothing, so
 * that a component renders as it does before its first measurement.
 */
class SilentObserver {
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds: readonly number[] = [];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

globalThis.IntersectionObserver = SilentObserver;
globalThis.ResizeObserver = SilentObserver;
