import * as React from "react";

const InventoryLine = React.lazy(() => import("./InventoryLine").then((part) => ({ default: part.InventoryLine })));

/** What the inventory says of the work item, loaded where its description may hold it. */
export function LazyInventoryLine({ description }: { readonly description: string }): JSX.Element | null {
  if (!description.includes("Release Readiness")) return null;
  return (
    <React.Suspense fallback={null}>
      <InventoryLine description={description} />
    </React.Suspense>
  );
}
