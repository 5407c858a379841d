import { act, fireEvent, render, screen } from "@testing-library/react";
import axe from "axe-core";
import * as React from "react";
import type { RecordOutcome } from "../../../src/boards/carryOutRecord";
import { createRecordSession, type RecordEffects } from "../../../src/changePanel/record/session";
import { RecordView } from "../../../src/changePanel/record/RecordView";
import { LinksProvider } from "../../../src/components/links";
import type { RecordRequest } from "../../../src/domain/record/request";
import type { WorkItem } from "../../../src/domain/workItem";
import { asset, feature, NOW, policy, snapshot, workItem } from "../../builders/estate";

const ITEMS = [
  feature(1, { title: "Payroll", tags: ["release:R1"] }),
  asset(11, 1, { title: "SQL-04", state: "Active" }),
];
const OUTCOMES: Readonly<Record<string, RecordOutcome["outcome"]>> = {
  written: { kind: "written", rev: 2 },
  refused: { kind: "refused", message: "TF401320: Rule Error." },
  conflict: { kind: "conflict", message: "It was changed by Ana." },
};

/** Draws a session whose writes all end as told; the number of readings and closings is counted. */
function show(request: RecordRequest, outcome = OUTCOMES["written"]!, items: readonly WorkItem[] = ITEMS) {
  const made = workItem(101, { type: "Task", title: "Made" });
  const effects: RecordEffects = {
    carryOut: async (entries) => entries.map((entry) => ({ entry, item: made, isMade: true, outcome, closing: null })),
    takeBack: () => Promise.reject(new Error("not expected")),
    recycle: async (items) =>
      items.map((_, index) =>
        index > 0 || outcome.kind !== "written"
          ? { kind: "recycled" }
          : { kind: "changed", rev: 2, by: "Ana", when: NOW, message: "It was changed by Ana since (revision 2)." },
      ),
    now: () => NOW,
    onWritten: () => undefined,
  };
  const session = createRecordSession(effects, snapshot(items), policy(), request);
  const [onReadAgain, onClose] = [jest.fn(), jest.fn()];
  render(
    <LinksProvider value={{ workItem: (id) => `https://boards.example/${id}`, open: () => undefined }}>
      <main>
        <RecordView session={session} onReadAgain={onReadAgain} onClose={onClose} />
      </main>
    </LinksProvider>,
  );
  return { session, onReadAgain, onClose };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
async function press(name: string | RegExp): Promise<void> {
  await act(async () => {
    fireEvent.click(button(name));
  });
}
async function expectAccessible(): Promise<void> {
  // jsdom draws nothing.
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

describe("the view that records", () => {
  it("shows every item of the checklist before it is made, with their number", async () => {
    show({ kind: "checklist", release: null, workItems: [1] });
    expect(screen.getByRole("heading", { level: 1, name: "Create the gate checklist" })).toHaveFocus();
    expect(screen.getByRole("status")).toHaveTextContent("9 work items will be created.");
    expect(screen.getAllByRole("listitem")).toHaveLength(9);
    await expectAccessible();
    await press("Create 9 work items");
    expect(screen.getByRole("status")).toHaveTextContent("9 work items were created.");
    await expectAccessible();
  });

  it("lets the evidence be chosen, and says what comes too early (E2)", async () => {
    show({ kind: "evidence", evidence: null, place: { kind: "workItem", id: 1 } });
    expect(button("Record")).toBeDisabled();
    fireEvent.change(screen.getByRole("combobox", { name: "Evidence" }), { target: { value: "change-approved" } });
    expect(screen.getByRole("listitem")).toHaveTextContent(
      /New Task: Change approved – Payroll.*Then State: Closed.*will not count for SQL-04/,
    );
    await expectAccessible();
    await press("Record");
    expect(screen.getByRole("status")).toHaveTextContent("The evidence is given.");
  });

  it("names the evidence that a waiver would do without (E4)", () => {
    const place = { kind: "workItem", id: 11 } as const;
    show({ kind: "waiver", code: "EVIDENCE_MISSING", part: "replication-verified", place });
    expect(screen.getByText(/would count as met/)).toHaveTextContent(
      /^Evidence is missing \(Replication verified\): SQL-04 would count as met/,
    );
  });

  it("proposes two weeks for a waiver, needs a reason, and says what it lacks only when asked to write", async () => {
    show({ kind: "waiver", code: "NOT_REPLICATED", part: "staging", place: { kind: "workItem", id: 11 } });
    expect(screen.getByLabelText(/^Until/)).toHaveValue("2026-12-07");
    expect(screen.queryByRole("alert")).toBeNull();
    await expectAccessible();
    await press("Ask for the waiver");
    expect(screen.getByRole("alert")).toHaveTextContent("Say why it may be waived");
    fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "<b>Soon</b>" } });
    expect(screen.getByRole("listitem")).toHaveTextContent("SQL-04 – <b>Soon</b>");
    await press("Ask for the waiver");
    expect(screen.getByRole("status")).toHaveTextContent("somebody else approves");
  });

  it("refuses the approval of one's own waiver at once, with the reason (E4)", async () => {
    const own = { id: "u1", displayName: "Kim", uniqueName: "kim", imageUrl: null };
    const waiver = workItem(41, { type: "Task", tags: ["waiver:FREEZE", "until:2026-12-07"], createdBy: own });
    show({ kind: "approve", workItem: 41 }, undefined, [...ITEMS, waiver]);
    expect(screen.getByRole("alert")).toHaveTextContent("You asked for this waiver yourself.");
    expect(button("Approve")).toBeDisabled();
    await expectAccessible();
  });

  it("shows the report that stands in a decision, and needs a decision", async () => {
    show({ kind: "decision", release: "R1", report: [{ title: "Verdict", lines: ["R1 is <ready>"] }] });
    expect(button("Record the decision")).toBeDisabled();
    expect(screen.getByText("R1 is <ready>")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("radio", { name: "Go" }));
    await expectAccessible();
    await press("Record the decision");
    expect(screen.getByRole("status")).toHaveTextContent("The decision is recorded.");
  });
});

describe("what became of a record", () => {
  it("is told with Azure DevOps' own words where it was refused, and can be tried again", async () => {
    show({ kind: "evidence", evidence: "change-approved", place: { kind: "workItem", id: 1 } }, OUTCOMES["refused"]);
    await press("Record");
    expect(screen.getByRole("alert")).toHaveTextContent("The work item was created, and could not be closed.");
    expect(screen.getByText(/TF401320: Rule Error\./)).toBeInTheDocument();
    expect(button("Try the rest again")).toBeInTheDocument();
    await expectAccessible();
  });

  it("is read again before anything is written to what somebody changed meanwhile", async () => {
    const { onReadAgain, onClose } = show(
      { kind: "evidence", evidence: "change-approved", place: { kind: "workItem", id: 1 } },
      OUTCOMES["conflict"],
    );
    await press("Record");
    await press("Read again");
    expect(onReadAgain).toHaveBeenCalledTimes(1);
    await press("Close");
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});

describe("undo of what was created", () => {
  it("says how many went to the recycle bin, and lists what stays, with the reason", async () => {
    show({ kind: "checklist", release: null, workItems: [1] });
    await press("Create 9 work items");
    await press("Undo");
    expect(screen.getByRole("alert")).toHaveTextContent("8 work items were moved to the recycle bin; 1 stays.");
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
    expect(screen.getByRole("listitem")).toHaveTextContent(
      "MadeChanged meanwhile, left untouched: It was changed by Ana since (revision 2).",
    );
    expect(button("Close")).toBeInTheDocument();
    await expectAccessible();
  });

  it("takes back what was created and could not be closed as well", async () => {
    show({ kind: "evidence", evidence: "change-approved", place: { kind: "workItem", id: 1 } }, OUTCOMES["refused"]);
    await press("Record");
    await press("Undo");
    expect(screen.getByRole("status")).toHaveTextContent("1 work item was moved to the recycle bin.");
  });
});
