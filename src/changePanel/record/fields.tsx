import * as React from "react";
import { NoneBox, SelectField, useId } from "../../components/change/inputs";
import { CAUSES, GATE_TITLES } from "../../components/wording";
import { GATES } from "../../domain/readiness/report";
import { recordableAt } from "../../domain/record/evidencePlan";
import type { RequestOf } from "../../domain/record/request";
import type { RecordDraft, RecordSession } from "./session";

/** What a person chooses and types for a record. */
export function RecordFields(props: { readonly session: RecordSession; readonly draft: RecordDraft }): JSX.Element {
  const { session, draft } = props;
  const { request } = session;
  switch (request.kind) {
    case "checklist":
      return <GateBoxes session={session} draft={draft} />;
    case "evidence":
      return <EvidenceFields session={session} draft={draft} request={request} />;
    case "waiver":
      return <WaiverFields session={session} draft={draft} request={request} />;
    case "approve":
      return <></>;
    case "decision":
      return <DecisionFields session={session} draft={draft} request={request} />;
  }
}

interface FieldsProps<R> {
  readonly session: RecordSession;
  readonly draft: RecordDraft;
  readonly request: R;
}

function GateBoxes({ session, draft }: Omit<FieldsProps<never>, "request">): JSX.Element {
  const { gates } = draft;
  return (
    <fieldset className="rr-choices">
      <legend>For the gates</legend>
      {GATES.map((gate) => (
        <NoneBox
          key={gate}
          label={GATE_TITLES[gate]}
          isChecked={gates.includes(gate)}
          onChange={(isChecked) => {
            session.choose({ gates: GATES.filter((one) => (one === gate ? isChecked : gates.includes(one))) });
          }}
        />
      ))}
    </fieldset>
  );
}

function EvidenceFields({ session, draft, request }: FieldsProps<RequestOf<"evidence">>): JSX.Element {
  const rules = recordableAt(session.scene, request.place);
  const makesItem = session.get().plan?.entries.some(({ source }) => source.kind === "new") ?? false;
  return (
    <>
      {request.evidence === null && (
        <SelectField
          label="Evidence"
          options={rules.map(({ id, title }) => ({ value: id, text: title }))}
          value={draft.evidence ?? undefined}
          onValue={(value) => {
            session.choose({ evidence: value ?? null });
          }}
        />
      )}
      {request.evidence === null && rules.length === 0 && (
        <p>The checklist of the mapping asks for nothing at this place.</p>
      )}
      {makesItem && (
        <TextArea
          label="What shows it (optional)"
          value={draft.note}
          onChange={(note) => {
            session.choose({ note });
          }}
        />
      )}
    </>
  );
}

function WaiverFields({ session, draft, request }: FieldsProps<RequestOf<"waiver">>): JSX.Element {
  return (
    <>
      <p>
        {CAUSES[request.code]}
        {evidenceName(session, request)}: <WaiverSubject session={session} request={request} /> would count as met until
        that day, once somebody other than you approves.
      </p>
      <label className="rr-labelled">
        Until, the last day included (UTC)
        <input
          type="date"
          className="rr-field"
          required
          value={draft.until}
          onChange={({ target }) => {
            session.choose({ until: target.value });
          }}
        />
      </label>
      <TextArea
        label="Reason"
        value={draft.reason}
        onChange={(reason) => {
          session.choose({ reason });
        }}
      />
    </>
  );
}

/** Which piece of evidence a waiver is about, ` (Replication verified)`; empty for what is no evidence. */
function evidenceName(session: FieldsProps<RequestOf<"waiver">>["session"], { part }: RequestOf<"waiver">): string {
  const rule = session.scene.policy.evidence.checklist.find(({ id }) => id === part);
  return rule === undefined ? "" : ` (${rule.title})`;
}

function WaiverSubject({
  session,
  request,
}: Pick<FieldsProps<RequestOf<"waiver">>, "session" | "request">): JSX.Element {
  const { place } = request;
  if (place.kind === "release") return <>{session.scene.siteOf(place)?.name ?? place.key}</>;
  return <>{session.scene.tree.items.get(place.id)?.title ?? `work item ${place.id}`}</>;
}

function DecisionFields({ session, draft, request }: FieldsProps<RequestOf<"decision">>): JSX.Element {
  const name = useId("decision");
  return (
    <>
      <fieldset className="rr-choices">
        <legend>Decision</legend>
        {[true, false].map((isGo) => (
          <label key={String(isGo)} className="rr-choice">
            <input
              type="radio"
              name={name}
              checked={draft.isGo === isGo}
              onChange={() => {
                session.choose({ isGo });
              }}
            />
            <span>{isGo ? "Go" : "No-go"}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        label="Note (optional)"
        value={draft.note}
        onChange={(note) => {
          session.choose({ note });
        }}
      />
      <details className="rr-change-part" open>
        <summary>The report that stands in it</summary>
        {request.report.map(({ title, lines }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {lines.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
      </details>
    </>
  );
}

function TextArea(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}): JSX.Element {
  const { label, value, onChange } = props;
  return (
    <label className="rr-labelled">
      {label}
      <textarea
        className="rr-field"
        rows={3}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </label>
  );
}
