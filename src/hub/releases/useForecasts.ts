import * as React from "react";
import { messageOf } from "../../components/store/messageOf";
import { useStore } from "../../components/store/useStore";
import type { Report } from "../../domain/readiness/report";
import { useHub } from "../HubContext";

/** What a release's row says of its forecast. */
export interface ForecastCell {
  readonly text: string;
  /** The same at more length. */
  readonly title: string;
  /** Whether the target date is earlier than what can be promised. */
  readonly isLate: boolean;
}

/** What the first view shows of the forecast. `none`: nothing is planned, or a past day is looked at. */
export type FirstForecasts =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  | { readonly kind: "failed"; readonly message: string }
  /** The cells by the key of the release; `exit` is a sentence. */
  | { readonly kind: "known"; readonly cells: ReadonlyMap<string, ForecastCell>; readonly exit: string };

const NONE: FirstForecasts = { kind: "none" };

/** How long verdicts are on screen before anything of the forecast begins, where the browser does not tell when it is idle. */
const SETTLED_MS = 200;

/** The forecast of today's report, which begins once its verdicts are on screen and the page has nothing else to do. */
export function useForecasts(report: Report): FirstForecasts {
  const { hub, loadPlanning } = useHub();
  const { data } = useStore(hub);
  const [shown, setShown] = React.useState<FirstForecasts>({ kind: "working" });
  const today = data.kind === "ready" && data.report === report && report.releases.length > 0 ? data : null;
  React.useEffect(() => {
    if (today === null) return undefined;
    let end = (): void => undefined;
    let isOver = false;
    const callOff = whenIdle(() => {
      import("../planning/forecast/firstView").then(
        ({ watchForecasts }) => {
          if (!isOver) end = watchForecasts(loadPlanning, today, setShown);
        },
        (thrown: unknown) => {
          if (!isOver) setShown({ kind: "failed", message: messageOf(thrown) });
        },
      );
    });
    return () => {
      isOver = true;
      callOff();
      end();
    };
  }, [today, loadPlanning]);
  return today === null ? NONE : shown;
}

/** Calls back once the page has nothing to do; returns what calls that off. */
function whenIdle(then: () => void): () => void {
  // Safari has no such thing.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(then, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }
  const wanted = window.requestIdleCallback(then, { timeout: 10 * SETTLED_MS });
  return () => {
    window.cancelIdleCallback(wanted);
  };
}
