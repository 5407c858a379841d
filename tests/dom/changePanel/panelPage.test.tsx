import { fireEvent, render, screen } from "@testing-library/react";
import axe from "axe-core";
import * as React from "react";
import { OutsidePage } from "../../../src/changePanel/OutsidePage";
import type { Panel, PanelState } from "../../../src/changePanel/panel";
import { PanelPage, type PanelPageProps } from "../../../src/changePanel/PanelPage";
import { createChangeSession } from "../../../src/components/change/session";
import { LinksProvider } from "../../../src/components/links";
import { createStore } from "../../../src/components/store/store";
import type { Snapshot } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, policy, snapshot, task, workItem } from "../../builders/estate";
import { changeWorld } from "../components/support/changeWorld";

const ADDRESSES: PanelPageProps["addresses"] = {
  hub: () => "https://boards.example/hub",
  workload: (id, release) => `https://boards.example/hub/${release ?? "none"}/${id ?? "none"}`,
};

interface FakePanel extends Panel {
  readonly set: (state: PanelState) => void;
  readonly open: jest.Mock;
  readonly cancel: jest.Mock;
}

function panelAt(state: PanelState): FakePanel {
  return { ...createStore<PanelState>(state), open: jest.fn(() => Promise.resolve()), cancel: jest.fn() };
}

function show(state: PanelState, props: Partial<PanelPageProps> = {}): FakePanel {
  const panel = panelAt(state);
  render(
    <LinksProvider value={{ workItem: (id) => `https://boards.example/${id}`, open: () => undefined }}>
      <PanelPage panel={panel} count={2} addresses={ADDRESSES} open={() => undefined} close={null} {...props} />
    </LinksProvider>,
  );
  return panel;
}

/** Where these items stand. */
function why(
  ids: readonly number[],
  items: readonly WorkItem[],
  given: { readonly isReadOnly?: boolean; readonly linked?: Snapshot; readonly snapshot?: Partial<Snapshot> } = {},
): PanelState {
  const { isReadOnly = false, linked = null } = given;
  const neighbourhood = { snapshot: snapshot(items, given.snapshot), linked };
  return { kind: "why", ids, policy: policy(), neighbourhood, isReadOnly };
}

const PAYROLL = [
  feature(1, { title: "Payroll Engine", tags: ["release:R4"], children: [11, 12] }),
  asset(11, 1, { title: "SQL-04", state: "Active", children: [] }),
  asset(12, 1, { title: "WEB-11", state: "Resolved", children: [] }),
];

const articles = async () => screen.findAllByRole("article");
const press = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

async function expectAccessible(): Promise<void> {
  // jsdom draws nothing.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

describe("the panel while it is opened", () => {
  it("says how far it is, and can be stopped", async () => {
    const panel = show({ kind: "reading", progress: { read: 1_200, expected: 1_284 } });
    expect(panel.open).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("heading", { name: "Reading 2 work items" })).toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent("1,200 of 1,284, with what is around them");
    press("Stop reading");
    expect(panel.cancel).toHaveBeenCalledTimes(1);
    await expectAccessible();
  });

  it("says why it failed, and tries again", async () => {
    const panel = show({ kind: "failed", message: "Azure DevOps could not be reached." });
    expect(screen.getByRole("alert")).toHaveTextContent("Azure DevOps could not be reached.");
    press("Try again");
    expect(panel.open).toHaveBeenCalledTimes(2);
    await expectAccessible();
  });

  it("reads again after it was stopped", () => {
    const panel = show({ kind: "stopped" });
    press("Read again");
    expect(panel.open).toHaveBeenCalledTimes(2);
  });

  it("leads to the hub where nobody has confirmed a mapping", async () => {
    const open = jest.fn();
    show({ kind: "noMapping" }, { open });
    expect(screen.getByRole("heading", { name: "This project has no mapping yet" })).toBeInTheDocument();
    fireEvent.click(screen.getByRole("link", { name: "Open the hub" }));
    expect(open.mock.calls).toEqual([["https://boards.example/hub"]]);
    await expectAccessible();
  });

  it("is closed where the host gives a way to", () => {
    const close = jest.fn();
    show({ kind: "noMapping" }, { close });
    press("Close");
    expect(close).toHaveBeenCalledTimes(1);
  });

  it("offers no closing elsewhere", () => {
    show({ kind: "noMapping" });
    expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
  });
});

describe("a change in the panel", () => {
  it("is the change panel's, which closes the panel", async () => {
    const close = jest.fn();
    const world = changeWorld(PAYROLL);
    const session = createChangeSession(world.effects, { ids: [11, 12], kinds: ["stage"] });
    show({ kind: "change", session }, { close });
    expect(await screen.findByRole("heading", { name: "Move to a stage" })).toHaveFocus();
    expect(screen.getByText("2 work items are selected.")).toBeInTheDocument();
    press("Cancel");
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe("why something is blocked", () => {
  it("says of an asset what holds it, with the gates of its workload and what to do", async () => {
    show(why([11], PAYROLL), { count: 1 });
    const [article] = await articles();
    expect(article).toHaveTextContent(/SQL-04 holds back Payroll Engine's staging: it is Replicating and must be/);
    expect(article).toHaveTextContent(/Not replicated yet.*Is Replicating, must be Replicated/);
    expect(screen.getByRole("list", { name: "Gates of Payroll Engine" })).toHaveTextContent(/Staging.*blocked 1/);
    expect(screen.getByRole("link", { name: "Open Payroll Engine in the hub" })).toHaveAttribute(
      "href",
      "https://boards.example/hub/R4/1",
    );
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
    await expectAccessible();
  });

  it("follows the link to the hub through the host, and leaves other clicks to the browser", async () => {
    const open = jest.fn();
    show(why([11], PAYROLL), { open });
    const link = await screen.findByRole("link", { name: "Open Payroll Engine in the hub" });
    fireEvent.click(link, { ctrlKey: true });
    expect(open).not.toHaveBeenCalled();
    fireEvent.click(link);
    expect(open.mock.calls).toEqual([["https://boards.example/hub/R4/1"]]);
  });

  it("says so of an asset that holds nothing back", async () => {
    show(why([12], PAYROLL));
    const [article] = await articles();
    expect(article).toHaveTextContent(
      "WEB-11 does not hold back Payroll Engine's staging: 1 other thing is in the way.",
    );
    expect(screen.queryByRole("list", { name: /blocker/ })).toBeNull();
  });

  it("lists a workload's blockers up to twenty, and leads to the rest", async () => {
    const many = Array.from({ length: 23 }, (_, index) => asset(100 + index, 1, { state: "Active" }));
    show(why([1], [feature(1, { title: "CRM" }), ...many]));
    const list = await screen.findByRole("list", { name: "23 blockers" });
    expect(list.children).toHaveLength(20);
    expect(screen.getByText(/3 more are in the way/)).toBeInTheDocument();
  });

  it("says what a task is a part of", async () => {
    show(why([21], [...PAYROLL, task(21, 11, "Migrate")]));
    const [article] = await articles();
    expect(article).toHaveTextContent(/It is a task of SQL-04:.*SQL-04 holds back/);
  });

  it("says why something else is not judged, and what can be done", async () => {
    show(why([31], [...PAYROLL, workItem(31, { title: "Buy cake" })]));
    const [article] = await articles();
    expect(article).toHaveTextContent("Buy cake is no asset by the mapping.");
    expect(article).toHaveTextContent(/A tag .* makes it one\./);
  });

  it("names what it needs, and what needs it, with their stages", async () => {
    const items = [
      feature(1, { title: "Payroll Engine", children: [11, 12] }),
      asset(11, 1, { title: "SQL-04", state: "Active", predecessors: [12, 98], successors: [99], children: [] }),
      asset(12, 1, { title: "FS-02", state: "Resolved", children: [] }),
    ];
    const linked = snapshot([workItem(99, { title: "Ticket", type: "Issue", state: "New" })]);
    show(why([11], items, { linked }));
    const needs = (await screen.findByRole("heading", { name: "Needs" })).closest("section");
    expect(needs).toHaveTextContent(/FS-02 Replicated.*Work item 98 could not be read/);
    const neededBy = screen.getByRole("heading", { name: "Needed by" }).closest("section");
    expect(neededBy).toHaveTextContent("Ticket New, no asset");
  });

  it("says that changing needs a permission, to a reader who wanted to change something", async () => {
    show(why([11], PAYROLL, { isReadOnly: true }));
    expect(await screen.findByText(/needs the permission to edit them, which you do not have/)).toBeInTheDocument();
    await expectAccessible();
  });

  it("shows twenty-five items at once, and more when asked to", async () => {
    const many = Array.from({ length: 40 }, (_, index) => asset(100 + index, 1, { state: "Active" }));
    const ids = many.map(({ id }) => id);
    show(why(ids, [feature(1), ...many]));
    expect(await articles()).toHaveLength(25);
    press("Show 15 more");
    expect(await articles()).toHaveLength(40);
    expect(screen.queryByRole("button", { name: /Show/ })).toBeNull();
  });

  it("is text, whatever a title holds", async () => {
    const title = '<img src="x" onerror="alert(1)">';
    show(why([11], [feature(1, { title }), asset(11, 1, { title, state: "Active" })]));
    await articles();
    expect(document.querySelector("img")).toBeNull();
  });
});

describe("outside Azure DevOps", () => {
  it("says where the panel belongs", async () => {
    render(<OutsidePage />);
    expect(screen.getByRole("heading", { name: "Open this panel inside Azure DevOps" })).toBeInTheDocument();
    await expectAccessible();
  });
});
