import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultRule } from "./faults";
import type { ServerVersion } from "./http/apiVersion";
import type { Estate, EstateNote, EstateUser } from "./model/estate";

/** What a local Azure Boards is made of. */
export interface LocalBoardsOptions {
  /** Where it is served, e.g. `http://localhost:8080`; the organisation is `<origin>/local`. */
  readonly origin: string;
  readonly estate: Estate;
  /** Milliseconds since the epoch; the server's only clock. */
  readonly clock: () => number;
  /** Where changes are kept. Null or absent: in memory only. */
  readonly persistence?: { readonly file: string } | null;
  readonly faults?: readonly FaultRule[];
  /** Told when a change could not be kept; by default it goes to standard error. */
  readonly onError?: (error: Error) => void;
  /** What `errorPolicy: omit` answers for ids that cannot be read; the reference leaves both open. */
  readonly omittedAs?: "null" | "absent";
  /** The newest version of an Azure DevOps Server that it is to behave as; the cloud where absent. */
  readonly serverVersion?: ServerVersion;
}

/** An organisation that is served below `/local`: a stand-in, or a real one that is passed on. */
export interface ServedOrganization {
  readonly organization: "local";
  readonly organizationUrl: string;
  /** Answers REST below `/local` and the control API below `/_local`. False, and untouched, for any other path. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  readonly tokens: {
    /** A token of that user, good as Bearer token and as personal access token. Throws for an unknown user. */
    issue(userId: string): string;
  };
  projects(): readonly { readonly id: string; readonly name: string; readonly description: string }[];
  users(): readonly EstateUser[];
  /** What the estate says of itself. */
  describe(): { readonly label: string; readonly description: string; readonly notes: readonly EstateNote[] };
  setFaults(rules: readonly FaultRule[]): void;
  /** Writes what is kept here to the persistence file, if there is one. */
  save(): Promise<void>;
}

/** A running stand-in for one Azure DevOps organisation. */
export interface LocalBoards extends ServedOrganization {
  /** Hides an area path and what is below it from a user; replaces what was hidden before. */
  hideAreas(userId: string, areaPaths: readonly string[]): void;
  /** The estate as it stands now. */
  snapshot(): Estate;
}
