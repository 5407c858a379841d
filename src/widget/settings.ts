import * as v from "valibot";

/** What a widget shows: the first release that is not through, one of them, or all together. */
export type Shows =
  { readonly kind: "next" } | { readonly kind: "release"; readonly key: string } | { readonly kind: "exit" };

/** What a widget shows that nobody configured yet. */
export const FIRST_SHOWS: Shows = { kind: "next" };

const SETTINGS = v.object({
  shows: v.variant("kind", [
    v.object({ kind: v.literal("next") }),
    v.object({ kind: v.literal("release"), key: v.pipe(v.string(), v.minLength(1)) }),
    v.object({ kind: v.literal("exit") }),
  ]),
});

/** Reads the settings that a dashboard kept; null where they are none of ours. Before the first time it is the next release. */
export function showsOf(settings: string | null): Shows | null {
  if (settings === null || settings === "") return FIRST_SHOWS;
  let json: unknown;
  try {
    json = JSON.parse(settings);
  } catch {
    return null; // the widget says so, and where to choose anew
  }
  const parsed = v.safeParse(SETTINGS, json);
  return parsed.success ? parsed.output.shows : null;
}

/** What a dashboard is given to keep. */
export function settingsText(shows: Shows): string {
  return JSON.stringify({ shows });
}
