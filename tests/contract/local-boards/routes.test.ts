import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ROUTES } from "../../../scripts/local-boards/rest/routes";

const FILE = resolve(__dirname, "../../../../shared/contracts/resource-locations.json");
const present = existsSync(FILE);

interface Location {
  readonly area: string;
  readonly resourceName: string;
  readonly routeTemplate: string;
}

/** A template without what stands before `_apis`, its area and resource filled in, its parameters nameless. */
function plain(template: string, location?: Location): string {
  const filled =
    location === undefined
      ? template
      : template.replace("{area}", location.area).replace("{resource}", location.resourceName);
  return filled
    .replace(/^.*_apis\//, "")
    .replace(/\{[^}]*\}/g, "{}")
    .replace(/\/$/, "")
    .toLowerCase();
}

(present ? describe : describe.skip)("routes (skipped without ../shared/contracts)", () => {
  const { value } = present ? (JSON.parse(readFileSync(FILE, "utf8")) as { value: Location[] }) : { value: [] };
  const known = value.map((location) => plain(location.routeTemplate, location));
  // The recording is of the main host; extension data is served by another [S].
  const ours = ROUTES.filter(({ template }) => !template.startsWith("ExtensionManagement/"));

  it.each(ours.map(({ method, template }) => [method, template]))(
    "%s %s is one that Azure DevOps has",
    (_, template) => {
      const wanted = plain(template);
      // Parameters at the end of a location's template may be left out.
      const isKnown = known.some(
        (template) =>
          template === wanted ||
          (template.startsWith(`${wanted}/{}`) && /^(\/\{\})+$/.test(template.slice(wanted.length))),
      );
      expect(isKnown).toBe(true);
    },
  );
});
