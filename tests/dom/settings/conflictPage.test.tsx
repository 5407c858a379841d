import { fireEvent, render, screen, within } from "@testing-library/react";
import axe from "axe-core";
import * as React from "react";
import type { Policy } from "../../../src/domain/policy/policy";
import { mergeOf } from "../../../src/domain/policy/sections";
import { ConflictPage } from "../../../src/settings/ConflictPage";
import type { Settings } from "../../../src/settings/store/settings";
import { policy } from "../../builders/estate";

const BASE = policy();
const row = (state: string, stage: Policy["stateTable"][number]["stage"], more: object = {}) => ({
  type: "User Story",
  state,
  stage,
  ...more,
});
const THEIRS = policy({
  stateTable: [row("New", "Pending"), row("Active", "Replicated"), row("Closed", "Staged"), row("Resolved", "Staged")],
});
const MINE = policy({
  stateTable: [
    row("New", "Pending"),
    row("Active", "Replicating", { max: "Replicated" }),
    row("On hold", "Pending"),
    row("Resolved", "Staged", { max: "InTest" }),
  ],
  labels: { release: "Wave" },
});

function show(mine: Policy, theirs: Policy) {
  const resolve = jest.fn();
  const unexpected = () => {
    throw new Error("not expected");
  };
  const settings = new Proxy({ resolve } as unknown as Settings, {
    get: (target, name: keyof Settings) => (name === "resolve" ? target[name] : unexpected()),
  });
  const conflict = { theirs: { policy: theirs, etag: 9 }, merge: mergeOf(BASE, theirs, mine) };
  render(
    <main>
      <h1>Settings</h1>
      <ConflictPage settings={settings} conflict={conflict} mine={mine} />
    </main>,
  );
  return { resolve };
}

describe("two mappings whose states differ", () => {
  it("show the states that they read otherwise, as a table: theirs and yours", async () => {
    show(MINE, THEIRS);
    const table = within(screen.getByRole("table", { name: "Stage of each state" }));
    const rows = table.getAllByRole("row").map((one) => [...one.children].map(({ textContent }) => textContent));
    expect(rows).toEqual([
      ["Type", "State", "Theirs", "Yours"],
      ["User Story", "Active", "Replicated", "Replicating, never above Replicated"],
      ["User Story", "Closed", "Staged", "No stage (unknown)"],
      ["User Story", "Resolved", "Staged", "Staged, never above In test"],
      ["User Story", "On hold", "No stage (unknown)", "Pending"],
    ]);
    expect(document.body.textContent).not.toContain("stateTable");
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it("show the other places of the section beside it, as the document has them", () => {
    show({ ...MINE, notDoneReasons: ["Cut"] }, { ...THEIRS, notDoneReasons: ["Rejected"] });
    expect(screen.getByLabelText("Their Stages")).toHaveTextContent('notDoneReasons: [ "Rejected" ]');
    expect(screen.getByLabelText("My Stages")).toHaveTextContent('notDoneReasons: [ "Cut" ]');
  });

  it("show no table where only the order of the rows differs: that says nothing (M4)", () => {
    show({ ...MINE, stateTable: THEIRS.stateTable.toReversed() }, THEIRS);
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByRole("group", { name: "Both changed: Stages" })).toBeInTheDocument();
  });

  it("are put together as chosen", () => {
    const { resolve } = show(MINE, THEIRS);
    fireEvent.click(screen.getByRole("radio", { name: "Keep mine" }));
    fireEvent.click(screen.getByRole("button", { name: "Continue with both" }));
    expect(resolve).toHaveBeenCalledWith(["labels", "stages"]);
  });
});
