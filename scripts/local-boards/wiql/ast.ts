/** The end of a link that a field of a query over links belongs to. */
export type Side = "source" | "target";

/** A field as the query names it, by reference name or by name. */
export interface FieldName {
  readonly name: string;
  /** What stands before it in a query over links: `[Source].` or `[Target].`; null for nothing. */
  readonly side: Side | null;
  readonly at: number;
}

/** Hours (h), minutes (m), days, weeks, months (M), years: the units of `@StartOfDay('+3d')` and its relatives. */
export type MacroUnit = "d" | "w" | "M" | "y" | "h" | "m";

export interface MacroShift {
  readonly amount: number;
  readonly unit: MacroUnit;
}

export type MacroName = "project" | "me" | "today" | "startofday" | "startofweek" | "startofmonth" | "startofyear";

/** A value that is written down, or that a macro stands for. */
export type Literal =
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
    }
  | {
      /** `@CurrentIteration`: so many iterations after the current one of a team, `[Project]\Team`, or the route's. */
      readonly kind: "iteration";
      readonly team: string | null;
      readonly offset: number;
      readonly at: number;
    }
  | { readonly kind: "teamAreas"; readonly team: string | null; readonly at: number };

/** The right-hand side of a comparison; `any` is `[Any]`. */
export type Value =
  | Literal
  | { readonly kind: "field"; readonly field: FieldName; readonly at: number }
  | { readonly kind: "any"; readonly at: number };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Operators that take one value and can be negated with NOT. */
export type Matcher = "under" | "contains" | "containsWords" | "inGroup";

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
      readonly value: Literal;
      readonly at: number;
    }
  | {
      readonly kind: "in";
      readonly field: FieldName;
      readonly negated: boolean;
      readonly values: readonly Literal[];
      readonly at: number;
    }
  | { readonly kind: "empty"; readonly field: FieldName; readonly negated: boolean; readonly at: number }
  | { readonly kind: "ever"; readonly field: FieldName; readonly value: Literal; readonly at: number };

export type Condition =
  | Comparison
  | { readonly kind: "and"; readonly terms: readonly Condition[] }
  | { readonly kind: "or"; readonly terms: readonly Condition[] }
  | { readonly kind: "not"; readonly term: Condition };

export interface SortField {
  readonly field: FieldName;
  readonly descending: boolean;
}

/** A query for work items. */
export interface FlatQuery {
  readonly kind: "flat";
  readonly select: readonly FieldName[];
  readonly where: Condition | null;
  readonly orderBy: readonly SortField[];
  readonly asOf: Literal | null;
}

/** Which sources a query over direct links answers, or which way a tree is searched. */
export type LinkMode = "mustContain" | "mayContain" | "doesNotContain" | "recursive" | "returnMatchingChildren";

/** The sections of the conditions of a query over links: each is about one end, or about the link; null for none. */
export interface LinkConditions {
  readonly source: Condition | null;
  readonly link: Condition | null;
  readonly target: Condition | null;
}

/** A query for links between work items. */
export interface LinkQuery {
  readonly kind: "links";
  readonly select: readonly FieldName[];
  readonly where: LinkConditions;
  readonly orderBy: readonly SortField[];
  readonly asOf: Literal | null;
  readonly mode: LinkMode;
}

export type Query = FlatQuery | LinkQuery;
