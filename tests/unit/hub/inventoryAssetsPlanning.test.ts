import type { Run } from "../../../src/boards/inventory/stores";
import type { ImportPlan, RunEntry } from "../../../src/domain/inventory/importPlan";
import { createPlanner, type Planned } from "../../../src/hub/inventory/assets/planning";
import { depthsOf, entryText, planSentence, recordChangeText } from "../../../src/hub/inventory/assets/planWords";
import { NOW, workItem } from "../../builders/estate";
import { record } from "../../builders/inventory";

const HOSTILE = "<img src=x onerror=alert(1)>";

function plan(changes: Partial<ImportPlan> = {}): ImportPlan {
  return { purpose: "edit", title: "Map", entries: [], records: [], refused: [], notes: [], ...changes };
}

function create(key: string, under: string | null): RunEntry {
  const item = {
    type: "Task",
    title: key,
    tags: ["kind:vm"],
    areaPath: null,
    iterationPath: "Contoso\\Sprint 1",
    parent: null,
    related: [],
    description: "",
    fields: {},
  };
  return { kind: "create", key, item, under: under === null ? null : { key: under }, after: [] };
}

/** A planner over a log that takes every plan, and what was begun with it. */
function world(begin: (plan: ImportPlan) => Promise<Run>) {
  const begun: Run[] = [];
  const no = (): never => {
    throw new Error("The test does not expect this of the log.");
  };
  const planner = createPlanner(
    {
      journal: { list: no, load: no, note: no, begin },
      reader: { id: "u1", displayName: "Kim" },
      now: () => NOW,
    },
    (run) => begun.push(run),
  );
  return { planner, begun };
}

const RUN = { summary: { id: "20261123-ab1c" } } as Run;
const planned = (changes: Partial<ImportPlan> = {}): Planned => ({ plan: plan(changes), effects: [] });

describe("an edit of the inventory", () => {
  it("is shown before anything of it is written, and begun when a person says so", async () => {
    const kept: ImportPlan[] = [];
    const { planner, begun } = world((one) => {
      kept.push(one);
      return Promise.resolve(RUN);
    });
    await planner.plan(() => Promise.resolve(planned()));
    expect(planner.get()).toMatchObject({ kind: "preview", plan: { title: "Map" }, problem: null });
    expect(kept).toEqual([]);
    await planner.begin();
    expect(kept).toEqual([plan()]);
    expect(begun).toEqual([RUN]);
    expect(planner.get()).toEqual({ kind: "idle" });
  });

  it("stays to be looked at where the log does not take it", async () => {
    const { planner, begun } = world(() => Promise.reject(new Error("503 from the storage.")));
    await planner.plan(() => Promise.resolve(planned()));
    await planner.begin();
    expect(planner.get()).toMatchObject({ kind: "preview", isBeginning: false, problem: "503 from the storage." });
    expect(begun).toEqual([]);
  });

  it("is begun once, however often the button is pressed", async () => {
    let answer: (run: Run) => void = () => undefined;
    let asked = 0;
    const { planner, begun } = world(() => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    });
    await planner.plan(() => Promise.resolve(planned()));
    const pressed = [planner.begin(), planner.begin()];
    answer(RUN);
    await Promise.all(pressed);
    expect([asked, begun.length]).toEqual([1, 1]);
  });

  it("can be planned again where planning failed, and be dropped", async () => {
    let tries = 0;
    const { planner } = world(() => Promise.reject(new Error("not asked")));
    await planner.plan(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("No answer.")) : Promise.resolve(planned());
    });
    expect(planner.get()).toEqual({ kind: "failed", message: "No answer." });
    await planner.again();
    expect(planner.get().kind).toBe("preview");
    planner.drop();
    expect(planner.get()).toEqual({ kind: "idle" });
  });

  it("is not shown once it was dropped or another one was planned meanwhile", async () => {
    const { planner } = world(() => Promise.reject(new Error("not asked")));
    let answer: (made: Planned) => void = () => undefined;
    let signal: AbortSignal | undefined;
    const first = planner.plan((given) => {
      signal = given;
      return new Promise((resolve) => (answer = resolve));
    });
    await planner.plan(() => Promise.resolve(planned({ title: "Second" })));
    expect(signal?.aborted).toBe(true);
    answer(planned({ title: "First" }));
    await first;
    expect(planner.get()).toMatchObject({ kind: "preview", plan: { title: "Second" } });
  });
});

describe("a plan in words", () => {
  it("counts what would be done, and what can't be", () => {
    const link: RunEntry = {
      kind: "link",
      key: "l",
      type: "System.LinkTypes.Dependency-Reverse",
      from: { id: 1 },
      to: { id: 2 },
      after: [],
    };
    const update: RunEntry = { kind: "update", key: "u", item: workItem(2), edit: {}, after: [] };
    const records = [{ before: null, after: record("a:1"), item: null, workload: null }];
    const refused = [{ key: "a:2", item: null, reason: "It is gone." }];
    expect(planSentence(plan({ entries: [create("a", null), link, update], records, refused }))).toBe(
      "This would be done: 1 work item created, 1 work item updated, 1 link added, 1 record of the inventory written. 1 thing can't be done.",
    );
    expect(planSentence(plan())).toBe("There is nothing to write.");
  });

  it("says what becomes of a record: only what changes", () => {
    const titleOf = (id: number) => (id === 2 ? { id, title: "SQL-04", type: "User Story" } : null);
    const text = (before: Parameters<typeof record>[1] | null, after: Parameters<typeof record>[1] | null): string =>
      recordChangeText(
        {
          before: before === null ? null : record("a:1", before),
          after: after === null ? null : record("a:1", after),
          item: null,
          workload: null,
        },
        titleOf,
      );
    expect(text({}, { workItem: 2 })).toBe("Is mapped to SQL-04 (#2).");
    expect(text({ workItem: 9 }, {})).toBe("Is mapped to nothing, before to work item 9.");
    expect(text({}, { outOfScope: HOSTILE })).toBe(`Goes out of scope: ${HOSTILE}.`);
    expect(text({ outOfScope: "Off." }, {})).toBe("Is in scope again.");
    expect(text({ workloadItem: 2 }, {})).toBe("Belongs to no workload.");
    expect(text({ attributes: { cores: 4 } }, { attributes: { cores: 8 }, kind: "vm" })).toBe(
      "Kind: none → vm; Cores: 4 → 8.",
    );
    expect(text({}, {})).toBe("Is written as it is.");
    expect(text({}, null)).toBe("Is removed.");
    expect(text(null, { workItem: 2 })).toBe("Is kept, mapped to SQL-04 (#2).");
  });

  it("says what an entry writes, and of the description only that it is written", () => {
    const item = workItem(2, { title: "Old", tags: ["a"], iterationPath: "Contoso" });
    const edit = { title: "New", tags: ["a", "kind:vm"], description: { from: "", to: HOSTILE } };
    expect(entryText({ kind: "update", key: "u", item, edit, after: [] })).toBe(
      "Title: Old → New; + kind:vm; Inventory in the description",
    );
    expect(entryText(create("a", null))).toBe("+ kind:vm; Iteration: Contoso\\Sprint 1");
  });

  it("knows how deep each entry stands, also where parents go in a circle", () => {
    const entries = [create("root", null), create("story", "root"), create("task", "story")];
    expect([...depthsOf(entries)]).toEqual([
      ["root", 0],
      ["story", 1],
      ["task", 2],
    ]);
    expect(depthsOf([create("a", "b"), create("b", "a")]).get("a")).toBe(1);
  });
});
