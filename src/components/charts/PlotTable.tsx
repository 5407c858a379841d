import * as React from "react";
import type { Cell } from "../../files/csv";
import { effortText } from "../numbers";
import { dayText } from "../time";
import type { PlotNumbers } from "./PlotFigure";

/** The numbers of a plot as a table that scrolls by itself. */
export function PlotTable({ title, numbers }: { readonly title: string; readonly numbers: PlotNumbers }): JSX.Element {
  const { head, rows } = numbers;
  const textOf = (cell: Cell, column: number): string => {
    if (cell === null) return "–";
    if (typeof cell === "number") return effortText(cell);
    return head[column]?.isDay === true ? dayText(cell) : cell;
  };
  return (
    <div className="rr-plot-scroll" role="region" aria-label={`Numbers of ${title}`} tabIndex={0}>
      <table className="rr-plot-table">
        <caption className="rr-unseen">{title}</caption>
        <thead>
          <tr>
            {head.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {textOf(cell, column)}
                  </th>
                ) : (
                  <td key={column} className={typeof cell === "number" ? "rr-right" : undefined}>
                    {textOf(cell, column)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
