/** A rule that spoils matching requests, so that a client's behaviour under trouble can be seen. */
export interface FaultRule {
  /** Any method when absent. */
  readonly method?: string;
  /** Part of the path and query, without regard to case; or a regular expression written as `/…/`. */
  readonly route: string;
  /** Which matching requests, counted from 1. All of them when nothing is given. */
  readonly nth?: number;
  readonly every?: number;
  readonly from?: number;
  readonly to?: number;
  readonly action: FaultAction;
}

export type FaultAction =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: "drop" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  | { readonly kind: "truncate" };
