import * as React from "react";
import type { EntryOutcome } from "../boards/carryOut";
import { ChangePanel } from "../components/change/ChangePanel";
import { createChangeSession } from "../components/change/session";
import type { ChangeRequest } from "../components/change/state";
import { useStore } from "../components/store/useStore";
import { useFormPage } from "./FormContext";
import { heldText } from "./heldText";
import type { FormState } from "./store/state";

/** A change of the work item in the form and of what is around it, from the choice over the preview to the outcome. */
export function MovePanel(props: { readonly request: ChangeRequest; readonly onClose: () => void }): JSX.Element {
  const { request, onClose } = props;
  const { page } = useFormPage();
  const [session] = React.useState(() => createChangeSession(page.changeEffects(), request));
  // What was written may be saved or reverted while its outcome still stands here.
  const state = useStore(page);
  const [id] = React.useState(() => openIdOf(state));
  return (
    <ChangePanel
      session={session}
      headingLevel={2}
      onClose={onClose}
      writtenNote={({ writes }: EntryOutcome) => {
        const own = writes.find(({ write, outcome }) => write.item.id === id && outcome.kind === "written");
        return own === undefined ? null : heldText(own.write.edit, state);
      }}
    />
  );
}

function openIdOf(state: FormState): number | null {
  return "item" in state ? state.item.id : null;
}
