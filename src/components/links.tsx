import * as React from "react";
import type { WorkItemRef } from "../domain/workItem";

/** Where links lead and how they are followed; a surface gives it once. */
export interface Links {
  /** Address of a work item's page. */
  readonly workItem: (id: number) => string;
  /** Opens an address outside this page. */
  readonly open: (url: string) => void;
  /** Opens a work item within the page around this one; where it is absent, in a new tab. */
  readonly openItem?: (id: number) => void;
}

const LinksContext = React.createContext<Links | null>(null);

/** Gives the links below it their way out. */
export const LinksProvider = LinksContext.Provider;

/** Whether a click wants what a link does by itself: a new tab, a download, another button. */
export function isPlainClick(event: React.MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** A link that leads out of this page. Opens beside it, so that nothing that is there gets lost. */
export function OutsideLink(props: {
  readonly url: string;
  /** Follows a plain click. */
  readonly open: (url: string) => void;
  readonly id?: string | undefined;
  readonly className?: string;
  readonly title?: string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { url, open, id, className = "rr-link", title, children } = props;
  return (
    <a
      id={id}
      className={className}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={title}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        open(url);
      }}
    >
      {children}
    </a>
  );
}

/** Where links lead, for what is neither a link nor below one: files that are written. */
export function useLinks(): Links {
  const links = React.useContext(LinksContext);
  if (links === null) throw new Error("A part of the page that names work items stands outside of LinksProvider.");
  return links;
}

/** A link to a work item. Its title is text, whatever it holds. Opens beside the report, which took a while to read. */
export function WorkItemLink({ item, id }: { readonly item: WorkItemRef; readonly id?: string }): JSX.Element {
  const links = useLinks();
  const title = item.title === "" ? `Work item ${item.id}` : item.title;
  return (
    <OutsideLink
      id={id}
      className="rr-link rr-clip"
      url={links.workItem(item.id)}
      open={(url) => {
        if (links.openItem === undefined) links.open(url);
        else links.openItem(item.id);
      }}
      title={`${item.type} ${item.id}: ${title}`}
    >
      {title}
    </OutsideLink>
  );
}

/** A work item's link with its type and id. */
export function WorkItemName({ item }: { readonly item: WorkItemRef }): JSX.Element {
  return (
    <span className="rr-item">
      <span className="rr-item-id">
        {item.type} {item.id}
      </span>
      <WorkItemLink item={item} />
    </span>
  );
}
