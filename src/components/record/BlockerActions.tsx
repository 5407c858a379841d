import * as React from "react";
import { WorkItemLink } from "../links";
import type { Blocker, WaiverRequest } from "../../domain/readiness/report";
import { askedWaiverOf, requestsOf } from "../../domain/record/blockerRequests";
import type { RecordRequest } from "../../domain/record/request";

/** Opens what records something. */
export type OnRecord = (request: RecordRequest) => void;

const RecordContext = React.createContext<OnRecord | null>(null);
/** Gives the lists of blockers below it their way to record; null, or none of these around, offers nothing. */
export const RecordProvider = RecordContext.Provider;

/** The way to record that the page around gives; null for a reader who may not. */
export function useRecord(): OnRecord | null {
  return React.useContext(RecordContext);
}

/**
 * What a person can record about a blocker: the evidence that is missing, or a waiver. Nothing where neither is a way out.
 * `release` is the key of the release whose ledger it stands in; null for none.
 */
export function BlockerActions(props: {
  readonly blocker: Blocker;
  readonly release: string | null;
  readonly onRecord: OnRecord;
  /** Waivers that are asked for already, where the page knows of them. */
  readonly asked?: readonly WaiverRequest[];
}): JSX.Element | null {
  const { blocker, release, onRecord, asked = [] } = props;
  const { evidence, waiver } = requestsOf(blocker, release);
  if (evidence === null && waiver === null) return null;
  const request = waiver === null ? null : askedWaiverOf(blocker, release, asked);
  return (
    <span className="rr-blocker-facts">
      {evidence !== null && <Action text="Record…" request={evidence} onRecord={onRecord} />}
      {waiver !== null && request === null && <Action text="Ask for a waiver…" request={waiver} onRecord={onRecord} />}
      {request !== null && (
        <>
          <span className="rr-soft">
            Waiver asked for{request.askedBy !== null && ` by ${request.askedBy.displayName}`}:
          </span>
          <WorkItemLink item={request.item} />
          <Action text="Approve…" request={{ kind: "approve", workItem: request.item.id }} onRecord={onRecord} />
        </>
      )}
    </span>
  );
}

function Action(props: {
  readonly text: string;
  readonly request: RecordRequest;
  readonly onRecord: OnRecord;
}): JSX.Element {
  const { text, request, onRecord } = props;
  return (
    <button
      type="button"
      className="rr-textbutton"
      onClick={() => {
        onRecord(request);
      }}
    >
      {text}
    </button>
  );
}
