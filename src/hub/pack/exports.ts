import { fileName, type SavedFile } from "../../components/saving";
import type { Report } from "../../domain/readiness/report";
import type { Pack } from "../../files/pack";
import type { FormatTitle } from "./ExportMenu";

/** What a pack is exported as. */
export const PACK_FORMATS = {
  markdown: { title: "Markdown", holds: "this page, for a wiki or a mail" },
  csv: { title: "CSV", holds: "the blockers of all gates, for a spreadsheet" },
  json: { title: "JSON", holds: "the release's report, for programs" },
} as const satisfies Readonly<Record<string, FormatTitle>>;
export type Format = keyof typeof PACK_FORMATS;

/** Writes one release of a report in a format. What writes it is loaded when it is first asked for. */
export async function fileOf(
  format: Format,
  report: Report,
  pack: Pack,
  addressOf: (id: number) => string,
): Promise<SavedFile> {
  const { release, generatedAt, data } = pack;
  const day = new Date(data.asOf).toISOString().slice(0, 10);
  const name = (extension: string): string => fileName([release.name, "go-no-go", day], extension);
  switch (format) {
    case "markdown": {
      const { packMarkdown } = await import("../../files/packMarkdown");
      return { name: name("md"), type: "text/markdown;charset=utf-8", text: packMarkdown(pack, addressOf) };
    }
    case "csv": {
      const { blockersCsv } = await import("../../files/blockersCsv");
      return { name: name("csv"), type: "text/csv;charset=utf-8", text: blockersCsv(report, release.key) };
    }
    case "json": {
      const { reportJson } = await import("../../files/reportDocument");
      const text = reportJson(report, { release: release.key, generatedAt });
      return { name: name("json"), type: "application/json", text };
    }
  }
}
