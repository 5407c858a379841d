import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { messageOf } from "../../../components/store/messageOf";
import { exactTime } from "../../../components/time";
import type { InventoryBackup } from "../../../domain/inventory/backup";
import { counted, fold } from "../../../domain/text";
import type { InventoryEffects } from "../effects";
import { BackupButton } from "./FilesBar";
import { backupIn, type TextFile } from "./restoring";

type Step =
  | { readonly kind: "closed" }
  | { readonly kind: "asking"; readonly backup: InventoryBackup }
  | { readonly kind: "writing" }
  | { readonly kind: "failed"; readonly message: string };

/** The way out where the records that are kept can't be read: a backup takes the place of all of them. */
export function ReplaceAll(props: {
  readonly effects: InventoryEffects;
  readonly project: { readonly id: string };
  readonly onDone: () => void;
}): JSX.Element {
  const { effects, project, onDone } = props;
  const [step, setStep] = React.useState<Step>({ kind: "closed" });
  const fail = (thrown: unknown): void => {
    setStep({ kind: "failed", message: messageOf(thrown) });
  };
  const choose = (file: TextFile): void => {
    backupIn(file).then((backup) => {
      if (fold(backup.project.id) === fold(project.id)) setStep({ kind: "asking", backup });
      else fail(new Error(`${file.name} is a backup of the project ${backup.project.name}.`));
    }, fail);
  };
  const replace = ({ records }: InventoryBackup): void => {
    setStep({ kind: "writing" });
    effects.records.replaceAll(records).then(onDone, fail);
  };
  return (
    <div className="rr-inventory-step">
      {step.kind === "failed" && <Notice kind="error">{step.message}</Notice>}
      {step.kind === "writing" && <p role="status">Writing the records…</p>}
      {step.kind === "asking" && (
        <div role="group" aria-label="Replace all records">
          <p>
            The backup of {exactTime(Date.parse(step.backup.savedAt))} has{" "}
            {counted(step.backup.records.length, "record")}. They take the place of all that are kept now, also of those
            that can&apos;t be read. This can&apos;t be undone.
          </p>
          <div className="rr-buttons">
            <Button
              isPrimary
              text="Replace all records"
              onClick={() => {
                replace(step.backup);
              }}
            />
            <Button
              text="Leave them"
              onClick={() => {
                setStep({ kind: "closed" });
              }}
            />
          </div>
        </div>
      )}
      {(step.kind === "closed" || step.kind === "failed") && (
        <BackupButton text="Replace them by a backup…" onChoose={choose} />
      )}
    </div>
  );
}
