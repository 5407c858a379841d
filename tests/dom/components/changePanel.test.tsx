import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import * as React from "react";
import { ChangePanel } from "../../../src/components/change/ChangePanel";
import type { ChangePanelProps } from "../../../src/components/change/props";
import { createChangeSession } from "../../../src/components/change/session";
import type { ChangeKind, ChangeRequest, ChangeSession } from "../../../src/components/change/state";
import { LinksProvider } from "../../../src/components/links";
import type { Policy } from "../../../src/domain/policy/policy";
import type { IterationNode } from "../../../src/domain/snapshot";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, day, feature, policy } from "../../builders/estate";
import { changeWorld, type ChangeWorld, gate } from "./support/changeWorld";

const LINKS = { workItem: (id: number) => `https://boards.example/${id}`, open: () => undefined };

const ITERATIONS: readonly IterationNode[] = [
  { path: "Contoso", name: "Contoso", level: 0, startDate: null, finishDate: null },
  { path: "Contoso\\R4", name: "R4", level: 1, startDate: null, finishDate: null },
  {
    path: "Contoso\\R4\\Sprint 12",
    name: "Sprint 12",
    level: 2,
    startDate: day("2026-10-12"),
    finishDate: day("2026-10-25"),
  },
];

/** A workload with two assets on the way and one that is replicated. */
function estate(): WorkItem[] {
  return [
    feature(1, { title: "Payroll Engine", children: [11, 12, 13] }),
    asset(11, 1, { title: "SQL-04", state: "Active" }),
    asset(12, 1, { title: "WEB-11", state: "Active" }),
    asset(13, 1, { title: "FS-02", state: "Resolved" }),
  ];
}

interface Shown {
  readonly world: ChangeWorld;
  readonly session: ChangeSession;
}

function show(
  given: {
    readonly items?: readonly WorkItem[];
    readonly request?: Partial<ChangeRequest>;
    readonly policy?: Policy;
    readonly arrange?: (world: ChangeWorld) => void;
    readonly props?: Partial<ChangePanelProps>;
  } = {},
): Shown {
  const world = changeWorld(given.items ?? estate(), {
    ...(given.policy === undefined ? {} : { policy: given.policy }),
    snapshot: { iterations: ITERATIONS },
  });
  given.arrange?.(world);
  const session = createChangeSession(world.effects, { ids: [11, 12, 13], kinds: ["stage"], ...given.request });
  render(
    <LinksProvider value={LINKS}>
      <ChangePanel session={session} {...given.props} />
    </LinksProvider>,
  );
  return { world, session };
}

const press = (name: string | RegExp): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};
const heading = (name: string | RegExp) => screen.findByRole("heading", { name });
const rowsOf = (part: string): string[] => {
  const details = screen.getByRole("heading", { name: new RegExp(`^${part}`) }).closest("details");
  if (details === null) throw new Error(`${part} is no part.`);
  return within(details)
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent ?? "");
};

/** The preview of moving all three to Replicated. */
async function previewed(given: Parameters<typeof show>[0] = {}): Promise<Shown> {
  const shown = show({ ...given, request: { change: { kind: "stage", stage: "Replicated" }, ...given.request } });
  await heading("Move to Replicated");
  return shown;
}

async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    // jsdom draws nothing, and the page around gives the landmarks.
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

describe("choosing a stage", () => {
  it("offers each rung with what records it, and none that can't be recorded", async () => {
    show();
    await heading("Move to a stage");
    expect(screen.getByRole("radio", { name: /^Staged tag stage:staged$/ })).toBeEnabled();
    expect(screen.getByRole("radio", { name: /^Replicated state Resolved or Closed$/ })).toBeEnabled();
    expect(screen.getByRole("radio", { name: /^Assessed the mapping has no way/ })).toBeDisabled();
  });

  it("leads to the preview, which the keyboard's Enter asks for too", async () => {
    show();
    await heading("Move to a stage");
    expect(screen.getByRole("button", { name: "Preview" })).toBeDisabled();
    fireEvent.click(screen.getByRole("radio", { name: /^Replicated/ }));
    const form = screen.getByRole("button", { name: "Preview" }).closest("form");
    fireEvent.submit(form as HTMLFormElement);
    await heading("Move to Replicated");
  });

  it("is kept when a person goes back to it", async () => {
    await previewed();
    press("Back");
    await heading("Move to a stage");
    expect(screen.getByRole("radio", { name: /^Replicated/ })).toBeChecked();
  });

  it("is accessible", async () => {
    show();
    await heading("Move to a stage");
    await expectAccessible();
  });
});

describe("choosing something else", () => {
  const showKind = async (kind: ChangeKind, given: Parameters<typeof show>[0] = {}): Promise<Shown> => {
    const shown = show({ ...given, request: { kinds: [kind] } });
    await screen.findByRole("button", { name: "Preview" });
    return shown;
  };
  const chosen = ({ session }: Shown) => session.get().draft.change;

  it("goes through the kinds that are offered", async () => {
    show({ request: { kinds: ["stage", "strategy"] } });
    fireEvent.change(await screen.findByLabelText("What to change"), { target: { value: "strategy" } });
    expect(await screen.findByLabelText("Strategy")).toBeEnabled();
  });

  it("takes a release that is there, or a new one, and says which it is", async () => {
    const shown = await showKind("release", {
      arrange(world) {
        world.releases = ["R1", "R2"];
      },
    });
    const field = screen.getByLabelText("Release");
    await waitFor(() => {
      expect(document.querySelectorAll("datalist option")).toHaveLength(2);
    });
    fireEvent.change(field, { target: { value: " r1 " } });
    expect(chosen(shown)).toEqual({ kind: "release", release: "r1" });
    expect(screen.queryByText(/No release is named/)).toBeNull();
    fireEvent.change(field, { target: { value: "R9" } });
    expect(screen.getByText("No release is named R9 yet; this makes it one.")).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText("In no release"));
    expect(chosen(shown)).toEqual({ kind: "release", release: null });
    fireEvent.click(screen.getByLabelText("In no release"));
    expect(chosen(shown)).toEqual({ kind: "release", release: "R9" });
  });

  it("takes a release from the iterations where the mapping finds them there", async () => {
    const releases = { ...policy().releases, source: { kind: "iteration", level: 1 } as const };
    const shown = await showKind("release", {
      policy: policy({ releases }),
      arrange(world) {
        world.releases = ["Contoso\\R4"];
      },
    });
    await screen.findByRole("option", { name: "R4" });
    fireEvent.change(screen.getByLabelText("Release"), { target: { value: "Contoso\\R4" } });
    expect(chosen(shown)).toEqual({ kind: "release", release: "Contoso\\R4" });
    fireEvent.change(screen.getByLabelText("Release"), { target: { value: "" } });
    expect(chosen(shown)).toBeNull();
  });

  it("says what to do where the mapping names no releases", async () => {
    const releases = { ...policy().releases, source: { kind: "none" } as const };
    await showKind("release", { policy: policy({ releases }) });
    expect(screen.getByText(/The mapping names no releases\. Choose in the hub/)).toBeInTheDocument();
  });

  it("says when the releases could not be read, takes a typed one all the same, and tries again", async () => {
    const shown = await showKind("release", {
      arrange(world) {
        world.offerError = new Error("No tags today.");
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("No tags today.");
    fireEvent.change(screen.getByLabelText("Release"), { target: { value: "R1" } });
    expect(chosen(shown)).toEqual({ kind: "release", release: "R1" });
    shown.world.offerError = null;
    press("Try again");
    await waitFor(() => {
      expect(screen.queryByRole("alert")).toBeNull();
    });
  });

  it("takes an iteration, shown with its dates below its parents", async () => {
    const shown = await showKind("iteration");
    const options = screen.getAllByRole("option").map(({ textContent }) => textContent);
    expect(options[2]).toBe("\u00a0\u00a0\u00a0R4");
    expect(options[3]).toMatch(/^\u00a0{6}Sprint 12 \(.*12.*2026 – .*25.*2026\)$/);
    fireEvent.change(screen.getByLabelText("Iteration"), { target: { value: "Contoso\\R4\\Sprint 12" } });
    expect(chosen(shown)).toEqual({ kind: "iteration", path: "Contoso\\R4\\Sprint 12" });
  });

  it.each([
    ["assetKind", "Kind", "Say nothing of its kind", ["vm", "physical server"]],
    ["strategy", "Strategy", "Say nothing of its strategy", ["rehost", "replatform"]],
  ] as const)("takes a word for the %s, and suggests those in use first", async (kind, label, none, first) => {
    const shown = await showKind(kind);
    const suggested = [...document.querySelectorAll("datalist option")].map((option) => option.getAttribute("value"));
    expect(suggested.slice(0, 2)).toEqual(first);
    fireEvent.change(screen.getByLabelText(label), { target: { value: "mainframe" } });
    expect(chosen(shown)).toEqual({ kind, word: "mainframe" });
    fireEvent.click(screen.getByLabelText(none));
    expect(chosen(shown)).toEqual({ kind, word: null });
  });

  it("takes a workload out of a list that typing narrows", async () => {
    const payroll = { id: 1, title: "Payroll Engine", type: "Feature" };
    const crm = { id: 2, title: "CRM", type: "Feature" };
    const shown = await showKind("workload", {
      arrange(world) {
        world.workloads = [payroll, crm];
      },
    });
    await screen.findByRole("option", { name: /CRM/ });
    fireEvent.change(screen.getByLabelText("Workload"), { target: { value: "2" } });
    fireEvent.change(screen.getByLabelText("Find a workload"), { target: { value: "payr" } });
    expect(chosen(shown)).toEqual({ kind: "workload", workload: crm });
    // What is chosen stays in sight.
    expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toEqual([
      "CRM (Feature 2)",
      "Payroll Engine (Feature 1)",
    ]);
    fireEvent.change(screen.getByLabelText("Find a workload"), { target: { value: "nowhere" } });
    expect(screen.getByText("No workload matches.")).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText("In no workload"));
    expect(chosen(shown)).toEqual({ kind: "workload", workload: null });
  });

  it("lists a hundred workloads at once, and says how many there are", async () => {
    await showKind("workload", {
      arrange(world) {
        world.workloads = Array.from({ length: 130 }, (_, id) => ({
          id: id + 1,
          title: `W${id + 1}`,
          type: "Feature",
        }));
      },
    });
    await screen.findByText("100 of 130 are listed; type more of the title.");
    expect(screen.getAllByRole("option")).toHaveLength(100);
  });

  it("takes whether it is an asset", async () => {
    const shown = await showKind("asset");
    fireEvent.click(screen.getByRole("radio", { name: /^Not an asset/ }));
    expect(chosen(shown)).toEqual({ kind: "asset", isAsset: false });
  });

  it.each<ChangeKind>(["release", "iteration", "workload", "assetKind", "strategy", "asset"])(
    "is accessible for the %s",
    async (kind) => {
      await showKind(kind);
      await expectAccessible();
    },
  );
});

describe("the preview", () => {
  it("says first what it comes to, then item by item", async () => {
    await previewed();
    expect(screen.getByText("2 assets will be moved to Replicated; 1 already is.")).toBeInTheDocument();
    const [first] = rowsOf("Will be written");
    expect(first).toContain("SQL-04");
    expect(first).toContain("State: Active → Resolved");
    expect(rowsOf("Already as asked for")[0]).toContain("FS-02");
  });

  it("says which gates it changes", async () => {
    await previewed();
    expect(rowsOf("What it does to gates")[0]).toMatch(/^Payroll Engine · Staging.*blocked 2.*becomes.*ready\s*$/);
  });

  it("says why something can't be changed", async () => {
    await previewed({ request: { ids: [11, 99] } });
    expect(screen.getByText("1 asset will be moved to Replicated; 1 can't be.")).toBeInTheDocument();
    expect(rowsOf("Can't be changed")[0]).toMatch(/99/);
  });

  it("offers no writing where there is nothing to write", async () => {
    await previewed({ request: { ids: [13] } });
    expect(screen.getByText("Nothing will be written: 1 asset already is as asked for.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Apply/ })).toBeNull();
  });

  it("draws of a long list what is near the window, and counts all of it", async () => {
    const many = Array.from({ length: 300 }, (_, index) => asset(100 + index, 1, { state: "Active" }));
    await previewed({ items: [feature(1), ...many], request: { ids: many.map(({ id }) => id) } });
    expect(screen.getByRole("button", { name: "Apply to 300 assets" })).toBeEnabled();
    const rows = screen.getAllByRole("listitem").filter((row) => row.hasAttribute("aria-posinset"));
    expect(rows.length).toBeLessThan(200);
    expect(rows[0]).toHaveAttribute("aria-setsize", "300");
  });

  it("is text, whatever a title or a tag holds", async () => {
    const title = '<img src="x" onerror="alert(1)">';
    await previewed({ items: [feature(1), asset(11, 1, { title, state: "Active" })], request: { ids: [11] } });
    expect(screen.getByText(title)).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
  });

  it("is accessible", async () => {
    await previewed({ request: { ids: [11, 12, 13, 99] } });
    await expectAccessible();
  });
});

describe("writing", () => {
  it("says how far it is, and stops when asked to", async () => {
    const { world } = await previewed({ props: { onClose: () => undefined } });
    const closed = gate();
    world.writeGate = closed;
    press("Apply to 2 assets");
    await heading("Move to Replicated: writing");
    expect(screen.getByRole("status")).toHaveTextContent("Writing: 0 of 2");
    expect(screen.queryByRole("button", { name: /Close|Cancel/ })).toBeNull();
    press("Stop");
    expect(screen.getByRole("status")).toHaveTextContent("Stopping: what is under way is waited for…");
    closed.open();
    await heading("Move to Replicated: done");
  });

  it("says what became of each, and takes it back", async () => {
    const { world } = await previewed();
    press("Apply to 2 assets");
    await heading("Move to Replicated: done");
    expect(screen.getByText("2 assets were moved to Replicated; 1 already was.")).toHaveAttribute("role", "status");
    expect(rowsOf("Written")).toHaveLength(2);
    press("Undo");
    await heading("Move to Replicated: taken back");
    expect(screen.getByText("2 assets are as before.")).toBeInTheDocument();
    expect(world.item(11).state).toBe("Active");
  });

  it("names each that was not written, with the reason, before those that were", async () => {
    const { world } = await previewed({ request: { ids: [11, 12] } });
    world.change(11, { title: "SQL-04 (renamed)" });
    world.answer(12, { kind: "refused", message: "TF401320: Rule Error for field Owner." });
    press("Apply to 2 assets");
    await heading("Move to Replicated: 2 items left");
    expect(screen.getByRole("alert")).toHaveTextContent("2 assets were not moved to Replicated.");
    expect(rowsOf("Changed meanwhile, left untouched")[0]).toContain("changed by Ana");
    expect(rowsOf("Refused by Azure DevOps")[0]).toContain("TF401320");
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    await expectAccessible();
  });

  it("plans the rest again on what it is by now", async () => {
    const { world } = await previewed();
    world.change(12, { title: "WEB-11 (renamed)" });
    press("Apply to 2 assets");
    await heading("Move to Replicated: 1 item left");
    press("Plan the one again");
    await screen.findByText("This is planned anew, on what the work items hold by now.");
    press("Apply to 1 asset");
    await heading("Move to Replicated: done");
    expect(screen.getByText("2 assets were moved to Replicated; 1 already was.")).toBeInTheDocument();
  });

  it("lists what could not be taken back, and tries again what found no answer", async () => {
    const { world } = await previewed();
    press("Apply to 2 assets");
    await heading("Move to Replicated: done");
    world.answer(11, { kind: "failed", message: "No answer." });
    press("Undo");
    expect(await screen.findByRole("alert")).toHaveTextContent("1 asset is as before; 1 is not.");
    expect(rowsOf("Not known to be written")[0]).toContain("No answer.");
    world.answer(11, null);
    press("Try the rest again");
    await screen.findByText("2 assets are as before.");
  });

  it("says beside what was written what the surface knows of it", async () => {
    await previewed({
      props: { writtenNote: ({ entry }) => (entry.item.id === 11 ? "In the form: save it to keep it." : null) },
    });
    press("Apply to 2 assets");
    await heading("Move to Replicated: done");
    const rows = rowsOf("Written");
    expect(rows[0]).toContain("In the form: save it to keep it.");
    expect(rows[1]).not.toContain("In the form");
  });
});

describe("a reading", () => {
  it("that fails is said at once, and can be tried again", async () => {
    const { world } = show({
      arrange(one) {
        one.readError = new Error("Azure DevOps could not be reached.");
      },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("Azure DevOps could not be reached.");
    world.readError = null;
    press("Try again");
    await heading("Move to a stage");
  });

  it("says how far it is, and can be stopped and begun again", async () => {
    const closed = gate();
    const { world } = show({
      arrange(one) {
        one.readGate = closed;
      },
    });
    expect(screen.getByRole("status")).toHaveTextContent("Reading work items: 0 of 3");
    press("Stop reading");
    await heading("Reading was stopped");
    world.readGate = null;
    press("Read again");
    await heading("Move to a stage");
  });
});

describe("the focus", () => {
  it("goes to the heading of each step, since what was pressed is gone", async () => {
    show();
    expect(await heading("Move to a stage")).toHaveFocus();
    fireEvent.click(screen.getByRole("radio", { name: /^Replicated/ }));
    screen.getByRole("button", { name: "Preview" }).focus();
    press("Preview");
    expect(await heading("Move to Replicated")).toHaveFocus();
    press("Apply to 2 assets");
    expect(await heading("Move to Replicated: done")).toHaveFocus();
  });

  it("stays where a person chooses", async () => {
    show();
    await heading("Move to a stage");
    const radio = screen.getByRole("radio", { name: /^Replicated/ });
    radio.focus();
    fireEvent.click(radio);
    expect(radio).toHaveFocus();
  });
});

describe("closing", () => {
  it("is offered where the surface can close, as Cancel until something was done", async () => {
    const onClose = jest.fn();
    await previewed({ props: { onClose } });
    press("Cancel");
    expect(onClose).toHaveBeenCalledTimes(1);
    press("Apply to 2 assets");
    await heading("Move to Replicated: done");
    press("Close");
    expect(onClose).toHaveBeenCalledTimes(2);
  });

  it("is not offered elsewhere", async () => {
    await previewed();
    expect(screen.queryByRole("button", { name: /Cancel|Close/ })).toBeNull();
  });
});
