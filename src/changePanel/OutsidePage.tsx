import * as React from "react";

/** Shown where no Azure DevOps is around the page: it has nothing selected. */
export function OutsidePage(): JSX.Element {
  return (
    <main className="rr-light rr-panel">
      <h1>Open this panel inside Azure DevOps</h1>
      <p>
        It is a part of Release Readiness and shows nothing on its own. Select work items in a backlog or in the results
        of a query, open their menu, and choose Move to stage.
      </p>
    </main>
  );
}
