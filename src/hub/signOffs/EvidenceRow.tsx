import * as React from "react";
import { EVIDENCE_STATES } from "../../components/evidenceStates";
import { WorkItemLink, WorkItemName } from "../../components/links";
import { Person } from "../../components/Person";
import { agoOf, dayText, exactTime } from "../../components/time";
import { VerdictShape } from "../../components/VerdictMark";
import { waiverOfEvidence } from "../../domain/evidence/waiverOfEvidence";
import type { EvidenceStatus, ReleaseAssessment, WaivedBlocker } from "../../domain/readiness/report";
import type { RecordPlace } from "../../domain/record/request";
import type { Instant } from "../../domain/workItem";
import { useHub } from "../HubContext";

/** One piece of evidence: what it covers, how it stands and why, who gave it and when, and how to give it. */
export function EvidenceRow(props: {
  readonly status: EvidenceStatus;
  readonly waived: readonly WaivedBlocker[];
  readonly release: ReleaseAssessment | null;
  readonly now: Instant;
  readonly isWritable: boolean;
}): JSX.Element {
  const { status, waived, release, now, isWritable } = props;
  const { id, title, state, covers, item, by, at, until, reason } = status;
  const { hub } = useHub();
  const { word, verdict } = EVIDENCE_STATES[state];
  const waiver = waiverOfEvidence(status, waived);
  const place = placeOf(status, release);
  return (
    <tr>
      <th scope="row">
        {title} <span className="rr-soft rr-evidence-note">gate:{id}</span>
      </th>
      <td>{covers === null ? "The release" : <WorkItemLink item={covers} />}</td>
      <td>
        <span className="rr-verdict-part">
          <VerdictShape verdict={verdict} />
          {word}
        </span>
        {waiver !== null && (
          <span className="rr-evidence-note">
            waived until {dayText(waiver.until)}: <WorkItemLink item={waiver.item} />
          </span>
        )}
        {/* Of what is given, the columns beside it say all. */}
        {state !== "given" && reason !== "" && <span className="rr-soft rr-evidence-note">{reason}</span>}
      </td>
      <td>{by !== null && <Person person={by} />}</td>
      <td>
        {at !== null && (
          <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {agoOf(at, now)}
          </time>
        )}
        {until !== null && (
          <span className="rr-soft rr-evidence-note" title={exactTime(until)}>
            {until < now ? "ran out" : "holds until"} {dayText(new Date(until).toISOString().slice(0, 10))}
          </span>
        )}
      </td>
      <td>
        {item !== null && <WorkItemName item={item} />}
        {isWritable && state !== "given" && place !== null && (
          <button
            type="button"
            className="rr-textbutton"
            aria-label={`Record ${title}`}
            onClick={() => {
              void hub.record({ kind: "evidence", evidence: id, place });
            }}
          >
            Record…
          </button>
        )}
      </td>
    </tr>
  );
}

function placeOf({ covers }: EvidenceStatus, release: ReleaseAssessment | null): RecordPlace | null {
  if (covers !== null) return { kind: "workItem", id: covers.id };
  return release === null ? null : { kind: "release", key: release.key };
}
