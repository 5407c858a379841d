import { fireEvent, render, screen } from "@testing-library/react";
import * as React from "react";
import { type Links, LinksProvider, WorkItemLink } from "../../../src/components/links";

const HOSTILE = "<img src=x onerror=alert(1)>";

function show(title: string): { opened: string[]; link: HTMLElement } {
  const opened: string[] = [];
  const links: Links = {
    workItem: (id) => `https://dev.azure.com/contoso/P/_workitems/edit/${id}`,
    open: (url) => opened.push(url),
  };
  render(
    <LinksProvider value={links}>
      <WorkItemLink item={{ id: 7, title, type: "Task" }} />
    </LinksProvider>,
  );
  return { opened, link: screen.getByRole("link") };
}

describe("a link to a work item", () => {
  it("shows any title as text", () => {
    const { link } = show(HOSTILE);
    expect(link).toHaveTextContent(HOSTILE);
    expect(document.querySelector("img")).toBeNull();
  });

  it("has a name where the title is empty", () => {
    expect(show("").link).toHaveTextContent("Work item 7");
  });

  it("asks the host to open it on a plain click", () => {
    const { opened, link } = show("SQL-04");
    fireEvent.click(link);
    expect(opened).toEqual(["https://dev.azure.com/contoso/P/_workitems/edit/7"]);
  });

  it("opens it within the page where that can be done, and in a new tab on other clicks still", () => {
    const items: number[] = [];
    const unexpected = (): never => {
      throw new Error("No address is opened here.");
    };
    const links: Links = { workItem: (id) => `https://b/${id}`, open: unexpected, openItem: (id) => items.push(id) };
    render(
      <LinksProvider value={links}>
        <WorkItemLink item={{ id: 7, title: "SQL-04", type: "Task" }} />
      </LinksProvider>,
    );
    fireEvent.click(screen.getByRole("link"));
    expect(items).toEqual([7]);
    expect(fireEvent.click(screen.getByRole("link"), { metaKey: true })).toBe(true);
    expect(items).toEqual([7]);
  });

  it("leaves the other clicks to the browser", () => {
    const { opened, link } = show("SQL-04");
    expect(fireEvent.click(link, { ctrlKey: true })).toBe(true);
    expect(opened).toEqual([]);
    expect(link).toHaveAttribute("rel", "noopener noreferrer");
  });
});
