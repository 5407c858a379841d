import { type BacklogItem, BacklogTree, STEP } from "../../../scripts/local-boards/host/list/backlogTree";

function item(id: number, parent: number | null = null, rank: number | null = null): BacklogItem {
  return { id, parent, rank };
}

function treeOf(...items: BacklogItem[]): BacklogTree {
  const tree = new BacklogTree();
  tree.take(items);
  return tree;
}

/** Rows as `id@level`, with a sign for open and closed ones. */
function lines(tree: BacklogTree): string[] {
  return tree
    .rows()
    .map(({ id, level, isExpanded }) => `${isExpanded === null ? " " : isExpanded ? "-" : "+"}${id}@${level}`);
}

describe("the tree of a backlog", () => {
  it("has children below their parents, in the order of rank and then of id", () => {
    const tree = treeOf(item(1), item(5, 1), item(4, 1, 20), item(3, 1, 30), item(2, 1), item(6, 4));
    tree.setExpanded(4, true);
    expect(lines(tree)).toEqual(["-1@1", "-4@2", " 6@3", " 3@2", " 2@2", " 5@2"]);
  });

  it("shows nothing of what is closed, and opens nothing that has nothing below it", () => {
    const tree = treeOf(item(1), item(2, 1), item(3, 2));
    expect(lines(tree)).toEqual(["-1@1", "+2@2"]);
    tree.setExpanded(1, false);
    tree.setExpanded(3, true);
    expect(lines(tree)).toEqual(["+1@1"]);
    expect(tree.isExpanded(3)).toBe(false);
  });

  it("has what stands below something out of sight at the top", () => {
    expect(lines(treeOf(item(2, 99), item(3, 2)))).toEqual(["-2@1", " 3@2"]);
  });

  it("begins closed where there are many at the top", () => {
    const many = Array.from({ length: 21 }, (_, index) => [item(index + 1), item(index + 101, index + 1)]).flat();
    expect(lines(treeOf(...many))[0]).toBe("+1@1");
  });

  it("keeps open what was open when it is read anew", () => {
    const tree = treeOf(item(1), item(2, 1), item(3, 2));
    tree.setExpanded(2, true);
    tree.take([item(1), item(2, 1), item(3, 2), item(4, 2)]);
    expect(lines(tree)).toEqual(["-1@1", "-2@2", " 3@3", " 4@3"]);
  });

  it("knows who stands above and below", () => {
    const tree = treeOf(item(1), item(2, 1));
    expect([tree.parentOf(2), tree.parentOf(1), tree.firstChild(1), tree.firstChild(2)]).toEqual([1, null, 2, null]);
  });

  it("shows a number of siblings at a time, and says whose others there are", () => {
    const children = Array.from({ length: STEP + 30 }, (_, index) => item(index + 2, 1));
    const tree = treeOf(item(1), ...children);
    expect(tree.rows()).toHaveLength(1 + STEP);
    expect(tree.rows().at(-1)?.more).toEqual([{ parent: 1, hidden: 30 }]);
    tree.showMore(1);
    expect(tree.rows()).toHaveLength(1 + STEP + 30);
    expect(tree.rows().every(({ more }) => more.length === 0)).toBe(true);
  });

  it("says both where siblings are left at two levels after one row", () => {
    const roots = Array.from({ length: STEP + 1 }, (_, index) => item(index + 1));
    const children = Array.from({ length: STEP + 2 }, (_, index) => item(index + 1001, STEP));
    const tree = treeOf(...roots, ...children);
    tree.setExpanded(STEP, true);
    expect(tree.rows().at(-1)?.more).toEqual([
      { parent: STEP, hidden: 2 },
      { parent: null, hidden: 1 },
    ]);
  });
});
