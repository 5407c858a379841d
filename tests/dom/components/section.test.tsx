import { render, screen } from "@testing-library/react";
import * as React from "react";
import { Section } from "../../../src/components/Section";

const scrolled = jest.fn();

beforeEach(() => {
  scrolled.mockClear();
  // jsdom lays nothing out, so it has no scrolling.
  Element.prototype.scrollIntoView = scrolled;
});

describe("a section", () => {
  it("says how long it is", () => {
    render(
      <Section title="Deleted" count={1284}>
        the list
      </Section>,
    );
    expect(screen.getByRole("heading")).toHaveTextContent("Deleted 1,284");
  });

  it("says how many a filter leaves of how many, and stays where it leaves none", () => {
    render(
      <Section title="Deleted" count={3} shown={0}>
        the list
      </Section>,
    );
    expect(screen.getByRole("heading")).toHaveTextContent("Deleted 0 of 3");
    expect(screen.queryByText("the list")).toBeNull();
    expect(screen.getByText("None of them matches the filter.")).toBeInTheDocument();
  });

  it("opens and takes the focus each time that a link leads to it, and not on other changes", () => {
    const section = (ledTo: object | null): JSX.Element => (
      <Section title="Could not be read" count={2} ledTo={ledTo}>
        the list
      </Section>
    );
    const { container, rerender } = render(section(null));
    expect(scrolled).not.toHaveBeenCalled();
    const view = {};
    rerender(section(view));
    rerender(section(view));
    expect(container.querySelector("details")).toHaveAttribute("open");
    expect(document.activeElement).toHaveTextContent("Could not be read");
    expect(scrolled).toHaveBeenCalledTimes(1);
    rerender(section({}));
    expect(scrolled).toHaveBeenCalledTimes(2);
  });
});
