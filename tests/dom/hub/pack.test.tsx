import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import * as React from "react";
import { copy, download, fileName } from "../../../src/components/saving";
import type { ReleaseAssessment, Report } from "../../../src/domain/readiness/report";
import { PackTab } from "../../../src/hub/pack/PackTab";
import { NOW } from "../../builders/estate";
import { EVIDENCE, HOSTILE, packReport, WAIVED } from "../../unit/files/packReport";
import { hubWith } from "./hubWorld";

const clock = (): number => NOW + 60_000;

function releaseOf({ releases }: Report): ReleaseAssessment {
  const [release] = releases;
  if (release === undefined) throw new Error("The report has no release.");
  return release;
}

function shown(changes: Partial<React.ComponentProps<typeof PackTab>> = {}) {
  const report = packReport();
  const { around } = hubWith(report);
  return render(
    around(
      <PackTab
        report={report}
        release={releaseOf(report)}
        gate={null}
        isPast={false}
        now={clock}
        onDecide={null}
        {...changes}
      />,
    ),
  );
}

const rowsOf = (name: string | RegExp) =>
  within(screen.getByRole("region", { name }))
    .getAllByRole("row")
    .slice(1)
    .map((row) =>
      within(row)
        .queryAllByRole("cell")
        .map(({ textContent }) => textContent),
    );

describe("the go/no-go pack", () => {
  it("holds sentence, verdicts, decisions, waivers, sign-offs, blockers with owner and age, and what it rests on", () => {
    shown();
    expect(screen.getByRole("heading", { name: "Go/no-go: R1" })).toBeInTheDocument();
    expect(screen.getByText(packReport().releases[0]?.sentence ?? "")).toBeInTheDocument();
    expect(rowsOf("Verdicts")[2]?.[0]).toContain("ready");
    expect(rowsOf("Decisions")).toEqual([["No-go", "Kim", "23 Nov 2026, 09:00 UTC", "No-go of R1 (60)"]]);
    expect(rowsOf("Waivers")[0]?.slice(1, 3)).toEqual(["1 Dec 2026", "Kim"]);
    expect(rowsOf("Sign-offs and evidence")[0]?.slice(0, 5)).toEqual([
      "UAT",
      "Business sign-off (40)",
      "Payroll",
      "given",
      "Kim",
    ]);
    expect(rowsOf(/^Not replicated yet/)[0]).toEqual([
      "SQL-04 (2) in Payroll",
      "Replicating",
      "Replicated",
      "6 days",
      "Ana <b>",
      expect.any(String),
    ]);
    expect(screen.getByText(/^Made 23 Nov 2026, 09:01 UTC/)).toBeInTheDocument();
    expect(screen.getByText(/^Mapping [0-9a-f]{16}/)).toBeInTheDocument();
  });

  it("says of what is in the way what it holds back, and of evidence what stands in for it, each as the hub calls it", () => {
    const report = packReport();
    const release = releaseOf(report);
    const [first] = release.gates.staging.blockers;
    const ref = (id: number, title: string) => ({ id, title, type: "User Story" });
    const path = [ref(2, "SQL-04"), ref(8, "Web"), ref(9, "Shop")];
    const held = { ...first!, path, owner: null, actual: "behind since 2026-11-01" };
    const evidence = [{ ...EVIDENCE, state: "missing" as const, reason: "asked for on 2026-11-01" }];
    const waived = [{ ...WAIVED, blocker: { ...WAIVED.blocker, evidence: EVIDENCE.id, workItem: EVIDENCE.covers } }];
    const staging = { ...release.gates.staging, blockers: [held], evidence, waived };
    const changed = { ...release, gates: { ...release.gates, staging } };
    shown({ report: { ...report, releases: [changed] }, release: changed });
    expect(rowsOf(/^Not replicated yet/)[0]?.slice(0, 5)).toEqual([
      "SQL-04 (2), Shop (9) ← Web (8) ← SQL-04 (2) in Payroll",
      "behind since 1 Nov 2026",
      "Replicated",
      "6 days",
      "Unassigned",
    ]);
    const [row] = rowsOf("Sign-offs and evidence");
    expect([row?.[3], row?.[6]]).toEqual(["missing, waived until 1 Dec 2026", "asked for on 1 Nov 2026"]);
  });

  it("shows a hostile title as text", () => {
    const { container } = shown();
    expect(screen.getByText(HOSTILE)).toBeInTheDocument();
    expect(container.querySelector(".rr-pack img")).toBeNull();
  });

  it("prints itself alone for as long as it is on the page", () => {
    let prints = 0;
    const { unmount } = shown({ onPrint: () => (prints += 1) });
    expect(document.documentElement).toHaveClass("rr-prints-pack");
    fireEvent.click(screen.getByRole("button", { name: "Print" }));
    expect(prints).toBe(1);
    unmount();
    expect(document.documentElement).not.toHaveClass("rr-prints-pack");
  });

  it("lets a decision be recorded where that is possible", () => {
    const asked: unknown[] = [];
    shown({ onDecide: (request) => asked.push(request) });
    fireEvent.click(screen.getByRole("button", { name: "Decide…" }));
    expect(asked).toMatchObject([
      { kind: "decision", release: "R1", report: [{ title: "Verdict" }, {}, {}, {}, {}, {}] },
    ]);
  });

  it("offers no decision in the past", () => {
    shown({ isPast: true });
    expect(screen.queryByRole("button", { name: "Decide…" })).toBeNull();
    expect(screen.getByText(/judged with the mapping of the day/)).toBeInTheDocument();
  });
});

describe("the export", () => {
  let saved: { name: string; text: Promise<string> }[];

  beforeEach(() => {
    saved = [];
    const blobs = new Map<string, Blob>();
    URL.createObjectURL = (blob: Blob) => {
      blobs.set("blob:1", blob);
      return "blob:1";
    };
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      const blob = blobs.get(this.href);
      if (blob === undefined) throw new Error("The link leads to no file.");
      const text = new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => {
          resolve(typeof reader.result === "string" ? reader.result : "");
        };
        reader.readAsText(blob);
      });
      saved.push({ name: this.download, text });
    });
  });

  async function opened() {
    shown();
    const menu = screen.getByText("Export ▾").closest("details");
    if (menu === null) throw new Error("There is no menu.");
    menu.open = true;
    fireEvent(menu, new Event("toggle"));
    await waitFor(() => {
      for (const format of ["Markdown", "CSV", "JSON"]) {
        expect(screen.getByRole("button", { name: `Download ${format}` })).toBeEnabled();
      }
    });
  }

  it.each([
    ["Markdown", "R1-go-no-go-2026-11-23.md", "# Go/no-go: R1"],
    ["CSV", "R1-go-no-go-2026-11-23.csv", '"NOT_REPLICATED"'],
    ["JSON", "R1-go-no-go-2026-11-23.json", '"format": "release-readiness-report/1"'],
  ])("hands over %s as a file with a name that says what it is", async (format, name, part) => {
    await opened();
    fireEvent.click(screen.getByRole("button", { name: `Download ${format}` }));
    expect(saved.map((file) => file.name)).toEqual([name]);
    expect(await saved[0]?.text).toContain(part);
  });

  it("copies instead, and where the browser refuses that too, shows the text", async () => {
    await opened();
    const copied: string[] = [];
    document.execCommand = () => {
      copied.push((document.activeElement as HTMLTextAreaElement).value);
      return true;
    };
    fireEvent.click(screen.getByRole("button", { name: "Copy Markdown" }));
    await screen.findByText("Copied.");
    expect(copied[0]).toContain("# Go/no-go: R1");
    document.execCommand = () => false;
    fireEvent.click(screen.getByRole("button", { name: "Copy CSV" }));
    const byHand = await screen.findByLabelText<HTMLTextAreaElement>("Text to copy");
    expect(byHand.value).toContain("NOT_REPLICATED");
  });
});

describe("saving", () => {
  it("makes names that every file system takes", () => {
    expect(fileName(['../Wave 1: "Äpfel" & more', "2026-11-23"], "md")).toBe("Wave-1-Äpfel-more-2026-11-23.md");
    expect(fileName(["///"], "md")).toBe("release-readiness.md");
  });

  it("leaves nothing of its own on the page, and the focus where it was", async () => {
    URL.createObjectURL = () => "blob:1";
    jest.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    document.execCommand = () => true;
    document.body.innerHTML = "<button>here</button>";
    const button = document.querySelector("button");
    button?.focus();
    download({ name: "a.md", type: "text/markdown", text: "a" });
    expect(await copy("a")).toBe(true);
    expect(document.body.innerHTML).toBe("<button>here</button>");
    expect(document.activeElement).toBe(button);
  });
});
