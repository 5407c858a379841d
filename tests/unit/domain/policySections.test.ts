import {
  changedSections,
  mergeOf,
  POLICY_SECTIONS,
  sectionOf,
  valueAt,
  withSections,
} from "../../../src/domain/policy/sections";
import { fullPolicy } from "../../builders/policies";

const BASE = fullPolicy();

describe("the sections of a policy", () => {
  it("hold every place of a policy, each once", () => {
    const places = POLICY_SECTIONS.flatMap((section) => section.places);
    expect(new Set(places).size).toBe(places.length);
    const covered = (name: string): boolean => places.includes(name);
    const members = Object.entries(BASE).flatMap(([name, value]) =>
      covered(name) || name === "schemaVersion" ? [] : Object.keys(value as object).map((key) => `${name}.${key}`),
    );
    expect(members.filter((name) => !covered(name))).toEqual([]);
  });

  it.each([
    ["stateTable[3].stage", "stages"],
    ["workloads.splits[0].releases", "releases"],
    ["workloads.types", "assets"],
    ["workloads", "assets"],
    ["releases.settings[0].freezes[0]", "releases"],
    ["areas[0]", "areas"],
    ["", null],
    ["assetsX", null],
  ])("finds the section of %s", (path, id) => expect(sectionOf(path)).toBe(id));

  it("tells which differ, whatever the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(BASE).reverse()) as unknown as typeof BASE;
    expect(changedSections(BASE, reversed)).toEqual([]);
    expect(changedSections(BASE, fullPolicy({ areas: [], workloads: { ...BASE.workloads, splits: [] } }))).toEqual([
      "releases",
      "areas",
    ]);
  });

  it.each(POLICY_SECTIONS.map((section) => [section.id, section] as const))(
    "takes over %s whole, and nothing else",
    (id, { places }) => {
      const other = fullPolicy({
        preset: null,
        assets: { ...BASE.assets, types: ["Issue"] },
        workloads: { types: ["Epic"], confirmed: [], splits: [] },
        releases: { ...BASE.releases, defaultModel: "single-step" },
        stateTable: [],
        signals: [],
        notDoneReasons: [],
        strategy: { kind: "tag", prefix: "s:" },
        assetKind: { kind: "tag", prefix: "k:" },
        blockingItems: { types: [], tags: [], links: [] },
        uatDefects: { types: [], tags: [], links: [] },
        dependencies: { serves: [], soft: [] },
        tasks: { activities: [], block: false },
        evidence: { types: [], checklist: [] },
        areas: [],
        inventory: { isDemanded: false },
        labels: { release: "Wave" },
      });
      const merged = withSections(BASE, other, [id]);
      for (const section of POLICY_SECTIONS) {
        for (const place of section.places) {
          expect([place, valueAt(merged, place)]).toEqual([
            place,
            valueAt(places.includes(place) ? other : BASE, place),
          ]);
        }
      }
    },
  );
});

describe("two changes of one policy", () => {
  const theirs = fullPolicy({ areas: ["Contoso\\A"], labels: { release: "Wave" }, inventory: { isDemanded: false } });
  const mine = fullPolicy({
    areas: ["Contoso\\B"],
    tasks: { activities: [], block: false },
    inventory: { isDemanded: false },
  });

  it("are told apart by who changed what", () =>
    expect(mergeOf(BASE, theirs, mine)).toEqual({
      theirs: ["labels"],
      mine: ["tasks"],
      same: ["inventory"],
      both: ["areas"],
    }));

  it("lose nothing where neither touched what the other did", () => {
    const merged = withSections(theirs, mine, mergeOf(BASE, theirs, mine).mine);
    expect(merged.labels).toEqual({ release: "Wave" });
    expect(merged.tasks).toEqual({ activities: [], block: false });
    expect(merged.areas).toEqual(["Contoso\\A"]);
  });
});
