import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { useLinks } from "../../components/links";
import { isSandboxed } from "../../components/saving";
import { decisionReport } from "../../domain/record/decisionReport";
import type { RequestOf } from "../../domain/record/request";
import type { Gate, ReleaseAssessment, Report } from "../../domain/readiness/report";
import { packOf } from "../../files/pack";
import { ExportMenu } from "./ExportMenu";
import { fileOf, PACK_FORMATS } from "./exports";
import "./pack.css";
import { PackPage } from "./PackPage";

/** On the page's root while a pack is on it: what is printed is the pack, and nothing of the hub around it. */
const PRINTS_PACK = "rr-prints-pack";

/** The go/no-go pack of a release, to be printed, exported and decided on. */
export function PackTab(props: {
  readonly report: Report;
  readonly release: ReleaseAssessment;
  /** The gate that is decided on; null for the next open one. */
  readonly gate: Gate | null;
  /** Whether the report is of a day that is over. */
  readonly isPast: boolean;
  readonly now: () => number;
  /** Has a decision recorded, with what the report says; null where that is not possible here. */
  readonly onDecide: ((request: RequestOf<"decision">) => void) | null;
  readonly onPrint?: () => void;
}): JSX.Element {
  const { report, release, gate, isPast, now, onDecide, onPrint = printPage } = props;
  const { workItem } = useLinks();
  // Made once for a report: the time on the paper is the one at which it was looked at.
  const pack = React.useMemo(
    () => packOf(report, { release: release.key, gate, isPast, generatedAt: now() }),
    [report, release, gate, isPast, now],
  );
  React.useEffect(() => {
    document.documentElement.classList.add(PRINTS_PACK);
    return () => {
      document.documentElement.classList.remove(PRINTS_PACK);
    };
  }, []);

  return (
    <>
      <div className="rr-buttons rr-pack-commands">
        {onDecide !== null && (
          <Button
            primary
            text="Decide…"
            onClick={() => {
              onDecide({ kind: "decision", release: release.key, report: decisionReport(report, release) });
            }}
          />
        )}
        <Button text="Print" iconProps={{ iconName: "Print" }} disabled={isSandboxed()} onClick={onPrint} />
        <ExportMenu formats={PACK_FORMATS} make={(format) => fileOf(format, report, pack, workItem)} />
        {isSandboxed() && (
          <span className="rr-soft">This Azure DevOps does not let extensions print. Copy the Markdown instead.</span>
        )}
      </div>
      <PackPage pack={pack} />
    </>
  );
}

function printPage(): void {
  window.print();
}
