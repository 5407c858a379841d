import { valueOf } from "../../../../src/hub/planning/plan/values";

describe("what is typed for an effort", () => {
  it.each([
    ["5", 5],
    ["0", 0],
    ["2.5", 2.5],
    ["2,5", 2.5],
    ["0,125", 0.125],
    ["1000", 1000],
    ["1.000", 1],
    ["", null],
  ])("%j is %p", (text, value) => {
    expect(valueOf("effort", text)).toEqual({ value });
  });

  it.each(["1,000", "25,000", "1e9", "-1", "abc", "1,000,000"])("%j is none, and the sentence says so", (text) => {
    expect(valueOf("effort", text)).toEqual({ fault: expect.stringContaining(`"${text}"`) as string });
  });
});
