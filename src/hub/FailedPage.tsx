import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { useHub } from "./HubContext";
import type { Failed } from "./store/state";

/** What failed, what still holds, and what to do. */
export function FailedPage({ data }: { readonly data: Failed }): JSX.Element {
  const { hub } = useHub();
  const { message, isMapping } = data.problem;
  return (
    <div className="rr-empty" role="alert">
      <h2>{isMapping ? "The stored mapping can't be used" : "The project could not be read"}</h2>
      <p>{message}</p>
      <p>
        {isMapping
          ? "No verdict is shown, because none could be trusted. The stored mapping was left as it is."
          : "No verdict is shown, because none could be trusted. Azure Boards and the stored mapping are as they were."}
      </p>
      <div className="rr-buttons">
        <Button
          primary
          text="Try again"
          onClick={() => {
            void hub.refresh();
          }}
        />
        {isMapping && (
          <Button
            text="Propose a new mapping"
            onClick={() => {
              void hub.proposeMapping();
            }}
          />
        )}
      </div>
    </div>
  );
}
