/**
 * Which requests reach a real organisation. A personal access token often opens more than the extension may use; what
 * is let through here is what its scope covers in an installed extension, in the one project that is tried out. So a
 * trial can neither read code or pipelines nor change anything but work items, whatever the token allows.
 */

/** A request as the host's pages or the extension sent it. */
export interface Asked {
  readonly method: string;
  /** Below the organisation, as it was sent, e.g. `/Contoso/_apis/wit/wiql`. */
  readonly path: string;
  /** Its query, with or without the question mark. */
  readonly query: string;
}

/** What becomes of a request. */
export type Decision =
  | { readonly kind: "read" }
  /** `item`: the work item whose project has to be looked up first; null for one that is created. */
  | { readonly kind: "write"; readonly item: number | null }
  /** Documents of extensions are kept here. */
  | { readonly kind: "documents" }
  | { readonly kind: "refused"; readonly status: 403 | 404; readonly message: string };

/** The project that is tried out. */
export interface TriedProject {
  readonly id: string;
  readonly name: string;
}

/** Areas that can be read with the scopes of work items, projects and the user's profile [S]. */
const READABLE = ["wit", "work", "projects", "teams", "connectiondata", "resourceareas"];
/** POSTs that read. They are compared as they were sent: an escape in them is none of ours. */
const READING_POSTS = ["wit/wiql", "wit/workitemsbatch", "wit/reporting/workitemrevisions"];
const READING_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether a request changes nothing, by its method and the part of its path after `_apis/`, as it was sent. */
function isReading(method: string, resource: string): boolean {
  return READING_METHODS.includes(method) || (method === "POST" && READING_POSTS.includes(resource.toLowerCase()));
}

/** Decides about a request. */
export function decide(asked: Asked, project: TriedProject, allowsWrites: boolean): Decision {
  const match = /^((?:\/[^/]+){0,2})\/_apis(?:\/(.*))?$/i.exec(asked.path);
  const place = (match?.[1] ?? "").split("/").filter((segment) => segment !== "");
  const resource = (match?.[2] ?? "").replace(/\/+$/, "");
  const [area = ""] = resource.toLowerCase().split("/");
  if (match !== null && area === "extensionmanagement" && place.length === 0) return { kind: "documents" };
  if (match === null || leavesItsPlace(asked.path)) {
    return { kind: "refused", status: 403, message: `${asked.path} is no address of REST that is passed on.` };
  }
  const [named] = place;
  if (named !== undefined && !isProject(named, project)) {
    return {
      kind: "refused",
      status: 404,
      message: `Only the project ${project.name} is passed on to the organisation, and ${decoded(named)} is another. Start with --project to try it.`,
    };
  }
  const isAllLocations = resource === "" && asked.method === "OPTIONS";
  if (!READABLE.includes(area) && !isAllLocations) {
    return {
      kind: "refused",
      status: 403,
      message: `The area "${area}" is not passed on to the organisation: the extension has no scope for it. These are: ${READABLE.join(", ")}.`,
    };
  }
  if (isReading(asked.method, resource)) return { kind: "read" };
  // A change that is only validated changes nothing [S]. The extension asks with one whether its user may write, without
  // which a first visit could not even confirm the mapping, which is kept here.
  const isAllowed = allowsWrites || isValidation(asked, resource);
  return decideWrite(asked, resource, place.length, isAllowed);
}

const ITEM = /^wit\/workitems\/(\d{1,10})$/i;

/** Of a change that is only validated nothing else may be said: another name could be read as `validateOnly` once more. */
const VALIDATION = /^\??(?:api-version=[\w.-]+&)?validateOnly=true(?:&api-version=[\w.-]+)?$/;

function isValidation({ method, query }: Asked, resource: string): boolean {
  return method === "PATCH" && ITEM.test(resource) && VALIDATION.test(query);
}

function decideWrite(asked: Asked, resource: string, places: number, allowsWrites: boolean): Decision {
  if (!allowsWrites) {
    return {
      kind: "refused",
      status: 403,
      message: `This organisation is real and is only read here: ${asked.method} ${resource} was not sent. Start with --allow-writes to allow changes.`,
    };
  }
  const item = ITEM.exec(resource)?.[1];
  // Also where the address names the project: whether the service holds an id to it is not known.
  if (asked.method === "PATCH" && item !== undefined) return { kind: "write", item: Number(item) };
  const creates = /^wit\/workitems\/(\$|%24)[\p{L}\p{N}%._ -]+$/iu.test(resource) && places > 0;
  if (creates && (asked.method === "POST" || asked.method === "PATCH")) return { kind: "write", item: null };
  return {
    kind: "refused",
    status: 403,
    message: `${asked.method} ${resource} was not sent: of a real organisation only work items of the project can be created and changed here, one a request.`,
  };
}

function isProject(segment: string, { id, name }: TriedProject): boolean {
  const given = decoded(segment).toLowerCase();
  return given === id.toLowerCase() || given === name.toLowerCase();
}

/**
 * Servers may read an escaped slash as one: such a path could leave its area. What cannot be read whole, or is escaped more
 * than once, is nobody's name. An escaped backslash separates the names of areas and iterations [R].
 */
function leavesItsPlace(path: string): boolean {
  let text: string;
  try {
    text = decodeURIComponent(path);
  } catch {
    return true;
  }
  if (/%2f|%25|%00|;/i.test(path) || hasControl(text)) return true;
  return text.split(/[\\/]/).some((segment) => /^\.+\s*$/.test(segment));
}

function hasControl(text: string): boolean {
  return [...text].some((letter) => letter < " " || letter === "\u007f");
}

/** A text without its escapes. Where one cannot be read all stay as they are: such a text names nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
