import * as React from "react";
import type { EntryOutcome } from "../boards/carryOut";
import { ChangePanel } from "../components/change/ChangePanel";
import { createChangeSession } from "../components/change/session";
import type { ChangeRequest } from "../components/change/state";
import { useFormPage } from "./FormContext";
import type { FormState } from "./store/state";

/** A change of the work item in the form and of what is around it, from the choice over the preview to the outcome. */
export function MovePanel(props: { readonly request: ChangeRequest; readonly onClose: () => void }): JSX.Element {
  const { request, onClose } = props;
  const { page } = useFormPage();
  const [session] = React.useState(() => createChangeSession(page.changeEffects(), request));
  const [id] = React.useState(() => openIdOf(page.get()));
  return (
    <ChangePanel
      session={session}
      headingLevel={2}
      onClose={onClose}
      writtenNote={({ writes }: EntryOutcome) =>
        writes.some(({ write, outcome }) => write.item.id === id && outcome.kind === "written")
          ? "It stands in the form, and is kept once you save the form."
          : null
      }
    />
  );
}

function openIdOf(state: FormState): number | null {
  return "item" in state ? state.item.id : null;
}
