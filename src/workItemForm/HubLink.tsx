import * as React from "react";
import { OutsideLink } from "../components/links";
import { useFormPage } from "./FormContext";

/** A link to the hub, or to one workload in it. Opens beside the form, where nothing that is unsaved gets lost. */
export function HubLink(props: {
  readonly workload?: { readonly id: number | null; readonly release: string | null };
  readonly children: React.ReactNode;
}): JSX.Element {
  const { workload, children } = props;
  const { addresses, open } = useFormPage();
  const url = workload === undefined ? addresses.hub("") : addresses.workload(workload.id, workload.release);
  return (
    <OutsideLink url={url} open={open}>
      {children}
    </OutsideLink>
  );
}
