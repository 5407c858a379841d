import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Level } from "../../../scripts/local-boards/http/router";
import { RESOURCES, type Resource } from "../../../scripts/local-boards/rest/resources";
import { ROUTES } from "../../../scripts/local-boards/rest/routes";

const FILE = resolve(__dirname, "../../../../shared/contracts/resource-locations.json");
const present = existsSync(FILE);

/** A template without what stands before `_apis`, its area and resource filled in, its parameters nameless. */
function plain(template: string, resource?: Resource): string {
  const filled =
    resource === undefined ? template : template.replace("{area}", resource.area).replace("{resource}", resource.name);
  return filled
    .replace(/^.*_apis\//, "")
    .replace(/\{[^}]*\}/g, "{}")
    .replace(/\/$/, "")
    .toLowerCase();
}

/** The levels at which a resource may be asked for: what stands before `_apis` may be left out from the left of it. */
function levelsOf({ routeTemplate }: Resource): Level[] {
  if (routeTemplate.startsWith("{project}/{team}/_apis")) return ["organization", "project", "team"];
  return routeTemplate.startsWith("{project}/_apis") ? ["organization", "project"] : ["organization"];
}

describe("routes", () => {
  it.each(ROUTES.map((route) => [route.method, route.template, route] as const))(
    "%s %s stands where its resource does",
    (_method, template, { resource, levels }) => {
      const [wanted, location] = [plain(template), plain(resource.routeTemplate, resource)];
      // Parameters at the end of a location's template may be left out.
      expect(location.startsWith(wanted)).toBe(true);
      expect(location.slice(wanted.length)).toMatch(/^(\/\{\})*$/);
      expect(levelsOf(resource)).toEqual(expect.arrayContaining([...levels]));
    },
  );

  it("have templates of their own for each method, so that none hides another", () => {
    const shapes = ROUTES.flatMap(({ method, template, levels }) =>
      levels.map((level) => `${method} ${level} ${plain(template)}`),
    );
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([]);
  });
});

(present ? describe : describe.skip)("resources (skipped without ../shared/contracts)", () => {
  const { value } = present ? (JSON.parse(readFileSync(FILE, "utf8")) as { value: { id: string }[] }) : { value: [] };
  // The recording is of the main host; extension data is served by another [S].
  const recorded = Object.values<Resource>(RESOURCES).filter(({ area }) => area !== "ExtensionManagement");

  it.each(recorded.map((resource) => [resource.area, resource.name, resource] as const))(
    "%s %s is the one that was recorded, member by member",
    (_area, _name, { name, ...members }) => {
      expect({ ...members, resourceName: name }).toEqual(value.find(({ id }) => id === members.id));
    },
  );
});
