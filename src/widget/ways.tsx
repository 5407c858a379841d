import * as React from "react";
import { OutsideLink } from "../components/links";
import type { Instant } from "../domain/workItem";
import type { Addresses } from "../extension/addresses";

/** The way out of a widget. */
export interface WidgetWays {
  readonly addresses: Addresses;
  /** Opens an address outside of the dashboard. */
  readonly open: (url: string) => void;
  /** The clock by which ages are told. */
  readonly now: () => Instant;
}

/** A link into the hub. */
export function Way(props: {
  readonly ways: WidgetWays;
  readonly hash: string;
  readonly className?: string;
  readonly title?: string;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { ways, hash, className = "rr-link", children } = props;
  return (
    <OutsideLink
      url={ways.addresses.hub(hash)}
      open={ways.open}
      className={className}
      {...(props.title === undefined ? {} : { title: props.title })}
    >
      {children}
    </OutsideLink>
  );
}
