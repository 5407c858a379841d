import * as React from "react";
import { countText } from "../../components/numbers";
import { useStore } from "../../components/store/useStore";
import { GATE_TITLES } from "../../components/wording";
import { GATES } from "../../domain/readiness/report";
import type { RecordRequest } from "../../domain/record/request";
import type { Instant } from "../../domain/workItem";
import { useHub, ViewLink } from "../HubContext";
import type { Judged } from "../judged";
import { Decisions } from "./Decisions";
import { EvidenceRow } from "./EvidenceRow";
import { givenOf } from "./given";
import "./signOffs.css";

/** The evidence and sign-offs of each gate with who gave them and how they stand, and what was decided (E1–E5). */
export function SignOffsTab({ judged, now }: { readonly judged: Judged; readonly now: Instant }): JSX.Element {
  const { hub } = useHub();
  const { mayWrite } = useStore(hub);
  const { gates, release } = judged;
  const asked = GATES.map((gate) => gates[gate]).filter(({ evidence }) => evidence.length > 0);
  const request = checklistOf(judged);
  const create = mayWrite === true && (
    <button
      type="button"
      className="rr-button"
      onClick={() => {
        void hub.record(request);
      }}
    >
      Create the gate checklist…
    </button>
  );
  return (
    <div className="rr-signoffs">
      {release !== null && <Decisions decisions={release.decisions} now={now} />}
      {asked.length === 0 ? (
        <div className="rr-empty">
          <h3 className="rr-heading">No gate asks for evidence here yet</h3>
          <p>
            Evidence and sign-offs are work items of their own: a task tagged <code>gate:</code> with its name, below
            the workload or the asset that it covers. Closing it gives it, and Azure Boards keeps who did, and when.
            None is asked for until there is a checklist.
          </p>
          {create}
          <p>
            <ViewLink to={{ subject: { kind: "mapping" } }}>The mapping</ViewLink> says which evidence each gate asks
            for.
          </p>
        </div>
      ) : (
        <>
          {asked.map(({ gate, evidence, waived }) => (
            <section key={gate} aria-labelledby={`rr-signoffs-${gate}`}>
              <h3 id={`rr-signoffs-${gate}`} className="rr-heading">
                {GATE_TITLES[gate]}{" "}
                <span className="rr-count">
                  {countText(givenOf(evidence))}/{countText(evidence.length)}
                </span>
              </h3>
              <table className="rr-evidence" aria-labelledby={`rr-signoffs-${gate}`}>
                <thead>
                  <tr>
                    <th scope="col">What</th>
                    <th scope="col">Covers</th>
                    <th scope="col">Stands</th>
                    <th scope="col">Who</th>
                    <th scope="col">When</th>
                    <th scope="col">Work item</th>
                  </tr>
                </thead>
                <tbody>
                  {evidence.map((status, index) => (
                    <EvidenceRow
                      key={index}
                      status={status}
                      waived={waived}
                      release={release}
                      now={now}
                      isWritable={mayWrite === true}
                    />
                  ))}
                </tbody>
              </table>
            </section>
          ))}
          {create !== false && <p className="rr-buttons">{create}</p>}
        </>
      )}
    </div>
  );
}

/** The checklist of a release with its workloads; of a workload alone where that is looked at. */
function checklistOf({ release, isWorkload, workloads }: Judged): RecordRequest {
  return {
    kind: "checklist",
    release: isWorkload ? null : (release?.key ?? null),
    workItems: workloads.flatMap(({ item }) => (item === null ? [] : [item.id])),
  };
}
