import * as React from "react";
import { messageOf } from "../../../components/store/messageOf";
import type { StoredRecord } from "../../../domain/inventory/record";
import type { Snapshot } from "../../../domain/snapshot";
import type { InventoryEffects } from "../effects";

/** The records of the project, as far as they are read. */
export type Records =
  | { readonly kind: "reading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "read"; readonly records: readonly StoredRecord[] };

/**
 * Reads the records with their facts, and again with each new reading of the project: what was read before stays until then.
 * The second value reads them again.
 */
export function useRecords(effects: InventoryEffects, snapshot: Snapshot): readonly [Records, () => void] {
  const [state, setState] = React.useState<Records>({ kind: "reading" });
  const [tries, setTries] = React.useState(0);
  const store = effects.records;
  React.useEffect(() => {
    let isGone = false;
    store.load().then(
      (records) => {
        if (!isGone) setState({ kind: "read", records });
      },
      (thrown: unknown) => {
        if (!isGone) setState({ kind: "failed", message: messageOf(thrown) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [store, snapshot, tries]);
  const again = React.useCallback(() => {
    setState({ kind: "reading" });
    setTries((count) => count + 1);
  }, []);
  return [state, again];
}
