/** The published JSON Schema of the policy, held to what the product takes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parsePolicy } from "../../../src/domain/policy/parse";
import { PRESETS } from "../../../src/domain/policy/presets";
import { presetPolicy } from "../../builders/estate";
import { fullPolicy } from "../../builders/policies";

const SCHEMA: unknown = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "..", "static", "policy.schema.json"), "utf8"),
);
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA as object);

function json(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

/** The document without one of its members. */
function without(member: string): Record<string, unknown> {
  const document = json(fullPolicy());
  delete document[member];
  return document;
}

describe("static/policy.schema.json (M11)", () => {
  it.each(PRESETS.map(({ id }) => [id]))("takes the policy of the preset %s", (id) =>
    expect(accepts(json(presetPolicy(id)))).toBe(true),
  );

  it("takes a policy that uses every member, and the product reads the same from it", () => {
    expect(accepts(json(fullPolicy()))).toBe(true);
    expect(parsePolicy(json(fullPolicy()))).toEqual({ ok: true, policy: fullPolicy() });
  });

  it("takes a document that names it, and nothing of that is in the policy", () => {
    const document = { $schema: "policy.schema.json", ...json(fullPolicy()) };
    expect(accepts(document)).toBe(true);
    expect(parsePolicy(document)).toEqual({ ok: true, policy: fullPolicy() });
    expect(accepts({ ...document, $schema: 1 })).toBe(false);
    expect(parsePolicy({ ...document, $schema: 1 }).ok).toBe(false);
  });

  it.each(Object.keys(fullPolicy()))("asks for %s exactly where the product does", (member) =>
    expect(accepts(without(member))).toBe(parsePolicy(without(member)).ok),
  );

  it.each(["2026-02-28", "2024-02-29", "2000-02-29", "0004-02-29", "2026-12-31"])("knows the day %s", (targetDate) => {
    const document = json(fullPolicy({ releases: { ...fullPolicy().releases, settings: [{ key: "A", targetDate }] } }));
    expect([accepts(document), parsePolicy(document).ok]).toEqual([true, true]);
  });

  it.each(["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "2026-01-01T00:00:00Z"])(
    "knows that %s is no day",
    (targetDate) => {
      const document = json(
        fullPolicy({ releases: { ...fullPolicy().releases, settings: [{ key: "A", targetDate }] } }),
      );
      expect([accepts(document), parsePolicy(document).ok]).toEqual([false, false]);
    },
  );
});
