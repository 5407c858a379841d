import { render, screen } from "@testing-library/react";
import * as React from "react";
import type { Policy, ReleaseSource } from "../../../src/domain/policy/policy";
import { HowToChange } from "../../../src/hub/mapping/HowToChange";
import { PolicySummary } from "../../../src/components/policy/PolicySummary";
import { policy } from "../../builders/estate";

function told(changes: Partial<Policy> = {}): string[] {
  render(<HowToChange policy={policy(changes)} />);
  return screen.getAllByRole("listitem").map(({ textContent }) => textContent ?? "");
}

describe("how to change what is read", () => {
  it.each<[string, ReleaseSource, RegExp]>([
    ["a tag", { kind: "tag", prefix: "wave:" }, /the tag wave: and the release's name, such as wave:R1/],
    ["an iteration", { kind: "iteration", level: 2 }, /an iteration at or below the release's own.* level 2/],
    ["a field", { kind: "field", field: "Custom.Wave" }, /the release's name in the field Custom\.Wave/],
    ["nothing", { kind: "none" }, /this mapping names none/],
  ])("says how a workload gets into a release that is named by %s", (_what, source, expected) => {
    expect(told({ releases: { ...policy().releases, source } })[0]).toMatch(expected);
  });

  it("says whether the assets need the release themselves", () => {
    const releases = { ...policy().releases, assetsFollowWorkload: false };
    expect(told({ releases })[0]).toContain("on each of its assets: one without it holds the release back");
  });

  it("says so where the assets follow their workload", () => {
    expect(told()[0]).toContain("on the workload; its assets follow");
  });

  it("names the tags of this very mapping", () => {
    const assets = { ...policy().assets, includeTag: "move-it", excludeTag: "leave-it" };
    const text = told({ assets, blockingItems: { types: [], tags: ["stop"], links: [] } }).join("\n");
    expect(text).toMatch(/give it the tag move-it\. To take one out: the tag leave-it/);
    expect(text).toMatch(/the tag stage:staged for Staged, .*the tag stage:promoted for Promoted/);
    expect(text).toMatch(/an open item below it, of any type, with the tag stop\./);
  });

  it("leaves out what the mapping does not ask for", () => {
    const none = { types: [], tags: [], links: [] };
    expect(told({ blockingItems: none, uatDefects: none, signals: [] })).toHaveLength(3);
  });
});

describe("the mapping in words", () => {
  it("says what was set for each release", () => {
    const settings = [{ key: "R1", targetDate: "2026-12-12", model: "single-step" }] as const;
    render(<PolicySummary policy={policy({ releases: { ...policy().releases, settings } })} />);
    expect(screen.getByText(/^R1: target .*2026.*, single-step model$/)).toBeInTheDocument();
  });
});
