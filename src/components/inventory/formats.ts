import { PROFILES } from "../../files/inventory/profiles";

const TITLES: ReadonlyMap<string, string> = new Map(PROFILES.map(({ id, title }) => [id, title]));

/** How a format is called. One that was read by a person's own mapping of columns is called what they called it. */
export function formatTitle(format: string): string {
  return TITLES.get(format) ?? format.replace(/^[a-z]+:/, "");
}
