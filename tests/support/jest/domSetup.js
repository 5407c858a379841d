/**
 * What azure-devops-ui expects of a browser and jsdom does not have: the two observers. They observe nothing, so
 * that a component renders as it does before its first measurement.
 */
require("@testing-library/jest-dom");

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

globalThis.IntersectionObserver = SilentObserver;
globalThis.ResizeObserver = SilentObserver;
