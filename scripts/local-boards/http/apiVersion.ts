import type { Resource } from "../rest/resources";
import { ServiceError } from "./errors";

/** The newest version that the cloud serves [R]. */
const CLOUD = "7.2";
/** The newest version that the cloud serves without `-preview` [R]. */
export const RELEASED = "7.1";
/** What the official parser takes: a `v` may stand before it and the minor number may be left out [S]. */
const VERSION = /^v?(\d+)(?:\.(\d+))?(?:-(preview)(?:\.(\d+))?)?$/i;

/** The newest version of an Azure DevOps Server: 2022 serves 7.0, 2022.1 and later 7.1 [C]. */
export const SERVER_VERSIONS = ["7.0", "7.1"] as const;
export type ServerVersion = (typeof SERVER_VERSIONS)[number];

/** The version that a request names, in the query or in its Accept header; null where it names none [S]. */
export function requestedVersion(query: string | null, accept: string): string | null {
  return query ?? /api-version=([^;,\s]+)/i.exec(accept)?.[1] ?? null;
}

/**
 * Whether a version is the other one or newer, e.g. `atLeast("7.1-preview.3", "7.0")`.
 * @param version as {@link resolveVersion} gives it
 * @param other `major.minor`
 */
export function atLeast(version: string, other: string): boolean {
  const [[major, minor], [otherMajor, otherMinor]] = [numbersOf(version), numbersOf(other)];
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}

/**
 * A resource as an Azure DevOps Server lists it: none of its versions is newer than the server's; null where all are [C].
 * @param serverVersion null for the cloud, which lists it as it was recorded
 */
export function asServedBy(resource: Resource, serverVersion: ServerVersion | null): Resource | null {
  if (serverVersion === null) return resource;
  if (!atLeast(serverVersion, resource.minVersion)) return null;
  const capped = (version: string): string => (atLeast(serverVersion, version) ? version : serverVersion);
  return {
    ...resource,
    maxVersion: capped(resource.maxVersion),
    releasedVersion: capped(resource.releasedVersion),
  };
}

/**
 * The version that a request is answered in: `major.minor`, and `-preview` with or without its number where the request
 * says so.
 * @param requested what the request names; null for nothing
 * @param resource what is asked for, as it is served
 * @param serverVersion null for the cloud
 * @throws ServiceError 400 where a writing request names none, where the text is no version, where the version is not one
 * of the resource, and where it is a preview that does not say so
 */
export function resolveVersion(
  requested: string | null,
  method: string,
  resource: Resource,
  serverVersion: ServerVersion | null,
): string {
  if (requested === null) return versionOfSilence(method, resource);
  const match = VERSION.exec(requested);
  // Type key and text [S].
  if (match === null) {
    throw versionError(
      "VssInvalidApiResourceVersionException",
      `Invalid api version string: "${requested}". Api version string must be in the format: {Major}.{Minor}[-preview[.{ResourceVersion}]].`,
    );
  }
  const number = `${Number(match[1])}.${Number(match[2] ?? 0)}`;
  const isPreview = match[3] !== undefined;
  const revision = match[4] === undefined ? 0 : Number(match[4]);
  const version = number + (isPreview ? "-preview" : "") + (revision > 0 ? `.${revision}` : "");
  const newest = serverVersion ?? CLOUD;
  if (!atLeast(newest, number)) {
    // Type key and text [C].
    throw versionError(
      "VssVersionOutOfRangeException",
      `The requested REST API version of ${number} is out of range for this server. The latest REST API version this server supports is ${newest}.`,
    );
  }
  if (
    !atLeast(number, resource.minVersion) ||
    !atLeast(resource.maxVersion, number) ||
    revision > resource.resourceVersion
  ) {
    // Type key [C], text [S], how the route is written in it [?].
    throw versionError(
      "VssVersionOutOfRangeException",
      `The request matched route ${resource.routeTemplate}, but the requested REST API version ${version} was outside the valid version range for this route.`,
    );
  }
  if (!isPreview && !atLeast(resource.releasedVersion, number)) {
    // Type key and text [C].
    throw versionError(
      "VssInvalidPreviewVersionException",
      `The requested version "${version}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "${version}-preview"`,
    );
  }
  return version;
}

/** Reading needs no version [C]: the newest released one answers, or the newest preview where none was released [?]. */
function versionOfSilence(method: string, resource: Resource): string {
  if (method === "GET" || method === "HEAD") {
    if (resource.releasedVersion !== "0.0") return resource.releasedVersion;
    return `${resource.maxVersion}-preview.${resource.resourceVersion}`;
  }
  // Type key and text [S].
  throw versionError(
    "VssVersionNotSpecifiedException",
    `No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`,
  );
}

function versionError(typeKey: string, message: string): ServiceError {
  return new ServiceError(400, typeKey, message);
}

function numbersOf(version: string): readonly [major: number, minor: number] {
  const [major = "", minor = ""] = version.split("-")[0]?.split(".") ?? [];
  return [Number(major), Number(minor)];
}
