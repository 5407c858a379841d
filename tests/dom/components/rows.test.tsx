import { act, fireEvent, render, screen } from "@testing-library/react";
import * as React from "react";
import { Rows } from "../../../src/components/Rows";

const HEIGHT = 30;

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function List({ count }: { readonly count: number }): JSX.Element {
  return (
    <Rows items={numbers(count)} estimate={HEIGHT} role="list">
      {(item, index) => (
        <div role="listitem" data-row={index} key={item}>
          row {item}
        </div>
      )}
    </Rows>
  );
}

/** Where the list's top stands in the window after scrolling by so many pixels. */
function scrolledBy(pixels: number): void {
  jest.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ top: -pixels } as DOMRect);
  act(() => {
    fireEvent.scroll(document);
  });
}

describe("a long list", () => {
  it("is drawn whole while it is short", () => {
    render(<List count={120} />);
    expect(screen.getAllByRole("listitem")).toHaveLength(120);
  });

  it("draws what is near the window of twenty thousand rows, and keeps the height of all", () => {
    const { container } = render(<List count={20_000} />);
    expect(screen.getAllByRole("listitem").length).toBeLessThan(200);
    const [above, below] = [...container.querySelectorAll<HTMLElement>("[role=presentation]")];
    const drawn = screen.getAllByRole("listitem").length;
    expect(parseInt(above?.style.height ?? "", 10) + parseInt(below?.style.height ?? "", 10)).toBe(
      (20_000 - drawn) * HEIGHT,
    );
  });

  it("draws other rows as it is scrolled, down to the last", () => {
    render(<List count={20_000} />);
    scrolledBy(9_000 * HEIGHT);
    expect(screen.getByText("row 9000")).toBeInTheDocument();
    expect(screen.queryByText("row 0")).toBeNull();
    scrolledBy(20_000 * HEIGHT);
    expect(screen.getByText("row 19999")).toBeInTheDocument();
  });

  it("shows rows again when a filter has shortened it meanwhile", () => {
    const { rerender } = render(<List count={20_000} />);
    scrolledBy(9_000 * HEIGHT);
    rerender(<List count={300} />);
    expect(screen.getByText("row 299")).toBeInTheDocument();
  });
});
