import * as v from "valibot";
import { LADDER } from "../readiness/stage";
import { releaseId } from "../backlog/releases";
import { stateKey } from "../backlog/states";
import { isDay } from "../day";
import { GATES } from "../readiness/report";
import { fold } from "../text";
import { DONE_STAGES, type Policy } from "./policy";
import { POLICY_DEFAULTS, RELATED } from "./presets";

/** One place in a policy document that the schema refused. */
export interface PolicyProblem {
  /** e.g. `stateTable[3].stage`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/** Either a policy, or every problem found in the document; never a partly read one. */
export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** An object of these members alone: one that is misspelt must not vanish, and with it what it was to ask. */
function member<T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries, ({ expected, message }) =>
    expected === "never" ? "is no member of a policy that this version knows" : message,
  );
}

/** Null, or absent: Azure DevOps drops members that are null on the way to its storage and back. */
function orNull<T extends v.GenericSchema>(schema: T) {
  return v.optional(v.nullable(schema), null);
}

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const texts = v.array(text);
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day as YYYY-MM-DD"),
  v.check(isDay, "is no day of the calendar"),
);
const stage = v.picklist(LADDER, `must be one of ${LADDER.join(", ")}`);
const model = v.picklist(["staged", "single-step"], "must be staged or single-step");
const progress = v.picklist(["started", "finished"], "must be started or finished");

const assetCondition = v.variant("kind", [
  member({ kind: v.literal("tag"), tag: text }),
  member({ kind: v.literal("field"), field: text, values: texts }),
  member({ kind: v.literal("title"), title: text }),
  member({
    kind: v.literal("childTasks"),
    titles: v.pipe(texts, v.minLength(1, "must name at least one title")),
    atLeast: v.pipe(v.number(), v.integer(), v.minValue(1, "must be 1 or more")),
  }),
]);

const signal = v.variant("kind", [
  member({ kind: v.literal("tag"), stage, tag: text }),
  member({ kind: v.literal("field"), stage, field: text, values: texts }),
  member({ kind: v.literal("boardColumn"), stage, columns: texts }),
  member({ kind: v.literal("childTask"), stage, titles: texts, when: progress }),
  member({ kind: v.literal("phaseItem"), stage, titles: texts, when: progress }),
]);

const releaseSource = v.variant("kind", [
  member({ kind: v.literal("none") }),
  member({
    kind: v.literal("iteration"),
    level: v.pipe(v.number(), v.integer(), v.minValue(1, "level 0 is the project itself")),
  }),
  member({ kind: v.literal("tag"), prefix: text }),
  member({ kind: v.literal("field"), field: text }),
]);

const wordSource = v.variant("kind", [
  member({ kind: v.literal("tag"), prefix: text }),
  member({ kind: v.literal("field"), field: text }),
]);

const linkTypes = v.array(
  v.pipe(
    text,
    v.check(
      (name) => !/-(forward|reverse)$/i.test(name),
      "must name the link type without its direction, such as System.LinkTypes.Related",
    ),
  ),
);
const itemFilter = member({ types: texts, tags: texts, links: v.optional(linkTypes, [RELATED]) });

const activity = member({ titles: v.pipe(texts, v.minLength(1, "must name at least one title")), stage });

const evidenceRule = member({
  id: v.pipe(
    text,
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words and digits, joined by hyphens: it is part of a tag"),
  ),
  title: text,
  gate: orNull(v.picklist(GATES, `must be one of ${GATES.join(", ")}, or null`)),
  attests: v.picklist(["proof", "test", "signOff"], "must be proof, test or signOff"),
  scope: v.picklist(["asset", "workload", "release"], "must be asset, workload or release"),
  isRequired: v.boolean(),
  isIndependent: v.boolean(),
  validDays: orNull(v.pipe(v.number(), v.integer(), v.minValue(1, "must be 1 or more"))),
});

const split = member({
  workload: v.pipe(v.number(), v.integer()),
  releases: v.pipe(texts, v.minLength(2, "must name at least two releases")),
});

const freeze = v.pipe(
  member({ name: text, from: day, to: day }),
  v.check((value) => value.from <= value.to, "ends before it begins"),
);

const outage = member({ iteration: text, team: orNull(text), reason: text });

const planning = member({
  doneStage: v.picklist(DONE_STAGES, `must be one of ${DONE_STAGES.join(", ")}`),
  graceDays: v.pipe(v.number(), v.integer(), v.minValue(0, "must be 0 or more"), v.maxValue(14, "must be 14 or less")),
  commitmentTag: v.pipe(
    text,
    v.check((prefix) => !/[;,]/.test(prefix), "must hold no comma and no semicolon: it is part of a tag"),
  ),
  outages: v.array(outage),
});

const policy = v.pipe(
  member({
    // Names the JSON Schema for an editor of the file; says nothing of the project.
    $schema: v.exactOptional(v.string()),
    schemaVersion: v.literal(1, "must be 1: this version of the product knows no other"),
    preset: orNull(v.picklist(["agile", "scrum", "cmmi", "basic", "framework"])),
    assets: member({
      types: v.pipe(texts, v.minLength(1, "must name at least one work item type")),
      when: v.array(assetCondition),
      phaseTitles: texts,
      includeTag: text,
      excludeTag: text,
    }),
    workloads: member({
      types: v.pipe(texts, v.minLength(1, "must name at least one work item type")),
      confirmed: v.array(v.pipe(v.number(), v.integer())),
      splits: v.optional(
        v.pipe(
          v.array(split),
          v.check((splits) => areDistinct(splits.map(({ workload }) => String(workload))), "splits one workload twice"),
        ),
        [],
      ),
    }),
    releases: member({
      source: releaseSource,
      assetsFollowWorkload: v.boolean(),
      defaultModel: model,
      settings: v.pipe(
        v.array(
          member({
            key: text,
            order: v.exactOptional(v.number()),
            targetDate: v.exactOptional(day),
            model: v.exactOptional(model),
            freezes: v.exactOptional(v.array(freeze)),
          }),
        ),
        v.check(
          (settings) => areDistinct(settings.map(({ key }) => releaseId(key))),
          "says something about one release twice",
        ),
      ),
    }),
    stateTable: v.array(member({ type: text, state: text, stage, max: v.exactOptional(stage) })),
    signals: v.array(signal),
    notDoneReasons: texts,
    strategy: wordSource,
    assetKind: wordSource,
    blockingItems: itemFilter,
    uatDefects: itemFilter,
    // What follows was not part of the first policies that people stored: they mean the defaults.
    dependencies: v.optional(member({ serves: linkTypes, soft: linkTypes }), POLICY_DEFAULTS.dependencies),
    tasks: v.optional(member({ activities: v.array(activity), block: v.boolean() }), POLICY_DEFAULTS.tasks),
    evidence: v.optional(
      member({
        types: texts,
        checklist: v.pipe(
          v.array(evidenceRule),
          v.check((entries) => areDistinct(entries.map(({ id }) => id)), "has one id twice"),
        ),
      }),
      POLICY_DEFAULTS.evidence,
    ),
    areas: v.optional(texts, []),
    inventory: v.optional(member({ isDemanded: v.boolean() }), POLICY_DEFAULTS.inventory),
    planning: v.optional(planning, POLICY_DEFAULTS.planning),
    labels: member({ release: text }),
  }),
  v.forward(
    v.check(
      ({ assets, workloads }) => !assets.types.some((type) => workloads.types.some((other) => sameText(type, other))),
      "names one type both for assets and for workloads: an item can't be both",
    ),
    ["workloads", "types"],
  ),
  v.forward(
    v.check(
      ({ stateTable }) => areDistinct(stateTable.map((row) => stateKey(row.type, row.state))),
      "maps one type and state twice",
    ),
    ["stateTable"],
  ),
  v.transform(({ $schema, ...rest }) => rest),
);

/**
 * Reads a policy document from outside: extension storage, a file, an import. Returns the policy or all its problems with
 * their places; it never guesses a missing part. `$schema` is taken and left out: it is the file's, not the policy's.
 *
 * static/policy.schema.json says the same of every member by itself; that two of them contradict each other (a name given
 * twice, an end before its beginning) is found here alone.
 */
export function parsePolicy(input: unknown): ParsedPolicy {
  const result = v.safeParse(policy, input);
  if (result.success) return { ok: true, policy: result.output };
  return {
    ok: false,
    problems: result.issues.map((issue) => ({ path: placeOf(issue.path), message: issue.message })),
  };
}

function placeOf(path: readonly { readonly key?: unknown }[] | undefined): string {
  return (path ?? []).reduce<string>((place, { key }) => {
    if (typeof key === "number") return `${place}[${key}]`;
    return place === "" ? String(key) : `${place}.${String(key)}`;
  }, "");
}

function sameText(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function areDistinct(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}
