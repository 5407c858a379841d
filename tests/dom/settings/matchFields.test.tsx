import { fireEvent, render, screen } from "@testing-library/react";
import * as React from "react";
import type { Policy } from "../../../src/domain/policy/policy";
import { ProblemsProvider } from "../../../src/settings/fields/problems";
import { AssetsSection } from "../../../src/settings/sections/AssetsSection";
import { StagesSection } from "../../../src/settings/sections/StagesSection";
import { policy } from "../../builders/estate";
import { fullPolicy } from "../../builders/policies";

/** Draws a section of the settings over a draft that follows what is typed. */
function show(Section: typeof AssetsSection, first: Policy, path = "") {
  let draft = first;
  const Page = (): JSX.Element => {
    const [value, setValue] = React.useState(first);
    draft = value;
    return (
      <ProblemsProvider value={path === "" ? [] : [{ path, message: "must not be empty" }]}>
        <Section policy={value} onChange={setValue} snapshot={null} report={null} />
      </ProblemsProvider>
    );
  };
  render(<Page />);
  return () => draft;
}

const card = (name: string) => screen.getByRole("group", { name });
const choose = (label: string, option: string) => {
  fireEvent.change(screen.getByLabelText(label), { target: { value: option } });
};

describe("the editor of what is asked of a work item", () => {
  it("offers a condition what its kind asks, and begins anew with another kind (M1)", () => {
    const base = policy();
    const draft = show(AssetsSection, { ...base, assets: { ...base.assets, when: [{ kind: "tag", tag: "kind:*" }] } });
    choose("It", "childTasks");
    expect(draft().assets.when).toEqual([{ kind: "childTasks", titles: [], atLeast: 1 }]);
    fireEvent.change(screen.getByLabelText(/^Titles *One a line/), {
      target: { value: "Assess\nMigrate" },
    });
    fireEvent.change(screen.getByLabelText("At least"), { target: { value: "2" } });
    expect(draft().assets.when).toEqual([{ kind: "childTasks", titles: ["Assess", "Migrate"], atLeast: 2 }]);
  });

  it("offers a signal what its kind asks, and keeps its stage with another kind (M5)", () => {
    const draft = show(StagesSection, policy({ signals: [{ kind: "tag", stage: "Accepted", tag: "uat" }] }));
    choose("By", "phaseItem");
    choose("Once it", "started");
    expect(draft().signals).toEqual([{ kind: "phaseItem", stage: "Accepted", titles: [], when: "started" }]);
    choose("By", "field");
    fireEvent.change(screen.getByLabelText(/^Reference name of the field/), { target: { value: "Custom.Stage" } });
    expect(draft().signals).toEqual([{ kind: "field", stage: "Accepted", field: "Custom.Stage", values: [] }]);
  });

  it("has a field for every member of every kind", () => {
    const members = (of: readonly object[]) => of.map((one) => Object.keys(one).length);
    show(AssetsSection, fullPolicy());
    const { when } = fullPolicy().assets;
    const drawn = when.map(
      (_, index) => card(`Condition ${index + 1}`).querySelectorAll("input, select, textarea").length,
    );
    expect(drawn).toEqual(members(when));
  });

  it("has a field for every member of every kind of signal too", () => {
    show(StagesSection, fullPolicy());
    const { signals } = fullPolicy();
    const drawn = signals.map(
      (_, index) => card(`Signal ${index + 1}`).querySelectorAll("input, select, textarea").length,
    );
    expect(drawn).toEqual(signals.map((signal) => Object.keys(signal).length));
  });

  it("shows a problem at the member that has it", () => {
    show(StagesSection, policy({ signals: [{ kind: "tag", stage: "Staged", tag: "" }] }), "signals[0].tag");
    expect(screen.getByLabelText(/^Tag/)).toHaveAttribute("aria-invalid", "true");
  });
});
