/** Faults as they are written on the command line. */
import type { FaultAction, FaultRule } from "../../faults";

/** How a fault is written, for help and messages. */
export const FAULT_SYNTAX = "[METHOD ]ROUTE[@WHICH]=ACTION";

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]);

function parseAction(text: string): FaultAction | null {
  if (/^[2-5]\d\d$/.test(text)) return { kind: "status", status: Number(text) };
  if (text === "drop" || text === "truncate") return { kind: text };
  const milliseconds = /^delay:(\d+)$/.exec(text)?.[1];
  return milliseconds === undefined ? null : { kind: "delay", milliseconds: Number(milliseconds) };
}

function parseWhich(text: string): Pick<FaultRule, "nth" | "every" | "from" | "to"> | null {
  const [, every, nth, from, to] = /^(?:every:([1-9]\d*)|([1-9]\d*)|([1-9]\d*)-([1-9]\d*)?)$/.exec(text) ?? [];
  if (every !== undefined) return { every: Number(every) };
  if (nth !== undefined) return { nth: Number(nth) };
  if (from !== undefined) return { from: Number(from), ...(to === undefined ? {} : { to: Number(to) }) };
  return null;
}

/**
 * Reads a fault, e.g. `POST workitemsbatch@2=503`, `wiql@every:3=delay:2000`, `/workitems\/\d+$/@2-4=drop`.
 * @throws Error that says which part is wrong and what is expected
 */
export function parseFault(text: string): FaultRule {
  const equals = text.lastIndexOf("=");
  if (equals < 1) throw new Error(`"${text}" is no fault; expected ${FAULT_SYNTAX}.`);
  const action = parseAction(text.slice(equals + 1));
  if (action === null) {
    throw new Error(
      `"${text.slice(equals + 1)}" in "${text}" is no action; expected a status such as 503, drop, truncate or delay:MILLISECONDS.`,
    );
  }
  let route = text.slice(0, equals).trim();
  let method: string | undefined;
  const [first = "", ...others] = route.split(" ");
  if (METHODS.has(first.toUpperCase()) && others.length > 0) {
    method = first.toUpperCase();
    route = others.join(" ").trim();
  }
  const at = route.lastIndexOf("@");
  let which: ReturnType<typeof parseWhich> = {};
  if (at >= 0) {
    which = parseWhich(route.slice(at + 1));
    if (which === null) {
      throw new Error(
        `"${route.slice(at + 1)}" in "${text}" names no requests; expected a number such as 2, a range such as 2-4 or 2-, or every:3.`,
      );
    }
    route = route.slice(0, at);
  }
  if (route === "") throw new Error(`"${text}" names no route; expected ${FAULT_SYNTAX}.`);
  return { ...(method === undefined ? {} : { method }), route, ...which, action };
}
