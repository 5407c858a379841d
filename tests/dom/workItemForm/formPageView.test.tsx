import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import * as React from "react";
import { LinksProvider } from "../../../src/components/links";
import { withBlock } from "../../../src/domain/inventory/description";
import type { RecordRequest } from "../../../src/domain/record/request";
import type { WorkItem } from "../../../src/domain/workItem";
import { createAddresses } from "../../../src/extension/addresses";
import { FormProvider } from "../../../src/workItemForm/FormContext";
import { FormPageView } from "../../../src/workItemForm/FormPageView";
import { asset, feature, frameworkPolicy, NOW, policy, snapshot, task } from "../../builders/estate";
import { mark, person } from "../../builders/evidence";
import { record } from "../../builders/inventory";
import { formWorld, type FormWorld, type Given, LOADED, lastReading, openPage, settled } from "./support/formWorld";

const HOSTILE = "<img src=x onerror=alert(1)>";
const PAYROLL = feature(1, { title: "Payroll", tags: ["release:R1"], children: [2, 3] });
const SQL = asset(2, 1, { title: "SQL-04", state: "Active", children: [], predecessors: [8], successors: [9] });
const WEB = asset(3, 1, { title: "WEB-11", state: "Resolved", children: [] });
const PROJECT = snapshot([PAYROLL, SQL, WEB]);

/** What the page asked of its surroundings. */
interface Drawn {
  readonly urls: string[];
  readonly recorded: RecordRequest[];
}

/** Draws the page of a world; `urls` are the addresses that it opens. */
function draw({ page }: FormWorld): Drawn {
  const urls: string[] = [];
  const recorded: RecordRequest[] = [];
  const record = (request: RecordRequest): void => {
    recorded.push(request);
  };
  const open = (url: string): void => {
    urls.push(url);
  };
  const addresses = createAddresses("https://dev.azure.com/contoso/", "Contoso", "pub.ext.hub", "pub.ext.settings");
  const openItem = (id: number): void => {
    void page.openWorkItem(id);
  };
  render(
    <LinksProvider value={{ workItem: addresses.workItem, open, openItem }}>
      <FormProvider value={{ page, addresses, open, record }}>
        <FormPageView now={() => NOW} />
      </FormProvider>
    </LinksProvider>,
  );
  return { urls, recorded };
}

/** Lets answers arrive, and draws what follows. */
async function turn(): Promise<void> {
  await act(settled);
}

async function show(given: Given = {}, project = PROJECT, item = LOADED): Promise<FormWorld & Drawn> {
  const world = await openPage(project, given, item);
  const drawn = draw(world);
  await turn();
  return { ...world, ...drawn };
}

/** Loads an item of which nothing is read. */
async function showUnread(given: Given): Promise<FormWorld & Drawn> {
  const world = formWorld({ items: PROJECT.workItems, ...given });
  world.page.start();
  const drawn = draw(world);
  act(() => {
    world.tell({ kind: "loaded", item: LOADED });
  });
  await turn();
  return { ...world, ...drawn };
}

const sentence = (): string => screen.getByRole("heading", { level: 1 }).textContent ?? "";
const section = (name: string): HTMLElement => {
  const found = screen.getByRole("heading", { name }).closest("section");
  if (found === null) throw new Error(`The heading ${name} stands in no section.`);
  return found;
};

describe("an asset", () => {
  it("begins with the sentence, and shows the ladder with where it stands, for those who listen too", async () => {
    await show();
    expect(sentence()).toBe("SQL-04 holds back Payroll's staging: it is Replicating and must be Replicated.");
    const rungs = within(screen.getByRole("list", { name: "Stages" })).getAllByRole("listitem");
    expect(rungs.map(({ textContent }) => textContent)).toEqual([
      "Pending, reached",
      "Assessed, reached",
      "Replicating, stands here",
      "Replicated, ahead",
      "Staged, ahead",
      "In test, ahead",
      "Accepted, ahead",
      "Promoted, ahead",
    ]);
    expect(rungs.filter((rung) => rung.getAttribute("aria-current") === "step")).toEqual([rungs[2]]);
  });

  it("says which rung no gate of its release asks for", async () => {
    const releases = { ...policy().releases, defaultModel: "single-step" } as const;
    await show({ policy: policy({ releases }) });
    expect(screen.getByText(/^Accepted/)).toHaveTextContent("Accepted, ahead (not asked for)");
    expect(screen.getByText(/^In test/)).not.toHaveTextContent("not asked");
  });

  it("shows the gates of its workload, and what is in its way with what, against what, since when, who and what to do", async () => {
    await show({}, snapshot([PAYROLL, { ...SQL, stateChangeDate: NOW - 6 * 86_400_000 }, WEB]));
    const gates = within(screen.getByRole("region", { name: "Gates" }));
    expect(gates.getAllByRole("definition").map(({ textContent }) => textContent?.trim())).toEqual([
      "blocked 1",
      "blocked 2",
      "blocked 2",
    ]);
    const way = section("In its way to Staging");
    expect(way).toHaveTextContent("Not replicated yet");
    expect(way).toHaveTextContent("Is Replicating, must be Replicated. Bring it to Replicated.");
    expect(way).toHaveTextContent("Since 6 days ago");
    expect(way).toHaveTextContent("Unassigned");
    expect(screen.getByText("Later, to UAT: 1")).toBeInTheDocument();
  });

  it("opens its workload above the form, and the hub beside it", async () => {
    const { urls, page } = await show();
    fireEvent.click(screen.getByRole("link", { name: "Open in the hub" }));
    expect(urls).toEqual(["https://dev.azure.com/contoso/Contoso/_apps/hub/pub.ext.hub#release=R1&workload=1"]);
    const openItem = jest.spyOn(page, "openWorkItem").mockResolvedValue();
    fireEvent.click(within(screen.getByRole("region", { name: "Gates" })).getByRole("link", { name: "Payroll" }));
    expect(openItem).toHaveBeenCalledWith(1);
  });

  it("names what it needs and what needs it, with their stages, and what of that could not be read", async () => {
    const world = formWorld({ items: PROJECT.workItems });
    world.page.start();
    world.tell({ kind: "loaded", item: LOADED });
    await settled();
    lastReading(world).succeed(PROJECT, snapshot([asset(8, null, { title: "FS-02", state: "Resolved" })]));
    await settled();
    draw(world);
    await turn();
    expect(section("Needs")).toHaveTextContent("FS-02Replicated");
    expect(section("Needed by")).toHaveTextContent("Work item 9could not be read");
  });

  it("shows the evidence that covers it or its workload, and not what covers its neighbour", async () => {
    const asked = { tags: ["gate:replication-verified"], children: [] };
    const plan = { tags: ["gate:test-plan"], children: [] };
    await show(
      {},
      snapshot([
        { ...PAYROLL, children: [2, 3, 12] },
        { ...SQL, children: [10] },
        { ...WEB, children: [11] },
        task(10, 2, "Proof of the database", asked),
        task(11, 3, "Proof of the web server", asked),
        task(12, 1, "Plan of the tests", plan),
      ]),
    );
    const evidence = section("Evidence");
    expect(evidence).toHaveTextContent("Replication verified: missing");
    expect(evidence).toHaveTextContent("Proof of the database");
    expect(evidence).toHaveTextContent("Test plan agreed: missing");
    expect(evidence).not.toHaveTextContent("Proof of the web server");
  });

  it("lists the tasks that record its stages", async () => {
    const items = [
      feature(1, { title: "Payroll", children: [2] }),
      { ...SQL, state: "New", tags: [], children: [10, 11] },
      task(10, 2, "Assess", { state: "Closed", children: [] }),
      task(11, 2, "Migrate", { state: "Active", children: [] }),
    ];
    await show({ policy: frameworkPolicy() }, snapshot(items));
    expect(section("What records its stages")).toHaveTextContent(/Migrate.*Active; Replicated once finished/);
  });

  it("shows a title as text, whatever it holds", async () => {
    await show({}, snapshot([{ ...PAYROLL, title: HOSTILE }, { ...SQL, title: HOSTILE }, WEB]));
    expect(sentence()).toContain(HOSTILE);
    expect(document.querySelector("img")).toBeNull();
  });

  it("says what stands on what is not saved, and what is saved", async () => {
    const { form } = await show();
    act(() => {
      form.type(2, { "System.State": "Resolved" });
    });
    await turn();
    expect(sentence()).toBe("SQL-04 does not hold back Payroll's staging: nothing is in its way.");
    const notice = screen.getByText("With your unsaved changes").closest("div");
    expect(notice).toHaveTextContent("(State). As saved: SQL-04 holds back Payroll's staging");
    expect(screen.getByText(/^Replicated/)).toHaveTextContent("Replicated, stands here, not saved yet");
    expect(screen.getAllByRole("definition")[0]).toHaveTextContent("ready as saved: blocked 1");
  });

  it("says that it is saved until it is read again", async () => {
    const { form, tell } = await show();
    act(() => {
      form.type(2, { "System.State": "Resolved" });
      tell({ kind: "saved", id: 2 });
    });
    await turn();
    expect(screen.getByText("Saved. What it comes to is being read again.")).toBeInTheDocument();
    expect(screen.queryByText("With your unsaved changes")).toBeNull();
  });

  it("keeps what it shows where reading again fails, and says why", async () => {
    const world = await show();
    fireEvent.click(screen.getByRole("button", { name: "Refresh" }));
    await turn();
    expect(screen.getByText("Reading again")).toBeInTheDocument();
    lastReading(world).fail(new Error("Blocked for ten minutes."));
    await turn();
    expect(screen.getByText(/Blocked for ten minutes/).closest("[role=alert]")).not.toBeNull();
    expect(sentence()).toMatch(/^SQL-04 holds back/);
  });
});

describe("a workload", () => {
  const MANY = Array.from({ length: 30 }, (_, index) => asset(10 + index, 1, { title: `VM ${index}` }));

  it("shows its blockers, the first ten, and its many assets with their stages once they are asked for", async () => {
    const { urls } = await show({}, snapshot([feature(1, { title: "Payroll" }), ...MANY]), { ...LOADED, id: 1 });
    expect(sentence()).toBe("Payroll is not ready for staging: 30 things are in the way.");
    expect(within(section("In the way of Staging")).getAllByText("Not replicated yet")).toHaveLength(10);
    fireEvent.click(screen.getByRole("link", { name: "All 30 in the hub" }));
    expect(urls).toEqual(["https://dev.azure.com/contoso/Contoso/_apps/hub/pub.ext.hub#workload=1"]);
    const assets = screen.getByText("30 assets").closest("details");
    expect(assets).not.toHaveAttribute("open");
    expect(assets?.querySelectorAll("li")).toHaveLength(30);
  });

  it("shows its assets at once where they are few", async () => {
    await show({}, PROJECT, { ...LOADED, id: 1 });
    expect(screen.getByRole("heading", { name: "2 assets" }).closest("details")).toHaveAttribute("open");
  });

  it("offers to move its assets and to change them all, and no mapping of its own", async () => {
    await show({}, PROJECT, { ...LOADED, id: 1 });
    await screen.findByRole("button", { name: "Move to a stage…" });
    expect(screen.getByRole("button", { name: "Change for all its assets…" })).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "Mapping" })).toBeNull();
  });
});

describe("other work items", () => {
  it("are told of in one quiet line, with what can be done", async () => {
    const other = feature(2, { type: "Epic", title: "Everything" });
    await show({}, snapshot([other]));
    expect(sentence()).toMatch(/^Everything is in no verdict: it is of type Epic/);
    expect(screen.getByText("Assets are of type User Story by the mapping.")).toBeInTheDocument();
    expect(screen.queryByRole("heading", { level: 2 })).toBeNull();
  });

  it("that stand below a workload for nothing say so first, and can be made an asset", async () => {
    const notes = { ...asset(2, 1, { title: "Notes" }), tags: [] };
    await show({}, snapshot([PAYROLL, notes, WEB]));
    expect(sentence()).toMatch(/^Notes is in no verdict/);
    expect(screen.getByText(/This User Story is below Payroll: Payroll is ready for staging/)).toBeInTheDocument();
    expect(await screen.findByRole("combobox", { name: /^Asset/ })).toHaveValue("no");
  });

  it("that waive, decide or prove something say that, and not that they are in no verdict (E1, E4, E5)", async () => {
    const said = async (item: WorkItem): Promise<string> => {
      await show({}, snapshot([...PROJECT.workItems, item]), { ...LOADED, id: 4 });
      const text = sentence();
      expect(screen.queryByText(/Assets are of type/)).toBeNull();
      cleanup();
      return text;
    };
    const alone = (tag: string, changes: Partial<WorkItem> = {}): WorkItem =>
      mark(4, 1, [tag, "until:2026-12-07"], null, { title: "It", parent: null, createdBy: person("ana"), ...changes });
    const closed = { state: "Closed", closedDate: NOW - 1 };
    expect(await said(alone("waiver:FREEZE"))).toBe(
      "It is a waiver: it counts for nothing until somebody other than ana approves it.",
    );
    expect(await said(alone("waiver:FREEZE", { ...closed, closedBy: person("ben") }))).toBe(
      "It is a waiver: ben granted it, and its last day is Dec 7, 2026.",
    );
    expect(await said(alone("waiver:FREEZE", { ...closed, closedBy: person("ana") }))).toBe(
      "It is a waiver: ana asked for it and closed it, so that it counts for nothing.",
    );
    expect(await said(alone("decision:no-go", closed))).toBe("It is a decision: no-go. It changes no verdict.");
    expect(await said({ ...alone("gate:replication-verified"), parent: 2 })).toBe(
      "Replication verified of SQL-04 is missing: asked for, and in state New.",
    );
    expect(await said({ ...alone("gate:change-approved"), parent: 1 })).toBe(
      "Change approved of Payroll is missing: asked for, and in state New.",
    );
    expect(await said({ ...alone("gate:nonsense"), parent: 1 })).toBe(
      "It is evidence that counts for nothing: the mapping's checklist has no entry “nonsense”.",
    );
  });

  it("of a type that no mapping looks at say so", async () => {
    await showUnread({ items: [feature(2, { type: "Test Plan" })] });
    expect(sentence()).toBe("The mapping looks at no work item of type Test Plan.");
  });

  it("of another project are left to it", async () => {
    await showUnread({ project: HOSTILE });
    expect(sentence()).toBe(`This work item belongs to the project ${HOSTILE}.`);
  });

  it("lead to the hub where no mapping was confirmed", async () => {
    const { urls } = await showUnread({ load: () => Promise.resolve(null) });
    fireEvent.click(screen.getByRole("link", { name: "Open the hub" }));
    expect(urls).toEqual(["https://dev.azure.com/contoso/Contoso/_apps/hub/pub.ext.hub"]);
  });

  it("that are new say calmly that there is nothing to tell yet, and can be mapped", async () => {
    const world = formWorld({ items: [asset(0, null, { tags: ["kind:vm"] })] });
    world.form.top = 0;
    world.page.start();
    world.tell({ kind: "loaded", item: { id: 0, isNew: true, isReadOnly: false } });
    await settled();
    lastReading(world).succeed(snapshot([]));
    await settled();
    draw(world);
    await turn();
    expect(sentence()).toBe("This work item is new.");
    expect(await screen.findByLabelText(/^Kind/)).toHaveValue("vm");
  });
});

describe("mapping", () => {
  it("takes a word when its field is left or with Enter, and leaves it with Escape", async () => {
    const { form } = await show();
    const strategy = await screen.findByLabelText(/^Strategy/);
    fireEvent.change(strategy, { target: { value: "rehost" } });
    fireEvent.keyDown(strategy, { key: "Enter" });
    await turn();
    expect(form.held.get(2)?.current["System.Tags"]).toBe("kind:vm; strategy:rehost");
    expect(strategy).toHaveValue("rehost");
    fireEvent.change(strategy, { target: { value: "retire" } });
    fireEvent.keyDown(strategy, { key: "Escape" });
    expect(strategy).toHaveValue("rehost");
    fireEvent.change(strategy, { target: { value: "" } });
    fireEvent.blur(strategy);
    await turn();
    expect(form.held.get(2)?.current["System.Tags"]).toBe("kind:vm");
  });

  it("offers the releases that there are once their field is gone into", async () => {
    await show();
    const release = await screen.findByLabelText(/^release/i);
    fireEvent.focus(release);
    await turn();
    const list = document.getElementById(release.getAttribute("list") ?? "");
    expect([...(list?.querySelectorAll("option") ?? [])].map(({ value }) => value)).toEqual(["R1", "R2"]);
  });

  it("puts it out of the assets, and shows what the form holds where that is refused", async () => {
    const { form } = await show();
    form.take = () => ["System.Tags"];
    const choice = await screen.findByRole("combobox", { name: /^Asset/ });
    fireEvent.change(choice, { target: { value: "no" } });
    await turn();
    expect(screen.getByText("The form did not take Tags: its rules do not allow it.")).toBeInTheDocument();
    expect(choice).toHaveValue("yes");
    form.take = () => [];
    fireEvent.change(choice, { target: { value: "no" } });
    await turn();
    expect(choice).toHaveValue("no");
    expect(form.held.get(2)?.current["System.Tags"]).toBe("kind:vm; not-an-asset");
    expect(screen.queryByText(/did not take/)).toBeNull();
  });

  it.each([
    ["a form that is read-only", {}, { ...LOADED, isReadOnly: true }],
    ["who may not write", { mayWrite: () => Promise.resolve(false) }, LOADED],
  ])("is not offered in %s, and neither is moving; the rest is as it is", async (_, given, item) => {
    await show(given, PROJECT, item);
    await turn();
    expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Refresh"]);
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(sentence()).toMatch(/^SQL-04 holds back/);
  });
});

describe("moving", () => {
  it("is not offered to what is out of scope", async () => {
    const removed = { ...SQL, state: "Removed" };
    await show({}, snapshot([PAYROLL, removed, WEB]));
    expect(sentence()).toBe("SQL-04 is out of scope: Removed.");
    await screen.findByRole("heading", { name: "Mapping" });
    expect(screen.queryByRole("button", { name: /^Move to/ })).toBeNull();
  });

  it("offers no next rung to what an asset below it holds", async () => {
    const host = { ...SQL, state: "Resolved", children: [4] };
    const part = asset(4, 2, { title: "DB-04", state: "Active", children: [] });
    await show({}, snapshot([PAYROLL, host, WEB, part]));
    await screen.findByRole("button", { name: "Move to a stage…" });
    expect(screen.queryByRole("button", { name: "Move to Replicated…" })).toBeNull();
  });

  it("offers the next rung first, and shows what it comes to before anything happens", async () => {
    const world = await show();
    fireEvent.click(await screen.findByRole("button", { name: "Move to Replicated…" }));
    await turn();
    lastReading(world).succeed(PROJECT);
    await turn();
    expect(screen.getByText("1 asset will be moved to Replicated.")).toBeInTheDocument();
    expect(world.form.held.get(2)?.current["System.State"]).toBe("Active");
    fireEvent.click(screen.getByRole("button", { name: / 1 asset$/ }));
    await turn();
    expect(world.form.held.get(2)?.current["System.State"]).toBe("Resolved");
    expect(screen.getByText("It stands in the form, and is kept once you save the form.")).toBeInTheDocument();
    expect(sentence()).toMatch(/does not hold back/);
  });

  it("goes back to where it was opened when it is closed", async () => {
    await show();
    fireEvent.click(await screen.findByRole("button", { name: "Move to another stage…" }));
    await turn();
    fireEvent.click(screen.getByRole("button", { name: "Stop reading" }));
    await turn();
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.getByRole("button", { name: "Move to Replicated…" })).toHaveFocus();
  });

  /** What stands below the outcome once SQL-04 was moved and `then` happened. */
  async function noteAfter(then: (world: FormWorld) => void): Promise<string> {
    const world = await show();
    fireEvent.click(await screen.findByRole("button", { name: "Move to Replicated…" }));
    await turn();
    lastReading(world).succeed(PROJECT);
    await turn();
    fireEvent.click(screen.getByRole("button", { name: / 1 asset$/ }));
    await turn();
    await act(async () => {
      then(world);
      await settled();
    });
    return screen.getByText(/^(It stands in|The form holds)/).textContent ?? "";
  }

  it("says of what it put into the form that it is gone once that is reverted", async () => {
    const note = await noteAfter((world) => {
      const held = world.form.held.get(2);
      Object.assign(held?.current ?? {}, held?.saved);
      world.tell({ kind: "reset", id: 2 });
    });
    expect(note).toBe("It stands in the form no longer: it was reverted or changed there.");
  });

  it("says of what it put into the form that it is saved once that is so", async () => {
    const note = await noteAfter((world) => {
      const held = world.form.held.get(2);
      Object.assign(held?.saved ?? {}, held?.current);
      world.tell({ kind: "saved", id: 2 });
    });
    expect(note).toBe("The form holds it, and it is saved.");
  });
});

describe("a reading", () => {
  it("shows how far it is once it takes long, and can be stopped", async () => {
    jest.useFakeTimers();
    try {
      const world = formWorld({ items: PROJECT.workItems });
      world.page.start();
      draw(world);
      act(() => {
        world.tell({ kind: "loaded", item: LOADED });
      });
      await turn();
      act(() => {
        lastReading(world).progress({ read: 12, expected: 40 });
      });
      expect(screen.queryByRole("progressbar")).toBeNull();
      act(() => {
        jest.advanceTimersByTime(1_000);
      });
      expect(screen.getByRole("progressbar")).toHaveAttribute("max", "40");
      expect(screen.getByText("12 of 40 work items")).toBeInTheDocument();
      fireEvent.click(screen.getByRole("button", { name: "Stop reading" }));
      await turn();
      expect(screen.getByRole("alert")).toHaveTextContent("Reading was stopped.");
      expect(lastReading(world).signal.aborted).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it("that is repeated can be stopped once it takes long; what is shown stays", async () => {
    const world = await show();
    jest.useFakeTimers();
    try {
      fireEvent.click(screen.getByRole("button", { name: "Refresh" }));
      await turn();
      expect(screen.queryByRole("button", { name: "Stop reading" })).toBeNull();
      act(() => {
        jest.advanceTimersByTime(1_000);
      });
      fireEvent.click(screen.getByRole("button", { name: "Stop reading" }));
      await turn();
      expect(lastReading(world).signal.aborted).toBe(true);
      expect(screen.getByRole("button", { name: "Refresh" })).toBeInTheDocument();
      expect(screen.queryByText(/was read before/)).toBeNull();
      expect(sentence()).toMatch(/^SQL-04 holds back/);
    } finally {
      jest.useRealTimers();
    }
  });

  it("that failed says what failed and what still holds, and is tried again", async () => {
    const world = await showUnread({});
    lastReading(world).fail(new Error("Azure DevOps could not be reached."));
    await turn();
    expect(screen.getByRole("alert")).toHaveTextContent("Azure DevOps could not be reached.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await turn();
    lastReading(world).succeed(PROJECT);
    await turn();
    expect(sentence()).toMatch(/^SQL-04 holds back/);
  });
});

it("is worth another reading once somebody comes back from what was opened from here", async () => {
  const world = await show();
  fireEvent.click(screen.getByRole("link", { name: "Open in the hub" }));
  act(world.comeBack);
  await turn();
  expect(world.readings).toHaveLength(2);
});

describe("recording", () => {
  const press = (name: string): void => {
    fireEvent.click(screen.getByRole("button", { name }));
  };

  it("asks for a waiver of what is in the asset's way, at the asset (E4)", async () => {
    const { recorded } = await show();
    const [first] = screen.getAllByRole("button", { name: "Ask for a waiver…" });
    fireEvent.click(first!);
    expect(recorded).toEqual([
      { kind: "waiver", code: "NOT_REPLICATED", part: "staging", place: { kind: "workItem", id: 2 } },
    ]);
  });

  it("gives evidence and creates the checklist for what is judged (E1)", async () => {
    const { recorded } = await show();
    await screen.findByRole("button", { name: "Record evidence…" });
    press("Record evidence…");
    press("Create the gate checklist…");
    expect(recorded).toEqual([
      { kind: "evidence", evidence: null, place: { kind: "workItem", id: 2 } },
      { kind: "checklist", release: null, workItems: [2] },
    ]);
  });

  it("approves a waiver in its own form, and only while it is open", async () => {
    const waiver = task(4, 1, "Waiver", { tags: ["waiver:FREEZE", "until:2026-12-07"] });
    const item = { ...LOADED, id: 4 };
    const { recorded } = await show({}, snapshot([...PROJECT.workItems, waiver]), item);
    fireEvent.click(await screen.findByRole("button", { name: "Approve the waiver…" }));
    expect(recorded).toEqual([{ kind: "approve", workItem: 4 }]);
    expect(screen.queryByRole("button", { name: "Record evidence…" })).toBeNull();
  });

  it("offers nothing to a reader who may not write", async () => {
    await show({ mayWrite: async () => false });
    expect(screen.queryByRole("button", { name: /waiver|evidence|checklist/ })).toBeNull();
  });
});

describe("the inventory of an asset", () => {
  async function showDescribed(description: string): Promise<FormWorld & Drawn> {
    const world = formWorld({ items: PROJECT.workItems });
    Object.assign(world.form.held.get(2)?.saved ?? {}, { "System.Description": description });
    world.page.start();
    const drawn = draw(world);
    act(() => {
      world.tell({ kind: "loaded", item: LOADED });
    });
    await turn();
    lastReading(world).succeed(PROJECT);
    await turn();
    return { ...world, ...drawn };
  }

  it("is one line of what an import wrote into its description, and leads to the record in the hub", async () => {
    const facts = {
      kind: "vm",
      strategy: "rehost",
      formats: ["rvtools-vinfo"],
      attributes: { cores: 8, memory: 65_536, os: HOSTILE },
    };
    const { urls } = await showDescribed(withBlock("<p>Ask Ana.</p>", record("rvtools:SQL-04", facts)));
    const part = await screen.findByRole("heading", { name: "Inventory" });
    expect(part.nextSibling?.textContent).toBe(
      `vm · 8 cores · 64 GiB · ${HOSTILE} · rehost · from RVTools vInfokey rvtools:SQL-04Open in the inventory`,
    );
    fireEvent.click(screen.getByRole("link", { name: "Open in the inventory" }));
    expect(urls).toEqual([
      "https://dev.azure.com/contoso/Contoso/_apps/hub/pub.ext.hub#view=inventory&row=rvtools%3ASQL-04",
    ]);
  });

  it("is not there where the description names none", async () => {
    await showDescribed("<p>Release Readiness says that it waits.</p>");
    await import("../../../src/workItemForm/InventoryLine");
    await turn();
    expect(sentence()).toContain("SQL-04");
    expect(screen.queryByRole("heading", { name: "Inventory" })).toBeNull();
  });
});
