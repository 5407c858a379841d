/** A field as the query names it, by reference name or by name. */
export interface FieldName {
  readonly name: string;
  readonly at: number;
}

/** The units of `@StartOfDay('+3d')` and its relatives: hours, days, weeks, months, years. */
export interface MacroShift {
  readonly amount: number;
  readonly unit: "d" | "w" | "M" | "y" | "h" | "m";
}

export type MacroName = "project" | "me" | "today" | "startofday" | "startofweek" | "startofmonth" | "startofyear";

/** The right-hand side of a comparison. */
export type Value =
  | { readonly kind: "string"; readonly value: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "boolean"; readonly value: boolean; readonly at: number }
  | {
      readonly kind: "macro";
      readonly name: MacroName;
      readonly shift: MacroShift | null;
      /** Added after the macro; whole units of the macro's own length (days for @Today). */
      readonly offset: number;
      readonly at: number;
    };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Operators that take one value and can be negated with NOT. */
export type Matcher = "under" | "contains" | "containsWords";

/** A condition on one field. */
export type Comparison =
  | {
      readonly kind: "compare";
      readonly field: FieldName;
      readonly operator: Comparator;
      readonly value: Value;
      readonly at: number;
    }
  | {
      readonly kind: "match";
      readonly field: FieldName;
      readonly operator: Matcher;
      readonly negated: boolean;
      readonly value: Value;
      readonly at: number;
    }
  | {
      readonly kind: "in";
      readonly field: FieldName;
      readonly negated: boolean;
      readonly values: readonly Value[];
      readonly at: number;
    }
  | { readonly kind: "empty"; readonly field: FieldName; readonly negated: boolean; readonly at: number };

export type Condition =
  | Comparison
  | { readonly kind: "and"; readonly terms: readonly Condition[] }
  | { readonly kind: "or"; readonly terms: readonly Condition[] }
  | { readonly kind: "not"; readonly term: Condition };

export interface SortField {
  readonly field: FieldName;
  readonly descending: boolean;
}

/** A flat query. */
export interface Query {
  readonly select: readonly FieldName[];
  readonly where: Condition | null;
  readonly orderBy: readonly SortField[];
  readonly asOf: Value | null;
}
