import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import type { Progress } from "../boards/readSnapshot";
import { countText } from "../components/numbers";
import { useHub } from "./HubContext";
import type { Loading, LoadingHistory } from "./store/state";

const PHASES: Readonly<Record<Progress["phase"], string>> = {
  listing: "Finding work items",
  items: "Reading work items",
  links: "Reading parents and children",
  deleted: "Looking into the recycle bin",
};

/** What a reading is doing, with its counts. */
export function progressText(loading: Loading | LoadingHistory): string {
  if (loading.purpose === "history") {
    return `Reading the history of ${countText(loading.items)} ${loading.items === 1 ? "item" : "items"}…`;
  }
  const { progress, purpose } = loading;
  if (progress === null)
    return purpose === "report" ? "Asking Azure Boards…" : "Asking Azure Boards for the whole project…";
  return `${PHASES[progress.phase]}: ${countText(progress.read)} of ${countText(progress.expected)}`;
}

/** The first reading, before there is anything else to show. */
export function LoadingPage({ data }: { readonly data: Loading }): JSX.Element {
  const { hub } = useHub();
  const { progress } = data;
  return (
    <div className="rr-empty">
      <p role="status">{progressText(data)}</p>
      <progress
        className="rr-progress"
        aria-label="Work items read"
        {...(progress === null ? {} : { value: progress.read, max: Math.max(1, progress.expected) })}
      />
      <Button
        text="Cancel"
        onClick={() => {
          hub.cancel();
        }}
      />
    </div>
  );
}

/** After the reader cancelled the first reading. What comes next is what the stored mapping asks for. */
export function StoppedPage(): JSX.Element {
  const { hub } = useHub();
  return (
    <div className="rr-empty">
      <h2>Reading was cancelled</h2>
      <p>There is no verdict without the whole of the data. Nothing was changed.</p>
      <Button
        primary
        text="Read the project"
        onClick={() => {
          void hub.refresh();
        }}
      />
    </div>
  );
}
