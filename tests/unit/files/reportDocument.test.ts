import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { BLOCKER_CODES } from "../../../src/domain/readiness/report";
import { REPORT_FORMAT, reportDocument, reportJson } from "../../../src/files/reportDocument";
import { asset, feature, NOW } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { packReport } from "./packReport";

const SCHEMA = JSON.parse(readFileSync(join(__dirname, "../../../static/report.schema.json"), "utf8")) as {
  readonly properties: { readonly format: { readonly const: string } };
  readonly $defs: {
    readonly blocker: { readonly properties: { readonly code: { readonly enum: readonly string[] } } };
  };
};
const validate = new Ajv({ allErrors: true }).compile(SCHEMA);
const ALL = { release: null, generatedAt: NOW };

function problems(document: unknown): unknown {
  validate(document);
  return validate.errors ?? [];
}

describe("the report as JSON", () => {
  it("is what its published schema says, with evidence, waivers, decisions and a release's alone", () => {
    expect(problems(JSON.parse(reportJson(packReport(), ALL)))).toEqual([]);
    expect(problems(reportDocument(packReport(), { ...ALL, release: "R1" }))).toEqual([]);
  });

  it("is so for what could not be read, for what is deleted, and for what is not recognised", () => {
    const report = reportOf([feature(1), feature(9), asset(2, 1, { state: "On hold" }), asset(3, null)], {
      snapshot: {
        losses: [
          { kind: "query", message: "500" },
          { kind: "batch", ids: [7, 8], message: "500" },
        ],
        deleted: [{ id: 4, title: "VM 4", type: "User Story", deletedDate: null }],
      },
    });
    const document = reportDocument(report, ALL);
    expect(problems(document)).toEqual([]);
    expect(document).toMatchObject({ complete: false, losses: [{ ids: [] }, { ids: [7, 8] }] });
    expect([document.candidates, document.unmappedStates, document.looseAssets].map(({ length }) => length)).toEqual([
      1, 1, 1,
    ]);
  });

  it("has no member that the schema does not know", () => {
    expect(problems({ ...reportDocument(packReport(), ALL), extra: 1 })).not.toEqual([]);
    expect(problems({ ...reportDocument(packReport(), ALL), asOf: NOW })).not.toEqual([]);
  });

  it("names its format, and all codes of blockers, as the schema does", () => {
    expect(SCHEMA.properties.format.const).toBe(REPORT_FORMAT);
    expect(SCHEMA.$defs.blocker.properties.code.enum).toEqual(BLOCKER_CODES);
  });

  it("narrows to a release and judges nothing anew", () => {
    const [whole, part] = [reportDocument(packReport(), ALL), reportDocument(packReport(), { ...ALL, release: "R1" })];
    expect(part.releases).toEqual(whole.releases);
    expect([part.unplanned, whole.unplanned.map(({ title }) => title)]).toEqual([[], ["Archive"]]);
    expect(() => reportDocument(packReport(), { ...ALL, release: "R9" })).toThrow('no release "R9"');
  });
});
