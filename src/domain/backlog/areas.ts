import { fold, perText } from "../text";
import type { WorkItem } from "../workItem";

/** Tells the items in the areas that count: those below one of these paths, or all of them where there is no path (M9). */
export function areaFilter(areas: readonly string[]): (item: Pick<WorkItem, "areaPath">) => boolean {
  if (areas.length === 0) return () => true;
  const paths = areas.map(fold);
  const counts = perText((text) => {
    const path = fold(text);
    return paths.some((area) => path === area || path.startsWith(`${area}\\`));
  });
  return ({ areaPath }) => counts(areaPath);
}
