import * as React from "react";
import type { Since } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";
import { agoOf, exactTime } from "./time";

/** Since when something holds: relative, and on hover exact with the fact that says so. */
export function SinceText({ since, now }: { readonly since: Since; readonly now: Instant }): JSX.Element {
  if (since.date === null) {
    return (
      <span className="rr-soft" title={since.basis}>
        not known
      </span>
    );
  }
  return (
    <time dateTime={new Date(since.date).toISOString()} title={`${exactTime(since.date)} (${since.basis})`}>
      {agoOf(since.date, now)}
    </time>
  );
}
