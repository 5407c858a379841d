import * as React from "react";
import { areasOf } from "./filter";
import type { Report } from "../domain/readiness/report";
import { useHub } from "./HubContext";
import type { Filter } from "./store/view";

/** Text and area, and what they narrow in words. `/` leads here from anywhere in the page. */
export function FilterFields(props: {
  readonly report: Report;
  readonly filter: Filter;
  /** What is shown under the filter, e.g. `2 of 7 releases`. */
  readonly shown: string;
  /** Further fields of a list, whether one of them narrows it, and what empties them. */
  readonly children?: React.ReactNode;
  readonly isNarrowed?: boolean;
  readonly onClear?: () => void;
}): JSX.Element {
  const { report, filter, shown, children, isNarrowed = false, onClear } = props;
  const { hub } = useHub();
  const areas = React.useMemo(() => areasOf(report), [report]);
  const field = React.useRef<HTMLInputElement>(null);
  const isActive = filter.text !== "" || filter.area !== "" || isNarrowed;

  React.useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);

  const adjust = (change: Partial<Filter>): void => {
    hub.adjust({ filter: { ...filter, ...change } });
  };

  return (
    <div role="search" className="rr-filter">
      <input
        ref={field}
        className="rr-field rr-filter-text"
        type="search"
        aria-label="Filter by name, id or person"
        aria-keyshortcuts="/"
        placeholder="Filter by name, id or person  ( / )"
        value={filter.text}
        onChange={(event) => {
          adjust({ text: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") adjust({ text: "" });
        }}
      />
      <select
        className="rr-field rr-filter-area"
        aria-label="Area path"
        value={filter.area}
        onChange={(event) => {
          adjust({ area: event.target.value });
        }}
      >
        <option value="">All areas</option>
        {filter.area !== "" && !areas.includes(filter.area) && <option value={filter.area}>{filter.area}</option>}
        {areas.map((area) => (
          <option key={area} value={area}>
            {area}
          </option>
        ))}
      </select>
      {children}
      <span className="rr-filter-note" role="status">
        {isActive && (
          <>
            Showing {shown}. Verdicts and counts are those of the whole.{" "}
            <button
              type="button"
              className="rr-textbutton"
              onClick={() => {
                adjust({ text: "", area: "" });
                onClear?.();
              }}
            >
              Clear filter
            </button>
          </>
        )}
      </span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
