import * as React from "react";
import type { Tab } from "../store/view";

/** The tabs in their order. */
const TABS: readonly (readonly [Tab, string])[] = [
  ["blockers", "Blockers"],
  ["assets", "Assets"],
  ["dependencies", "Dependencies"],
  ["forecast", "Forecast"],
  ["sign-offs", "Sign-offs"],
  ["changes", "Changes"],
  ["go-no-go", "Go/no-go"],
];

/** What only a release has. */
export const OF_RELEASES: ReadonlySet<Tab> = new Set<Tab>(["dependencies", "forecast", "go-no-go"]);

/** The parts of a release or workload. The arrows lead from one to the next. */
export function Tabs(props: {
  readonly chosen: Tab;
  readonly isRelease: boolean;
  /** What a tab counts, where it counts something. */
  readonly counts: Readonly<Partial<Record<Tab, string | null>>>;
  readonly onChoose: (tab: Tab) => void;
}): JSX.Element {
  const { chosen, isRelease, counts, onChoose } = props;
  const list = React.useRef<HTMLDivElement>(null);
  const tabs = TABS.filter(([tab]) => isRelease || !OF_RELEASES.has(tab));
  return (
    <div
      className="rr-tabs"
      role="tablist"
      aria-label="Parts"
      ref={list}
      onKeyDown={(event) => {
        if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
        const step = event.key === "ArrowRight" ? 1 : -1;
        const place = tabs.findIndex(([tab]) => tab === chosen);
        const [other = chosen] = tabs[(place + step + tabs.length) % tabs.length] ?? [];
        onChoose(other);
        list.current?.querySelector<HTMLElement>(`#rr-tab-${other}`)?.focus();
      }}
    >
      {tabs.map(([tab, title]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`rr-tab-${tab}`}
          className="rr-tab"
          aria-selected={tab === chosen}
          aria-controls="rr-tabpanel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => {
            onChoose(tab);
          }}
        >
          {title} {counts[tab] != null && <span className="rr-count">{counts[tab]}</span>}
        </button>
      ))}
    </div>
  );
}
