import type { Estate } from "../model/estate";

/** Loads an Azure DevOps Demo Generator template folder. Its project is named after the folder; ids are kept. */
export declare function templateEstate(directory: string, options: { readonly now: number }): Promise<Estate>;
