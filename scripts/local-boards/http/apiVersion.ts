import { ServiceError } from "./errors";

const HIGHEST_RELEASED = { major: 7, minor: 1 };
const HIGHEST = { major: 7, minor: 2 };
const VERSION = /^(\d+)\.(\d+)(-preview(?:\.\d+)?)?$/;

/** The version that a request names, in the query or in its Accept header; null where it names none [S]. */
export function requestedVersion(query: string | null, accept: string): string | null {
  return query ?? /api-version=([^;,\s]+)/i.exec(accept)?.[1] ?? null;
}

/**
 * The version that a request is answered in.
 * @param previewOnly the resource has no released version.
 * @throws ServiceError 400 where a writing request names none, or where the version is not one that is served [C].
 */
export function resolveVersion(requested: string | null, method: string, previewOnly: boolean): string {
  if (requested === null) {
    if (method === "GET" || method === "HEAD" || method === "DELETE") {
      return previewOnly ? "7.1-preview.1" : `${HIGHEST_RELEASED.major}.${HIGHEST_RELEASED.minor}`;
    }
    throw new ServiceError(
      400,
      "VssVersionNotSpecifiedException",
      `No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`,
    );
  }
  const match = VERSION.exec(requested);
  if (match === null) {
    throw new ServiceError(
      400,
      "VssVersionInvalidException",
      `The requested REST API version "${requested}" is not valid.`,
    );
  }
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const isPreview = match[3] !== undefined;
  if (isAbove(major, minor, HIGHEST) || major < 1) {
    throw new ServiceError(
      400,
      "VssVersionOutOfRangeException",
      `The requested REST API version of ${major}.${minor} is out of range for this server. The latest REST API version this server supports is ${HIGHEST.major}.${HIGHEST.minor}.`,
    );
  }
  if (!isPreview && (previewOnly || isAbove(major, minor, HIGHEST_RELEASED))) {
    throw new ServiceError(
      400,
      "VssInvalidPreviewVersionException",
      `The requested version "${requested}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "${requested}-preview"`,
    );
  }
  return requested;
}

function isAbove(major: number, minor: number, limit: { readonly major: number; readonly minor: number }): boolean {
  return major > limit.major || (major === limit.major && minor > limit.minor);
}
