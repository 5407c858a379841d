import type { ReadProgress, SheetReading } from "./sheetReading";

/** What the worker says of the one request that it is given. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: ReadProgress }
  | { readonly kind: "read"; readonly readings: readonly SheetReading[] }
  | { readonly kind: "failed"; readonly message: string };
