/**
 * A page around the unmodified SDK and the unmodified clients of azure-devops-extension-api: it leaves them on the window
 * for tests to call inside the frame.
 */
import { getClient } from "azure-devops-extension-api";
import { CoreRestClient } from "azure-devops-extension-api/Core";
import { BoardColumnType, BugsBehavior, TimeFrame, WorkRestClient } from "azure-devops-extension-api/Work";
import {
  QueryResultType,
  QueryType,
  TreeNodeStructureType,
  TreeStructureGroup,
  WorkItemExpand,
  WorkItemTrackingRestClient,
} from "azure-devops-extension-api/WorkItemTracking";
import * as SDK from "azure-devops-extension-sdk";

/** What is on an error of the clients; members that it lacks are absent. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly typeKey?: string;
}

interface ClientError extends Error {
  readonly status?: number;
  readonly serverError?: { readonly typeKey?: string };
}

const clients = {
  SDK,
  wit: getClient(WorkItemTrackingRestClient),
  core: getClient(CoreRestClient),
  work: getClient(WorkRestClient),
  /** A client that says it is whoever this token is of. */
  witWithToken: (token: string) =>
    getClient(WorkItemTrackingRestClient, {
      authTokenProvider: { getAuthorizationHeader: () => Promise.resolve(`Bearer ${token}`) },
    }),
  enums: {
    BoardColumnType,
    BugsBehavior,
    QueryResultType,
    QueryType,
    TimeFrame,
    TreeNodeStructureType,
    TreeStructureGroup,
    WorkItemExpand,
  },
  /** What a call is refused with. Throws where it is not. */
  async refusal(call: Promise<unknown>): Promise<Refusal> {
    const error = await call.then(
      () => null,
      (reason: ClientError) => reason,
    );
    if (error === null) throw new Error("The call was to be refused.");
    const { name, message, status, serverError } = error;
    return {
      name,
      message,
      ...(status === undefined ? {} : { status }),
      ...(serverError?.typeKey === undefined ? {} : { typeKey: serverError.typeKey }),
    };
  },
};

declare global {
  interface Window {
    clients: typeof clients;
  }
}

window.clients = clients;

async function start(): Promise<void> {
  await SDK.init();
  const heading = document.createElement("h1");
  heading.textContent = "Extension page";
  document.body.append(heading);
}

void start();
