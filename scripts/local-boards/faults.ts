import * as v from "valibot";
import { ServiceError } from "./http/errors";

/** A rule that spoils matching requests, so that a client's behaviour under trouble can be seen. */
export interface FaultRule {
  /** Any method when absent. */
  readonly method?: string;
  /** Part of the path and query, without regard to case; or a regular expression written as `/…/`. */
  readonly route: string;
  /** The n-th matching request, counted from 1, and no other. Without any of these five: all of them. */
  readonly nth?: number;
  /** The first so many matching requests. */
  readonly first?: number;
  /** Every so many-th matching request. */
  readonly every?: number;
  /** Matching requests from this one on, counted from 1, to `to` (included). */
  readonly from?: number;
  readonly to?: number;
  readonly action: FaultAction;
}

export type FaultAction =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Azure DevOps' own text for the status where absent. */
      readonly body?: string;
    }
  /** What Azure DevOps itself answers in that trouble. */
  | {
      readonly kind: "answer";
      readonly name: ServiceAnswerName;
      /** How long the request is held up before; of `slowed` alone. */
      readonly milliseconds?: number;
    }
  /** The connection ends without an answer. */
  | { readonly kind: "drop" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: "truncate" };

/** What a named answer may depend on. */
interface AnswerWorld {
  /** Name of the organisation. */
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long the request was held up. */
  readonly milliseconds: number;
}

/** What is sent instead of what the request would have got. */
export interface WholeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Without the headers of CORS a browser of another origin sees a failed connection. */
  readonly crossOrigin: boolean;
}

/** An answer of Azure DevOps in trouble. */
interface ServiceAnswer {
  /** What it is, for people. */
  readonly label: string;
  /** Headers that are sent in any case. */
  readonly headers: (world: AnswerWorld) => Readonly<Record<string, string>>;
  /** Null: the request is answered as ever, with the headers. */
  readonly whole: ((world: AnswerWorld) => WholeAnswer) | null;
}

const JSON_TYPE = "application/json; charset=utf-8";
const NO_HEADERS = (): Readonly<Record<string, string>> => ({});
/** A user may use so much in a sliding time before requests are delayed [D], in units (TSTU) and in seconds. */
const USAGE_LIMIT = 200;
const USAGE_WINDOW = 300;

/**
 * Names and units of the headers, what remains while requests are delayed, and that all but the delay come before
 * delays begin [D]. The name of the resource, the seconds to wait and what remains before are [?].
 */
function usageHeaders({ now, milliseconds }: AnswerWorld, isOver: boolean): Record<string, string> {
  return {
    "Retry-After": "30",
    "X-RateLimit-Resource": "Concurrency",
    ...(milliseconds > 0 ? { "X-RateLimit-Delay": (milliseconds / 1000).toFixed(3) } : {}),
    "X-RateLimit-Limit": String(USAGE_LIMIT),
    "X-RateLimit-Remaining": isOver ? "0" : "10",
    "X-RateLimit-Reset": String(Math.ceil(now / 1000) + USAGE_WINDOW),
  };
}

/** The answers that Azure DevOps itself gives in trouble, by the name that a rule calls them by. */
export const SERVICE_ANSWERS = {
  // Status, headers and text [D]; type key [?].
  throttled: {
    label: "Blocked: too much was used (429)",
    headers: (world) => usageHeaders(world, true),
    whole: () => ({
      status: 429,
      contentType: JSON_TYPE,
      text: envelope(
        429,
        "RequestBlockedException",
        "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency' in namespace 'User'.",
      ),
      crossOrigin: true,
    }),
  },
  // [D]
  slowed: {
    label: "Slowed down: answered late, with a warning",
    headers: (world) => usageHeaders(world, world.milliseconds > 0),
    whole: null,
  },
  // Each byte as recorded, without the headers of CORS that all other recorded answers have [R].
  stopped: {
    label: "Organisation stopped (503)",
    headers: NO_HEADERS,
    whole: ({ organization }) => ({
      status: 503,
      contentType: "application/json",
      text:
        "\uFEFF" +
        envelope(
          503,
          "VssServiceException",
          `TF24668: The following team project collection is stopped: ${organization}. Start the collection and then try again. Administrator Reason: This Azure DevOps organization has been deactivated due to inactivity. For more information please visit aka.ms/adofootprintreduction`,
          {
            typeName:
              "Microsoft.VisualStudio.Services.Common.VssServiceException, Microsoft.VisualStudio.Services.Common",
          },
        ),
      crossOrigin: false,
    }),
  },
  // That it is a success of a kind, and a page [C].
  signIn: {
    label: "Sign-in page (203)",
    headers: NO_HEADERS,
    whole: () => ({
      status: 203,
      contentType: "text/html; charset=utf-8",
      text: "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>",
      crossOrigin: false,
    }),
  },
  // 409 is what both the cloud and a server answer; the cloud answers 412 at times [C].
  raced: {
    label: "Somebody else's write came first (409)",
    headers: NO_HEADERS,
    whole: () => ({
      status: 409,
      contentType: JSON_TYPE,
      text: envelope(
        409,
        "WorkItemRevisionMismatchException",
        "TF26071: This work item has been changed by someone else since you opened it. You will need to refresh it and discard your changes.",
      ),
      crossOrigin: true,
    }),
  },
} as const satisfies Readonly<Record<string, ServiceAnswer>>;

/** The name of an answer of Azure DevOps in trouble. */
export type ServiceAnswerName = keyof typeof SERVICE_ANSWERS;
/** All of them, in the order in which they are offered. */
export const SERVICE_ANSWER_NAMES = Object.keys(SERVICE_ANSWERS) as readonly ServiceAnswerName[];

/** Whether a text names one of them. */
export function isServiceAnswerName(text: string): text is ServiceAnswerName {
  return Object.hasOwn(SERVICE_ANSWERS, text);
}

function envelope(
  status: number,
  typeKey: string,
  message: string,
  more: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify(new ServiceError(status, typeKey, message, more).envelope());
}

/** The longest time that a rule may hold a request up, in milliseconds. */
const LONGEST_DELAY = 600_000;
const delay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_DELAY));

/** A name or value that HTTP does not allow would break the answer, and not the rule that holds it. */
const headers = v.record(
  v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\w-]+$/, "A header's name has letters, digits and hyphens.")),
  v.pipe(
    v.string(),
    v.regex(/^[\t\x20-\x7e\x80-\xff]*$/, "A header's value has no line breaks and no letters beyond Latin."),
  ),
);

const count = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)));

const faultRule = v.strictObject({
  method: v.exactOptional(v.string()),
  route: v.pipe(v.string(), v.check(isRoute, "The route is no valid regular expression.")),
  nth: count,
  first: count,
  every: count,
  from: count,
  to: count,
  action: v.variant("kind", [
    v.strictObject({
      kind: v.literal("status"),
      status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
      headers: v.exactOptional(headers),
      body: v.exactOptional(v.string()),
    }),
    v.pipe(
      v.strictObject({
        kind: v.literal("answer"),
        name: v.picklist(SERVICE_ANSWER_NAMES),
        milliseconds: v.exactOptional(delay),
      }),
      v.check(
        ({ name, milliseconds }) => milliseconds === undefined || name === "slowed",
        "Only the answer slowed takes milliseconds; put a rule of kind delay before any other.",
      ),
    ),
    v.strictObject({ kind: v.literal("drop") }),
    v.strictObject({ kind: v.literal("delay"), milliseconds: delay }),
    v.strictObject({ kind: v.literal("truncate") }),
  ]),
});

/** Takes in rules from outside. Throws where one is not a rule. */
export function parseFaultRules(value: unknown): FaultRule[] {
  return v.parse(v.array(faultRule), value);
}

/** The rules in force, each with the number of requests that it has met. */
export class Faults {
  private rules: readonly FaultRule[] = [];
  private met: number[] = [];

  constructor(rules: readonly FaultRule[]) {
    this.set(rules);
  }

  /** Replaces the rules and begins to count anew. */
  set(rules: readonly FaultRule[]): void {
    this.rules = parseFaultRules(rules);
    this.met = rules.map(() => 0);
  }

  list(): readonly FaultRule[] {
    return this.rules;
  }

  /** Counts a request and returns what happens to it, in the order of the rules. */
  meet(method: string, address: string): readonly FaultAction[] {
    return this.rules.flatMap((rule, index) => {
      if (!concerns(rule, method, address)) return [];
      const nth = (this.met[index] ?? 0) + 1;
      this.met[index] = nth;
      return isTurn(rule, nth) ? [rule.action] : [];
    });
  }
}

function concerns(rule: FaultRule, method: string, address: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  const expression = expressionOf(rule.route);
  return expression === null
    ? address.toLowerCase().includes(rule.route.toLowerCase())
    : new RegExp(expression, "i").test(address);
}

function isTurn(rule: FaultRule, nth: number): boolean {
  if (rule.nth !== undefined && nth !== rule.nth) return false;
  if (rule.first !== undefined && nth > rule.first) return false;
  if (rule.every !== undefined && nth % rule.every !== 0) return false;
  if (rule.from !== undefined && nth < rule.from) return false;
  return rule.to === undefined || nth <= rule.to;
}

function expressionOf(route: string): string | null {
  return route.length > 2 && route.startsWith("/") && route.endsWith("/") ? route.slice(1, -1) : null;
}

function isRoute(route: string): boolean {
  const expression = expressionOf(route);
  if (expression === null) return true;
  try {
    new RegExp(expression);
    return true;
  } catch {
    return false;
  }
}
