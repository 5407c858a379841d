import { blockersCsv } from "../../../src/files/blockersCsv";
import { asset, feature } from "../../builders/estate";
import { reportOf } from "../../builders/report";
import { packReport } from "./packReport";

const linesOf = (text: string) => text.slice(1).split("\r\n").slice(1, -1);

describe("blockers as CSV", () => {
  it("have a line each, with gate, cause, item, what is and must be, age, owner and what to do", () => {
    const line = linesOf(blockersCsv(packReport(), "R1")).find((text) => text.includes('"SQL-04"'));
    expect(line).toContain(
      '"R1","staging","blocks","NOT_REPLICATED","Not replicated yet",2,"User Story","SQL-04","Payroll"',
    );
    expect(line).toContain('"Replicating","Replicated","2026-11-17T00:00:00.000Z"');
    expect(line).toContain(',6,"Ana <b>",');
  });

  it("show what is waived among them, with the waiver", () => {
    const waived = linesOf(blockersCsv(packReport(), "R1")).filter((text) => text.includes('"waived"'));
    expect(waived).toHaveLength(2);
    expect(waived[0]).toMatch(/"2026-12-01",50$/);
  });

  it("are those of the release alone, or of everything", () => {
    expect(blockersCsv(packReport(), "R1")).not.toContain("FS-02");
    expect(blockersCsv(packReport(), null)).toContain("FS-02");
    expect(() => blockersCsv(packReport(), "R9")).toThrow('no release "R9"');
  });

  it("carry no formula that a title holds", () => {
    const evil = '=HYPERLINK("http://evil";"x")';
    const report = reportOf([feature(1), asset(2, 1, { title: evil })]);
    expect(blockersCsv(report, null)).toContain(`"'=HYPERLINK(""http://evil"";""x"")"`);
  });
});
