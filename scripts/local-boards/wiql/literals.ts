import type { TeamArea } from "../model/estate";
import type { FieldDefinition } from "../process/fields";
import type { Comparison, FieldName, Literal, Value } from "./ast";
import { dayOf, isInYears, parseDateLiteral, timeOfMacro, YEARS, type Span } from "./dates";
import { WiqlError } from "./error";
import { printValue } from "./printer";
import type { QueryWorld } from "./world";

/** What the names and values of a query stand for in a world. All methods throw WiqlError for what does not fit. */
export class Literals {
  constructor(private readonly world: QueryWorld<never>) {}

  field(name: FieldName): FieldDefinition {
    const field = this.world.findField(name.name);
    // Code and text [C].
    if (field === null)
      throw new WiqlError("The query references a field that does not exist.", name.at, `[${name.name}]`, "TF51005");
    return field;
  }

  /** ISO 8601. */
  asOf(value: Literal): string {
    const span = this.span(value);
    if (span === null) throw new WiqlError("ASOF needs a date.", value.at, printValue(value));
    return new Date(span.from).toISOString();
  }

  /** A date as a span of a day, or of a millisecond at the precision of times. */
  date(value: Literal): Span {
    const span = this.span(value);
    if (span === null) throw new WiqlError("The value is not a date.", value.at, printValue(value));
    return this.world.timePrecision ? { ...span, to: span.from + 1 } : span;
  }

  path(at: Comparison, field: FieldDefinition, value: Literal): string {
    if (value.kind === "iteration") {
      if (field.referenceName !== "System.IterationPath") throw doesNotFit(at, value);
      return this.world.iterationPath(value.team, value.offset);
    }
    const path = this.text(at, value);
    if (!this.world.pathExists(field, path)) {
      const kind = field.referenceName === "System.AreaPath" ? "area" : "iteration";
      // [C]
      throw new WiqlError(`The specified ${kind} path does not exist.`, value.at, printValue(value), "TF51011");
    }
    return path;
  }

  areas(at: Comparison, field: FieldDefinition, value: Extract<Literal, { kind: "teamAreas" }>): readonly TeamArea[] {
    if (field.referenceName !== "System.AreaPath") throw doesNotFit(at, value);
    return this.world.teamAreas(value.team);
  }

  text(at: Comparison, value: Literal): string {
    if (value.kind === "string") return value.value;
    if (value.kind === "number" || value.kind === "boolean") return String(value.value);
    if (value.kind === "macro" && value.name === "me") return this.world.me;
    if (value.kind === "macro" && value.name === "project") {
      if (this.world.project === null)
        throw new WiqlError("@Project needs a project in the route.", value.at, "@Project");
      return this.world.project;
    }
    throw doesNotFit(at, value);
  }

  number(at: Comparison, value: Literal): number {
    if (value.kind === "number") return value.value;
    const parsed = value.kind === "string" && value.value.trim() !== "" ? Number(value.value) : Number.NaN;
    if (Number.isNaN(parsed)) throw new WiqlError("The value is not a number.", value.at, excerpt(at, value));
    return parsed;
  }

  truth(at: Comparison, value: Literal): boolean {
    if (value.kind === "boolean") return value.value;
    const text = value.kind === "string" || value.kind === "number" ? String(value.value).toLowerCase() : "";
    if (text === "true" || text === "1") return true;
    if (text === "false" || text === "0") return false;
    throw new WiqlError("The value is neither true nor false.", value.at, excerpt(at, value));
  }

  /** Null for what is no date. */
  private span(value: Literal): Span | null {
    const span = value.kind === "macro" ? this.spanOfMacro(value) : this.spanOfText(value);
    if (span === null || isInYears(span.from)) return span;
    // The bounds and the refusal are [?].
    throw new WiqlError(`The date is not in the years ${YEARS}.`, value.at, printValue(value));
  }

  /** Without times it is a day, also where the macro is shifted by hours: the day in which it then lies [?]. */
  private spanOfMacro(value: Extract<Literal, { kind: "macro" }>): Span | null {
    const time = timeOfMacro(value, this.world.now);
    if (time === null) return null;
    return this.world.timePrecision ? { from: time, to: time + 1, hasTime: true } : dayOf(time);
  }

  /** A time needs `timePrecision`, in ASOF as in a condition; it counts in the URL only [C]. */
  private spanOfText(value: Literal): Span | null {
    const span = value.kind === "string" ? parseDateLiteral(value.value) : null;
    if (span === null || !span.hasTime || this.world.timePrecision) return span;
    throw new WiqlError(
      "You cannot supply a time with the date when running a query using date precision.",
      value.at,
      printValue(value),
    );
  }
}

/** An operator that the field's type does not have [D]. */
export function unsupported(at: Comparison, operator: string): WiqlError {
  return new WiqlError(
    `The operator ${operator} does not apply to the field.`,
    at.at,
    `[${at.field.name}] ${operator}`,
  );
}

/** A value that the field's type does not take. */
export function doesNotFit(at: Comparison, value: Value): WiqlError {
  return new WiqlError("The value does not fit the field.", value.at, excerpt(at, value));
}

function excerpt(at: Comparison, value: Value): string {
  return `[${at.field.name}] ${printValue(value)}`;
}
