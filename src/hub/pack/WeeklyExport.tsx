import * as React from "react";
import { useLinks } from "../../components/links";
import type { WeeklyStatus } from "../../files/weeklyStatus";
import { useHub } from "../HubContext";
import type { Ready } from "../store/state";
import { ExportMenu, type FormatTitle } from "./ExportMenu";

/** What a week is exported as. */
const WEEKLY_FORMATS = {
  markdown: { title: "Weekly status (Markdown)", holds: "verdicts, the last 7 days, forecast, velocity" },
  csv: { title: "Weekly status (CSV)", holds: "a line a release and a team" },
} as const satisfies Readonly<Record<string, FormatTitle>>;
export type WeeklyFormat = keyof typeof WEEKLY_FORMATS;

/** Exports the week of a project. It is read when the menu is opened, once for each report. */
export function WeeklyExport({ data }: { readonly data: Ready }): JSX.Element {
  const { hub, loadPlanning, now } = useHub();
  const { workItem } = useLinks();
  const week = React.useRef<{ readonly of: Ready["report"]; readonly status: Promise<WeeklyStatus> } | null>(null);
  return (
    <ExportMenu
      formats={WEEKLY_FORMATS}
      make={async (format) => {
        const { weekOf, weeklyFile } = await import("./weekly");
        if (week.current?.of !== data.report) {
          week.current = { of: data.report, status: weekOf(data, { hub, loadPlanning, now }) };
        }
        const status = await week.current.status;
        // What was missing may be there at the next opening.
        if (status.missing.length > 0) week.current = null;
        return weeklyFile(format, status, workItem);
      }}
    />
  );
}
