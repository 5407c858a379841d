import * as React from "react";
import { countText } from "../../../components/numbers";
import { Notice } from "../../../components/Notice";
import { counted } from "../../../domain/text";
import type { InventoryFile } from "../../../domain/inventory/fileAsset";
import type { FileReport } from "./state";
import { placeText } from "./words";

/** What came of each file: how it was read, what was skipped, what could not be read. */
export function FilesRead({ report }: { readonly report: FileReport }): JSX.Element {
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
