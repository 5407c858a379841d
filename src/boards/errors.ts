/** Anything that went wrong between us and Azure Boards. Its message says what failed and what to do about it. */
export class BoardsError extends Error {
  override readonly name: string = "BoardsError";
}

/** Azure DevOps answered, and the answer is a refusal. */
export class ApiError extends BoardsError {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    /** Azure DevOps' own name of the error, e.g. `WorkItemUnauthorizedAccessException`; empty where it gave none. */
    readonly typeKey: string,
    /** The code its message begins with, e.g. `TF401232`; empty where there is none. */
    readonly code: string,
    message: string,
    readonly method: string,
    readonly url: string,
    /** What Azure DevOps itself said, for a person who knows what was asked; empty where it said nothing. */
    readonly said = "",
  ) {
    super(message);
  }
}

/** Whether a status tells of the service and not of what was asked of it: the same may be asked again later. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 429;
}

/**
 * No answer reached us. A browser cannot tell a broken line from an answer that it may not read, and Azure DevOps' answer to
 * a missing scope is one of these (its 401 has no CORS header), so the message names that cause too.
 */
export class NetworkError extends BoardsError {
  override readonly name = "NetworkError";
  constructor(
    readonly method: string,
    readonly url: string,
    cause: unknown,
  ) {
    super(
      `Azure DevOps could not be reached (${method} ${url}: ${textOf(cause)}). Check the connection. If other pages of ` +
        "Azure DevOps work, the extension may lack a scope that was not approved yet: a browser reports that as a " +
        "blocked cross-origin (CORS) request. An administrator can approve it under Organization settings, Extensions.",
      { cause },
    );
  }
}

/** Azure DevOps answered with something that is not what it documents. */
export class Unparseable extends BoardsError {
  override readonly name = "Unparseable";
  constructor(
    readonly method: string,
    readonly url: string,
    /** Where in the answer, e.g. `value.3.fields`; empty where the whole answer is meant. */
    readonly place: string,
    problem: string,
  ) {
    super(
      `The answer of Azure DevOps to ${method} ${url} was not understood${place === "" ? "" : ` at ${place}`}: ${problem}`,
    );
  }
}

/** The caller's signal was aborted: nobody waits for the result any more. */
export class Cancelled extends BoardsError {
  override readonly name = "Cancelled";
  constructor() {
    super("Reading Azure Boards was cancelled.");
  }
}

/** The message of whatever was thrown. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
