/** Where bars stand, in pixels. */
export interface Bands {
  /** The middle of each. */
  readonly centres: readonly number[];
  /** Width of a bar; at least 1. */
  readonly width: number;
  /** Every so many bars there is room for a label of `labelWidth`. */
  readonly labelled: number;
}

/** Most that a bar is wide: a single iteration is no wall. */
const WIDEST = 48;

/** Divides the room from `left` to `right` among bars, with a third of it between them. */
export function bandsOf(count: number, left: number, right: number, labelWidth: number): Bands {
  const step = (right - left) / Math.max(1, count);
  return {
    centres: Array.from({ length: count }, (_, index) => left + (index + 0.5) * step),
    width: Math.max(1, Math.min(WIDEST, (step * 2) / 3)),
    labelled: Math.max(1, Math.ceil(labelWidth / step)),
  };
}

/** As much of a text as there is room for, at `character` pixels each, with an ellipsis where it is cut. */
export function cutTo(text: string, room: number, character: number): string {
  const most = Math.max(1, Math.floor(room / character));
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, Math.max(1, most - 1)).join("")}…`;
}
