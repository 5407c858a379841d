import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { Notice } from "../components/Notice";
import { dayText } from "../components/time";
import type { Day } from "../domain/workItem";
import { DayField } from "./changes/DayField";
import { useHub } from "./HubContext";
import { progressText } from "./LoadingPage";
import { pastDayOf } from "./store/past";
import type { HubState } from "./store/state";

/** Chooses the day that is looked at; today is now. */
export function AsOf({ day, today }: { readonly day: Day | null; readonly today: Day }): JSX.Element {
  const { hub } = useHub();
  return (
    <DayField
      label="As of"
      day={day ?? today}
      last={today}
      onChoose={(chosen) => {
        hub.open({ asOf: chosen === today ? null : chosen });
      }}
    />
  );
}

/** Says above everything that what is shown is over, with whose mapping it was judged (T3), and leads back to now. */
export function PastBanner({ state, today }: { readonly state: HubState; readonly today: Day }): JSX.Element | null {
  const { hub } = useHub();
  const day = pastDayOf(state.view, today);
  if (day === null) return null;
  const past = state.pasts.get(day);
  const isWhole = past?.kind === "ready" && past.report.complete;
  return (
    <>
      <Notice
        kind={past?.kind === "failed" ? "error" : "info"}
        actions={
          <>
            {(past?.kind === "failed" || (past?.kind === "ready" && !isWhole)) && (
              <Button text={past.kind === "failed" ? "Try again" : "Read again"} onClick={hub.retryPast} />
            )}
            <Button
              text="Back to now"
              onClick={() => {
                hub.open({ asOf: null });
              }}
            />
          </>
        }
      >
        {past?.kind === "failed" ? (
          <>
            The project as of {dayText(day)} could not be read. {past.problem.message} No verdict is shown for that day;
            the report of now is still there.
          </>
        ) : (
          <>
            <b>As of {dayText(day)}</b>, the end of that day in UTC, judged with today&apos;s mapping. Nothing can be
            changed here.
          </>
        )}
      </Notice>
      {(past === undefined || past.kind === "reading") && (
        <p role="status" className="rr-none">
          {progressText({ kind: "loading", purpose: "report", progress: past?.progress ?? null })}
        </p>
      )}
    </>
  );
}
