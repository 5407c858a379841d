import { foundText } from "../../../src/components/wording";

describe("what a blocker found and asks for", () => {
  it.each([
    ["NOT_STAGED", "Replicated", "Staged", "Is Replicated, must be Staged."],
    ["BLOCKER_OPEN", "Active", "closed", "Is Active, must be closed."],
    ["SCOPE_SPLIT", "no release", "release R4", "Is in no release, must be in release R4."],
    ["EMPTY_SCOPE", "no assets", "at least one asset", "No assets; needed: at least one asset."],
    [
      "READ_PARTIAL",
      "2 items could not be read",
      "every item that was found",
      "2 items could not be read; needed: every item that was found.",
    ],
    ["FREEZE", "2026-12-20 lies in Year end", "another day", "2026-12-20 lies in Year end; needed: another day."],
  ] as const)("reads as a sentence: %s", (code, actual, expected, text) => {
    expect(foundText({ code, actual, expected })).toBe(text);
  });
});
