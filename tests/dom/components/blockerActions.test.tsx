import { fireEvent, render, screen } from "@testing-library/react";
import * as React from "react";
import { BlockerActions } from "../../../src/components/record/BlockerActions";
import { LinksProvider } from "../../../src/components/links";
import type { WaiverRequest } from "../../../src/domain/readiness/report";
import type { RecordRequest } from "../../../src/domain/record/request";
import { person } from "../../builders/evidence";
import { blocker } from "../../builders/report";

const ASKED: WaiverRequest = {
  item: { id: 9, title: "Replicate later", type: "Task" },
  askedBy: person("Ann"),
  waives: [{ code: "NOT_REPLICATED", part: null }],
  about: [2],
  releases: [],
};

function show(asked: readonly WaiverRequest[]): RecordRequest[] {
  const recorded: RecordRequest[] = [];
  const links = { workItem: (id: number) => `https://boards.example/${id}`, open: () => undefined };
  render(
    <LinksProvider value={links}>
      <BlockerActions blocker={blocker(2)} release="R1" asked={asked} onRecord={(request) => recorded.push(request)} />
    </LinksProvider>,
  );
  return recorded;
}

describe("what can be recorded about a blocker", () => {
  it("is a waiver, where nobody has asked for one", () => {
    const recorded = show([]);
    fireEvent.click(screen.getByRole("button", { name: "Ask for a waiver…" }));
    expect(recorded).toMatchObject([{ kind: "waiver", code: "NOT_REPLICATED" }]);
  });

  it("is its approval, where one is asked for: by whom, and which", () => {
    const recorded = show([ASKED]);
    expect(screen.queryByRole("button", { name: "Ask for a waiver…" })).toBeNull();
    expect(screen.getByText(/Waiver asked for by Ann/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Replicate later/ })).toHaveAttribute("href", "https://boards.example/9");
    fireEvent.click(screen.getByRole("button", { name: "Approve…" }));
    expect(recorded).toEqual([{ kind: "approve", workItem: 9 }]);
  });
});
