import * as React from "react";
import { isPlainClick } from "../components/links";
import type { Hub } from "./store/hub";
import { FIRST_VIEW, hashOf, type View } from "./store/view";

/** What the parts of the hub share: the hub itself, and the address of a view for links that can be copied. */
export interface HubTools {
  readonly hub: Hub;
  /** The address that opens this hub with a hash. */
  readonly addressOf: (hash: string) => string;
}

const HubContext = React.createContext<HubTools | null>(null);
export const HubProvider = HubContext.Provider;

/** The tools of the hub around a component. */
export function useHub(): HubTools {
  const tools = React.useContext(HubContext);
  if (tools === null) throw new Error("A part of the hub stands outside of HubProvider.");
  return tools;
}

/** A link to a view of this hub. Opened elsewhere, it leads to the same view; the filter goes along. */
export function ViewLink(props: {
  readonly to: Partial<View>;
  readonly className?: string;
  readonly tabIndex?: number;
  readonly label?: string;
  readonly title?: string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { to, className, tabIndex, label, title, children } = props;
  const { hub, addressOf } = useHub();
  const view = (): View => ({ ...FIRST_VIEW, filter: hub.get().view.filter, ...to });
  return (
    <a
      className={className ?? "rr-link"}
      href={addressOf(hashOf(view()))}
      tabIndex={tabIndex}
      aria-label={label}
      title={title}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        hub.open(view());
      }}
    >
      {children}
    </a>
  );
}
