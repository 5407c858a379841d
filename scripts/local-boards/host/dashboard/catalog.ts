/** Which widgets there are to put on a dashboard, as the manifest has them. */
import * as v from "valibot";
import type { Contribution } from "../pageData";

/** Rows and columns of the dashboard's grid. */
export interface WidgetSize {
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A widget of the catalogue. */
export interface CatalogWidget {
  readonly contribution: Contribution;
  /** The page that chooses its settings; null where it has none. */
  readonly configuration: Contribution | null;
  /** The first one is what a new widget has [D]. */
  readonly sizes: readonly [WidgetSize, ...WidgetSize[]];
  readonly isNameConfigurable: boolean;
}

// 4 is the most [D].
const span = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4));
const size = v.object({ rowSpan: span, columnSpan: span });
const propertiesSchema = v.object({
  supportedSizes: v.tupleWithRest([size], size),
  isNameConfigurable: v.optional(v.boolean(), false),
  supportedScopes: v.array(v.string()),
});

/** The only scope that there is so far [D]. */
const TEAM = "project_team";

/** The widgets of the catalogue in the manifest's order. One whose properties are wrong is left out, as Azure DevOps does [C]. */
export function catalogOf(contributions: readonly Contribution[]): CatalogWidget[] {
  return contributions.flatMap((contribution) => {
    const { type, targets, properties, url } = contribution;
    if (type !== "ms.vss-dashboards-web.widget" || !targets.includes("ms.vss-dashboards-web.widget-catalog")) return [];
    const parsed = v.safeParse(propertiesSchema, properties);
    if (!parsed.success || url === null || !parsed.output.supportedScopes.includes(TEAM)) return [];
    // A widget names its configuration among its own targets, by the full id [D].
    const configuration = contributions.find(
      (one) => one.type === "ms.vss-dashboards-web.widget-configuration" && targets.includes(one.id),
    );
    const { supportedSizes: sizes, isNameConfigurable } = parsed.output;
    return [{ contribution, configuration: configuration ?? null, sizes, isNameConfigurable }];
  });
}

/** Under which name the page of a contribution registers its object: its id within the extension [D]. */
export function objectIdOf({ id }: Contribution): string {
  return id.split(".").slice(2).join(".");
}

/** The pixels of so many cells: 160 each, with 10 between two [D]. */
export function pixelsOf(cells: number): number {
  return cells * 160 + (cells - 1) * 10;
}
