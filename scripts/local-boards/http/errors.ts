/** An error that Azure DevOps answers in its own envelope. */
export class ServiceError extends Error {
  /**
   * @param status HTTP status.
   * @param typeKey name of the server's exception, by which clients tell errors apart.
   * @param more further members of the envelope.
   */
  constructor(
    readonly status: number,
    readonly typeKey: string,
    message: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "ServiceError";
  }

  /** The envelope [R]. `eventId` is 3000 in the recordings and 3200 for what cannot be read [C]. */
  envelope(): Readonly<Record<string, unknown>> {
    return {
      $id: "1",
      innerException: null,
      message: this.message,
      typeName: `Microsoft.TeamFoundation.LocalBoards.${this.typeKey}, Microsoft.TeamFoundation.LocalBoards`,
      typeKey: this.typeKey,
      errorCode: 0,
      eventId: 3000,
      ...this.more,
    };
  }
}

/** A work item that is missing or hidden: both look the same [C]. */
export function workItemNotFound(id: number): ServiceError {
  return new ServiceError(
    404,
    "WorkItemUnauthorizedAccessException",
    `TF401232: Work item ${id} does not exist, or you do not have permissions to read it.`,
    { eventId: 3200 },
  );
}

/** A request that is malformed before any rule is asked [C]. */
export function invalidRequest(message: string): ServiceError {
  return new ServiceError(400, "VssPropertyValidationException", message);
}

/** A rule of the work item type that the new value breaks [C]. */
export function ruleError(fieldName: string, referenceName: string, flags: string): ServiceError {
  const message = `TF401320: Rule Error for field ${fieldName}. Error code: ${flags}.`;
  return new ServiceError(400, "RuleValidationException", message, {
    customProperties: {
      RuleValidationErrors: [{ fieldReferenceName: referenceName, fieldStatusFlags: flags, errorMessage: message }],
    },
  });
}

/** A field that no work item type has. Code and type key [?]. */
export function unknownField(name: string): ServiceError {
  return new ServiceError(
    400,
    "WorkItemTrackingFieldDefinitionNotFoundException",
    `TF51535: Cannot find field ${name}.`,
  );
}

/** An unknown project [C]. */
export function projectNotFound(name: string): ServiceError {
  return new ServiceError(
    404,
    "ProjectDoesNotExistWithNameException",
    `TF200016: The following project does not exist: ${name}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.`,
  );
}
