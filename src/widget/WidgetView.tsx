import * as React from "react";
import { ErrorBoundary } from "../components/ErrorBoundary";
import { countText } from "../components/numbers";
import { useStore } from "../components/store/useStore";
import { exactTime } from "../components/time";
import { useAge } from "../components/useAge";
import type { Report } from "../domain/readiness/report";
import type { Instant } from "../domain/workItem";
import type { WidgetPlacement } from "../extension/widget";
import { ExitView } from "./ExitView";
import { ReleaseView } from "./ReleaseView";
import { showsOf } from "./settings";
import { subjectOf } from "./subject";
import { Way, type WidgetWays } from "./ways";
import type { Widget, WidgetData, WidgetState } from "./widget";
import "./widget.css";

/** A widget as it stands on a dashboard; nothing is drawn before the dashboard placed it. */
export function WidgetView({ widget, ways }: { readonly widget: Widget; readonly ways: WidgetWays }): JSX.Element {
  const { placement, data }: WidgetState = useStore(widget);
  if (placement === null) return <></>;
  const { name, columns, rows } = placement;
  const size = rows < 2 ? "small" : columns < 3 ? "medium" : "large";
  return (
    <main className={`rr-light rr-widget rr-widget-${size}`}>
      <header className="rr-widget-top">
        <h1 className="rr-clip" title={name}>
          {name === "" ? "Release readiness" : name}
        </h1>
        {data.kind === "ready" && <Age data={data} now={ways.now} />}
      </header>
      <ErrorBoundary>
        <Content data={data} placement={placement} widget={widget} ways={ways} />
      </ErrorBoundary>
    </main>
  );
}

function Content(props: {
  readonly data: WidgetData;
  readonly placement: WidgetPlacement;
  readonly widget: Widget;
  readonly ways: WidgetWays;
}): JSX.Element {
  const { data, placement, widget, ways } = props;
  switch (data.kind) {
    case "reading":
      return <p role="status">{readingText(data)}</p>;
    case "unmapped":
      return (
        <p>
          This project has no mapping yet, so nothing can be judged.{" "}
          <Way ways={ways} hash="">
            Confirm one in Release Readiness
          </Way>
        </p>
      );
    case "failed":
      return (
        <div role="alert" className="rr-widget-failed">
          <p>The project could not be read. {data.message}</p>
          <button
            type="button"
            className="rr-textbutton"
            onClick={() => {
              void widget.read();
            }}
          >
            Try again
          </button>
        </div>
      );
    case "ready":
      return <Judged data={data} placement={placement} ways={ways} />;
  }
}

function Judged(props: {
  readonly data: WidgetData & { readonly kind: "ready" };
  readonly placement: WidgetPlacement;
  readonly ways: WidgetWays;
}): JSX.Element {
  const { data, placement, ways } = props;
  const { report, forecast } = data;
  const isSmall = placement.rows < 2;
  const shows = showsOf(placement.settings);
  if (shows === null) {
    return (
      <p>What this widget was set to show can&apos;t be read. Edit the dashboard and configure the widget again.</p>
    );
  }
  const subject = subjectOf(report, shows);
  switch (subject.kind) {
    case "nothing":
      return (
        <>
          <p>{subject.text}</p>
          <Way ways={ways} hash="">
            Open Release Readiness
          </Way>
          <Losses report={report} ways={ways} />
        </>
      );
    case "exit":
      return (
        <>
          <ExitView subject={subject} report={report} forecast={forecast?.exit ?? null} isSmall={isSmall} ways={ways} />
          <Losses report={report} ways={ways} />
        </>
      );
    case "release":
      return (
        <>
          <ReleaseView
            subject={subject}
            now={report.now}
            forecast={forecast?.releases.get(subject.release.key) ?? null}
            isSmall={isSmall}
            isWide={placement.columns > 2}
            ways={ways}
          />
          <Losses report={report} ways={ways} />
        </>
      );
  }
}

function Age({ data, now }: { readonly data: WidgetData & { readonly kind: "ready" }; readonly now: () => Instant }) {
  const age = useAge(data.readAt, now);
  const { report, readAt } = data;
  return (
    <time
      className="rr-soft rr-widget-age"
      dateTime={new Date(readAt).toISOString()}
      title={`${exactTime(readAt)}, ${countText(report.workItemCount)} work items, by ${report.reader.displayName}`}
    >
      Read {age}
    </time>
  );
}

/** What could not be read is said on every widget: a verdict may be worse than it would be with it, and never better (V2). */
function Losses({ report, ways }: { readonly report: Report; readonly ways: WidgetWays }): JSX.Element | null {
  if (report.complete) return null;
  return (
    <Way ways={ways} hash="part=unread" className="rr-link rr-warn rr-widget-losses">
      ⚠ Not everything could be read
    </Way>
  );
}

function readingText({ progress }: WidgetData & { readonly kind: "reading" }): string {
  if (progress === null) return "Asking Azure Boards…";
  return `Reading work items: ${countText(progress.read)} of ${countText(progress.expected)}`;
}
