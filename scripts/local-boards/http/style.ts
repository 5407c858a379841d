import { Enumerated, ListOf, ResourceUrl } from "./reply";

/** How a client wants its answers, by the parameters of its Accept header [S]. */
export interface AnswerStyle {
  /** Lists as bare arrays. */
  readonly noArrayWrap: boolean;
  /** Enumerations as numbers. */
  readonly enumsAsNumbers: boolean;
  /** Dates as `"\/Date(ms)\/"` with escaped slashes. */
  readonly msDateFormat: boolean;
  /** No `url` and no `_links`. */
  readonly excludeUrls: boolean;
}

/** Reads the style from an Accept header; what it does not name is off. */
export function styleOf(accept: string): AnswerStyle {
  const flags = new Set(
    accept
      .toLowerCase()
      .split(/[;,]/)
      .map((part) => part.replaceAll(" ", "")),
  );
  const has = (name: string): boolean => flags.has(`${name}=true`);
  return {
    noArrayWrap: has("noarraywrap"),
    enumsAsNumbers: has("enumsasnumbers"),
    msDateFormat: has("msdateformat"),
    excludeUrls: has("excludeurls"),
  };
}

/** A character that no JSON text holds unescaped: it marks dates until the text is made. */
const DATE_MARK = "\u0001";
const MARKED_DATE = /"\\u0001(-?\d+)"/g;

/** Writes a reply's body in a client's style. */
export function render(body: unknown, style: AnswerStyle): string {
  const text = JSON.stringify(shape(body, style));
  return style.msDateFormat ? text.replace(MARKED_DATE, String.raw`"\/Date($1)\/"`) : text;
}

function shape(value: unknown, style: AnswerStyle): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => shape(element, style));
  if (value instanceof Date) return style.msDateFormat ? `${DATE_MARK}${value.getTime()}` : isoDate(value);
  if (value instanceof Enumerated) return style.enumsAsNumbers ? value.number : value.name;
  if (value instanceof ResourceUrl) return value.value;
  if (value instanceof ListOf) {
    const values = value.values.map((element) => shape(element, style));
    return style.noArrayWrap ? values : { count: values.length, value: values };
  }
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || (style.excludeUrls && member instanceof ResourceUrl)) continue;
    result[name] = shape(member, style);
  }
  return result;
}

/** ISO 8601 with no zeros at the end of the fraction [R]. */
function isoDate(date: Date): string {
  return date.toISOString().replace(/\.?0*Z$/, "Z");
}
