import type { Progress } from "../../boards/readSnapshot";
import type { Report } from "../../domain/readiness/report";
import type { Snapshot } from "../../domain/snapshot";
import type { Problem } from "./problem";

/** The report of a day that is over, as far as it is there. */
export type PastReport =
  | { readonly kind: "reading"; readonly progress: Progress | null }
  | { readonly kind: "ready"; readonly report: Report; readonly snapshot: Snapshot }
  | { readonly kind: "failed"; readonly problem: Problem };
