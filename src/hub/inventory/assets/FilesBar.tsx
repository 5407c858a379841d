import * as React from "react";
import { Button } from "../../../components/Button";
import type { StoredRecord } from "../../../domain/inventory/record";
import { useHub } from "../../HubContext";
import { ExportMenu } from "../../pack/ExportMenu";
import { INVENTORY_FORMATS, inventoryFileOf } from "./exports";
import type { TextFile } from "./restoring";
import type { InventoryRow } from "./rows";

/**
 * The inventory out of files and into them, out of a backup or of work items again. What writes is null for a reader.
 * Importing comes first, and stands out while nothing was imported.
 */
export function FilesBar(props: {
  /** Those that are shown. */
  readonly rows: readonly InventoryRow[];
  readonly records: readonly StoredRecord[];
  readonly project: { readonly id: string; readonly name: string };
  readonly write: {
    readonly onImport: () => void;
    readonly onRestore: (file: TextFile) => void;
    readonly onRebuild: () => void;
  } | null;
}): JSX.Element {
  const { rows, records, project, write } = props;
  const { now } = useHub();
  return (
    <div className="rr-inventory-tools">
      {write !== null && <Button text="Import files…" isPrimary={records.length === 0} onClick={write.onImport} />}
      {records.length > 0 && (
        <ExportMenu
          formats={INVENTORY_FORMATS}
          make={(format) => inventoryFileOf(format, rows, records, project, now())}
        />
      )}
      {write !== null && (
        <>
          <BackupButton text="Restore a backup…" onChoose={write.onRestore} />
          <Button text="Rebuild from work items…" onClick={write.onRebuild} />
        </>
      )}
    </div>
  );
}

/** A button that opens the browser's choice of a file: the field for it stands beside, out of sight. */
export function BackupButton(props: {
  readonly text: string;
  readonly onChoose: (file: TextFile) => void;
}): JSX.Element {
  const { text, onChoose } = props;
  const field = React.useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        text={text}
        onClick={() => {
          field.current?.click();
        }}
      />
      <input
        ref={field}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Backup of the inventory"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onChoose(file);
          // The same file can be chosen again.
          target.value = "";
        }}
      />
    </>
  );
}
