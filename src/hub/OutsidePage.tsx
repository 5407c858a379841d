import * as React from "react";

/** Shown where no Azure DevOps is around the page: it has no data of its own. */
export function OutsidePage({ isWaiting }: { readonly isWaiting: boolean }): JSX.Element {
  return (
    <main className="rr-page rr-empty">
      <h1>Open Release Readiness inside Azure DevOps</h1>
      <p>
        {isWaiting
          ? "The page around this one does not answer as Azure DevOps does. If it still does, the hub opens by itself."
          : "This page is a part of Azure DevOps and shows nothing on its own."}
      </p>
      <ol>
        <li>Install the extension Release Readiness in your organisation, or ask an administrator to.</li>
        <li>Open a project, then Boards in its menu on the left.</li>
        <li>Choose Release Readiness.</li>
      </ol>
    </main>
  );
}
