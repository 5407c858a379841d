import * as React from "react";
import type { Change } from "../../domain/change/change";
import {
  AssetField,
  AssetKindField,
  IterationField,
  ReleaseField,
  StageField,
  StrategyField,
  WorkloadField,
} from "./Fields";
import type { ChangeKind, ChangeSession, ChangeState, Neighbours } from "./state";
import { KIND_TITLES } from "./texts";

/** What is to be changed, and into what. */
export function ChooseStep(props: {
  readonly session: ChangeSession;
  readonly state: ChangeState;
  readonly neighbours: Neighbours;
  readonly close: JSX.Element | null;
}): JSX.Element {
  const { session, state, neighbours, close } = props;
  const { kinds } = session.request;
  const { kind, change } = state.draft;
  return (
    <form
      className="rr-change-form"
      onSubmit={(event) => {
        event.preventDefault();
        void session.preview();
      }}
    >
      {kinds.length > 1 && (
        <label className="rr-labelled">
          What to change
          <select
            className="rr-field"
            value={kind}
            onChange={({ target }) => {
              const chosen = kinds.find((one) => one === target.value);
              if (chosen !== undefined) session.chooseKind(chosen);
            }}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {KIND_TITLES[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <Field key={kind} session={session} state={state} neighbours={neighbours} kind={kind} />
      <div className="rr-buttons">
        <button type="submit" className="rr-button rr-button-primary" disabled={change === null}>
          Preview
        </button>
        {close}
        <span className="rr-soft">Nothing is written before you have seen what it comes to.</span>
      </div>
    </form>
  );
}

function Field(props: {
  readonly session: ChangeSession;
  readonly state: ChangeState;
  readonly neighbours: Neighbours;
  readonly kind: ChangeKind;
}): JSX.Element {
  const { session, state, neighbours, kind } = props;
  const { change } = state.draft;
  const common = { neighbours, onChange: session.choose };
  const onRetry = (): void => {
    void session.readOffers();
  };
  switch (kind) {
    case "stage":
      return <StageField {...common} value={of(change, kind)} />;
    case "asset":
      return <AssetField {...common} value={of(change, kind)} />;
    case "assetKind":
      return <AssetKindField {...common} value={of(change, kind)} />;
    case "strategy":
      return <StrategyField {...common} value={of(change, kind)} />;
    case "release":
      return <ReleaseField {...common} value={of(change, kind)} offer={state.releases} onRetry={onRetry} />;
    case "iteration":
      return <IterationField {...common} value={of(change, kind)} />;
    case "workload":
      return <WorkloadField {...common} value={of(change, kind)} offer={state.workloads} onRetry={onRetry} />;
  }
}

function of<K extends ChangeKind>(change: Change | null, kind: K): Extract<Change, { kind: K }> | null {
  const isOfKind = (one: Change): one is Extract<Change, { kind: K }> => one.kind === kind;
  return change !== null && isOfKind(change) ? change : null;
}
