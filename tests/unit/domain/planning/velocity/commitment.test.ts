import fc from "fast-check";
import {
  belowProject,
  commitmentTagOf,
  parseCommitmentTag,
} from "../../../../../src/domain/planning/velocity/commitment";

const AT = Date.parse("2026-11-09T08:15:42Z");

describe("the tag of a commitment", () => {
  it("names the iteration below the project, with / between its names, and the time to the minute", () =>
    expect(commitmentTagOf("committed:", "Contoso\\Wave 1\\Sprint 5", AT)).toBe(
      "committed:Wave 1/Sprint 5@2026-11-09T08:15Z",
    ));

  it("writes what would end a tag by its code", () =>
    expect(commitmentTagOf("c:", "Contoso\\A, B; 100%", AT)).toBe("c:A%2C B%3B 100%25@2026-11-09T08:15Z"));

  it("is read back as it was written, to the minute", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom("a", "B", " ", "%", ",", ";", "2", "5", "C", "@", "é"), minLength: 1 }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.integer({ min: 0, max: 4e12 }),
        (names, at) => {
          const path = ["Contoso", ...names].join("\\");
          const minute = Math.floor(at / 60_000) * 60_000;
          const tag = commitmentTagOf("committed:", path, at);
          expect(tag).not.toMatch(/[,;]/);
          expect(parseCommitmentTag("committed:", tag)).toEqual({ below: belowProject(path), at: minute });
        },
      ),
    ));

  it("is read whatever the case of its prefix and codes", () =>
    expect(parseCommitmentTag("Committed:", "committed:A%2c B@2026-11-09t08:15z")).toEqual({
      below: "A, B",
      at: Date.parse("2026-11-09T08:15Z"),
    }));

  it.each([
    "release:Sprint 5",
    "committed:Sprint 5",
    "committed:Sprint 5@2026-02-30T08:15Z",
    "committed:A@2026-01-01T25:00Z",
  ])("is not %s", (tag) => expect(parseCommitmentTag("committed:", tag)).toBeNull());

  it("is not made without a time", () =>
    expect(() => commitmentTagOf("c:", "Contoso\\A", NaN)).toThrow("A commitment to Contoso\\A at no time"));
});
