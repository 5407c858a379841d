import * as React from "react";
import { countText } from "../../../components/numbers";
import { Notice } from "../../../components/Notice";
import { counted } from "../../../domain/text";
import type { InventoryFile } from "../../../domain/inventory/fileAsset";
import type { FileReport } from "./state";
import { placeText } from "./words";

/** What came of each file: how it was read, what was skipped, what could not be read. */
export function FilesRead(props: {
  readonly report: FileReport;
  /** Asks again for the columns of a kind of file, by its title; absent where nothing is to be corrected. */
  readonly onCorrect?: (title: string) => void;
}): JSX.Element {
  const { report, onCorrect } = props;
  const { read, skipped, unreadable } = report;
  return (
    <>
      {unreadable.map((problem, index) => (
        <Notice key={index} kind="error">
          <b className="rr-import-anywhere">{placeText(problem.place)}</b>: {problem.message}
        </Notice>
      ))}
      {read.length + skipped.length > 0 && (
        <details className="rr-section">
          <summary>
            <h2>
              Files <span className="rr-count">{countText(read.length + skipped.length)}</span>
            </h2>
          </summary>
          <ul className="rr-import-files">
            {read.map((file, index) => (
              <li key={index}>
                <span>
                  <b className="rr-import-anywhere">{nameOf(file)}</b> {file.title}
                </span>
                <span className="rr-soft">
                  {foundText(file)} {file.reading}{" "}
                  {onCorrect !== undefined && isMapped(file) && (
                    <button
                      type="button"
                      className="rr-textbutton"
                      onClick={() => {
                        onCorrect(file.title);
                      }}
                    >
                      Say otherwise what its columns are
                    </button>
                  )}{" "}
                  {file.left.length > 0 && `Columns that were left: ${file.left.join(", ")}.`}
                </span>
              </li>
            ))}
            {skipped.map((sheet, index) => (
              <li key={index}>
                <b className="rr-import-anywhere">{nameOf(sheet)}</b>
                <span className="rr-soft">{sheet.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Whether it was read as a person said. */
function isMapped({ format }: InventoryFile): boolean {
  return format.startsWith("mapped:");
}

function nameOf({ name, sheet }: { readonly name: string; readonly sheet: string | null }): string {
  return sheet === null ? name : `${name} › ${sheet}`;
}

function foundText({ rowCount, assets, edges }: InventoryFile): string {
  const found = [
    ...(assets.length > 0 || edges.length === 0 ? [counted(assets.length, "asset")] : []),
    ...(edges.length > 0 ? [counted(edges.length, "dependency", "dependencies")] : []),
  ];
  return `${counted(rowCount, "row")}, ${found.join(" and ")}.`;
}
