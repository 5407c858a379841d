/** Faults as they are written on the command line. */
import { isServiceAnswerName, SERVICE_ANSWER_NAMES, type FaultAction, type FaultRule } from "../../faults";

/** How a fault is written, for help and messages. */
export const FAULT_SYNTAX = "[METHOD ]ROUTE[@WHICH]=ACTION";

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]);

/** A status and headers of its answer, e.g. `200,Retry-After:5`. */
const STATUS = /^([2-5]\d\d)((?:,[\w-]+:[^,]*)*)$/;

function parseAction(text: string): FaultAction | null {
  const [, status, headers = ""] = STATUS.exec(text) ?? [];
  if (status !== undefined) {
    const pairs = [...headers.matchAll(/,([\w-]+):([^,]*)/g)].map(([, name = "", value = ""]) => [name, value.trim()]);
    return {
      kind: "status",
      status: Number(status),
      ...(pairs.length === 0 ? {} : { headers: Object.fromEntries(pairs) as Record<string, string> }),
    };
  }
  if (text === "drop" || text === "truncate") return { kind: text };
  if (isServiceAnswerName(text)) return { kind: "answer", name: text };
  const [, kind, milliseconds] = /^(delay|slowed):(\d+)$/.exec(text) ?? [];
  if (kind === "delay") return { kind, milliseconds: Number(milliseconds) };
  return kind === "slowed" ? { kind: "answer", name: kind, milliseconds: Number(milliseconds) } : null;
}

function parseWhich(text: string): Pick<FaultRule, "nth" | "every" | "from" | "to"> | null {
  const [, every, nth, from, to] = /^(?:every:([1-9]\d*)|([1-9]\d*)|([1-9]\d*)-([1-9]\d*)?)$/.exec(text) ?? [];
  if (every !== undefined) return { every: Number(every) };
  if (nth !== undefined) return { nth: Number(nth) };
  if (from !== undefined) return { from: Number(from), ...(to === undefined ? {} : { to: Number(to) }) };
  return null;
}

/**
 * Reads a fault, e.g. `POST workitemsbatch@2=503`, `wiql@every:3=delay:2000`, `wit/workitems=throttled`.
 * @throws Error that says which part is wrong and what is expected
 */
export function parseFault(text: string): FaultRule {
  const equals = text.lastIndexOf("=");
  if (equals < 1) throw new Error(`"${text}" is no fault; expected ${FAULT_SYNTAX}.`);
  const action = parseAction(text.slice(equals + 1));
  if (action === null) {
    throw new Error(
      `"${text.slice(equals + 1)}" in "${text}" is no action; expected a status such as 503 or 503,Retry-After:5, drop, truncate, delay:MILLISECONDS, ${SERVICE_ANSWER_NAMES.join(", ")} or slowed:MILLISECONDS.`,
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
