import { render, screen } from "@testing-library/react";
import * as React from "react";
import { BlockerList } from "../../../src/components/BlockerList";
import { LinksProvider } from "../../../src/components/links";
import type { Blocker } from "../../../src/domain/readiness/report";
import { NOW } from "../../builders/estate";
import { blocker } from "../../builders/report";

const item = (id: number) => ({ id, title: `VM ${id}`, type: "User Story" });

function lineOf(line: Blocker, about: number) {
  const links = { workItem: (id: number) => `https://boards.example/${id}`, open: () => undefined };
  render(
    <LinksProvider value={links}>
      <BlockerList blockers={[line]} about={about} now={NOW} />
    </LinksProvider>,
  );
  return screen.getByRole("listitem").textContent;
}

describe("a blocker in a narrow place", () => {
  it("tells the way from a root further on to what it holds back (D4)", () => {
    const path = [item(1), item(2), item(3), item(4)];
    expect(lineOf(blocker(1, { code: "DEP_BEHIND", path }), 4)).toContain("VM 1over VM 2, then VM 3");
  });

  it("tells no way where the root is next to what it holds back", () => {
    expect(lineOf(blocker(1, { code: "DEP_BEHIND", path: [item(1), item(4)] }), 4)).not.toContain("over");
  });
});
