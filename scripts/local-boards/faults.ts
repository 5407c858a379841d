import * as v from "valibot";

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
  /** The connection ends without an answer. */
  | { readonly kind: "drop" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: "truncate" };

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
      headers: v.exactOptional(v.record(v.string(), v.string())),
      body: v.exactOptional(v.string()),
    }),
    v.strictObject({ kind: v.literal("drop") }),
    v.strictObject({ kind: v.literal("delay"), milliseconds: v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)) }),
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
