import * as React from "react";
import type { OnRecord } from "../components/record/BlockerActions";
import type { Addresses } from "../extension/addresses";
import type { FormPage } from "./store/formPage";

/** What the parts of the page share. */
export interface FormTools {
  readonly page: FormPage;
  readonly addresses: Addresses;
  /** Opens an address outside this page. */
  readonly open: (url: string) => void;
  /** Opens the panel that records something; what it wrote is read once it is closed. */
  readonly record: OnRecord;
}

const FormContext = React.createContext<FormTools | null>(null);
export const FormProvider = FormContext.Provider;

/** The tools of the page around a component. */
export function useFormPage(): FormTools {
  const tools = React.useContext(FormContext);
  if (tools === null) throw new Error("A part of the page stands outside of FormProvider.");
  return tools;
}
