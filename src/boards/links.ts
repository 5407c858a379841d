/** Reference names of the link types that we look at, as the item that carries the link sees it. */
export const LINK = {
  child: "System.LinkTypes.Hierarchy-Forward",
  parent: "System.LinkTypes.Hierarchy-Reverse",
  predecessor: "System.LinkTypes.Dependency-Reverse",
  successor: "System.LinkTypes.Dependency-Forward",
} as const;

/** The id of the work item that a link leads to; NaN where its address names none. */
export function targetOf({ url }: { readonly url: string }): number {
  return Number(/\/(\d+)$/.exec(url)?.[1] ?? Number.NaN);
}
