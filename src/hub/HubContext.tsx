import * as React from "react";
import { isPlainClick } from "../components/links";
import type { Instant } from "../domain/workItem";
import type { InventoryEffects } from "./inventory/effects";
import type { PlanningTools } from "./planning/tools";
import type { Hub } from "./store/hub";
import { FIRST_VIEW, hashOf, type View } from "./store/view";

/** What the parts of the hub share: the hub itself, and the address of a view for links that can be copied. */
export interface HubTools {
  readonly hub: Hub;
  /** The address that opens this hub with a hash. */
  readonly addressOf: (hash: string) => string;
  /** Address of the settings, where the mapping is edited. */
  readonly settingsUrl: string;
  /** Opens an address in a new tab. */
  readonly openOutside: (url: string) => void;
  /** What the inventory does in the world; loaded where it is opened. */
  readonly loadInventory: () => Promise<InventoryEffects>;
  /** Plans, velocity and forecast; loaded where one of them is looked at, once. */
  readonly loadPlanning: () => Promise<PlanningTools>;
  /** The clock of this computer: for what a person is told of time, and for no verdict. */
  readonly now: () => Instant;
}

const HubContext = React.createContext<HubTools | null>(null);
export const HubProvider = HubContext.Provider;

/** The tools of the hub around a component. */
export function useHub(): HubTools {
  const tools = React.useContext(HubContext);
  if (tools === null) throw new Error("A part of the hub stands outside of HubProvider.");
  return tools;
}

/**
 * The whole of a view that a link names. The area and the day that is looked at go along; what was typed belongs to the
 * list it was typed for.
 */
export function viewTo(hub: Hub, to: Partial<View>): View {
  const { filter, asOf, since } = hub.get().view;
  return { ...FIRST_VIEW, filter: { text: "", area: filter.area }, asOf, since, ...to };
}

/** A link to a view of this hub. Opened elsewhere, it leads to the same view. */
export function ViewLink(props: {
  readonly to: Partial<View>;
  readonly className?: string;
  readonly tabIndex?: number;
  readonly title?: string;
  /** Of a list of pages: whether it is the one that is open. */
  readonly isCurrent?: boolean;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { to, className, tabIndex, title, isCurrent = false, children } = props;
  const { hub, addressOf } = useHub();
  return (
    <a
      className={className ?? "rr-link"}
      href={addressOf(hashOf(viewTo(hub, to)))}
      tabIndex={tabIndex}
      title={title}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        hub.open(viewTo(hub, to));
      }}
    >
      {children}
    </a>
  );
}
