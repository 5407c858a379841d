import * as React from "react";

/** Lists up to this long are drawn whole; of longer ones only what is near the window. */
const WHOLE = 120;
/** Rows drawn beyond each edge of the window. */
const MARGIN = 20;

/** A long list whose rows are all of one height, given by style. */
export interface RowsProps<T> {
  readonly items: readonly T[];
  /** Height of a row in pixels until one was measured. */
  readonly estimate: number;
  readonly className?: string;
  readonly role?: string;
  readonly label?: string;
  /** Must draw one element; `index` counts from 0. */
  readonly children: (item: T, index: number) => JSX.Element;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/**
 * Draws the rows that are near the window, whoever scrolls: the place of the list is measured, not the scroller's, so that
 * several lists stand below each other in one page. Empty space stands for the rest.
 */
export function Rows<T>({ items, estimate, className, role, label, children }: RowsProps<T>): JSX.Element {
  const ref = React.useRef<HTMLDivElement>(null);
  const isWhole = items.length <= WHOLE;
  const [shown, setShown] = React.useState<Window>({ from: 0, to: WHOLE, height: estimate });

  React.useEffect(() => {
    if (isWhole) return undefined;
    const update = (): void => {
      const list = ref.current;
      if (list === null) return;
      const height = list.querySelector<HTMLElement>("[data-row]")?.offsetHeight || estimate;
      const top = list.getBoundingClientRect().top;
      const first = Math.floor(-top / height) - MARGIN;
      const count = Math.ceil(window.innerHeight / height) + 2 * MARGIN;
      const from = Math.max(0, Math.min(first, items.length - count));
      // Moves in steps, so that most scroll events draw nothing.
      const step = MARGIN / 2;
      const next = { from: Math.floor(from / step) * step, to: Math.ceil((from + count) / step) * step, height };
      setShown((now) => (now.from === next.from && now.to === next.to && now.height === height ? now : next));
    };
    update();
    // Scrolling does not bubble, but it can be captured.
    document.addEventListener("scroll", update, { capture: true, passive: true });
    window.addEventListener("resize", update);
    return () => {
      document.removeEventListener("scroll", update, { capture: true });
      window.removeEventListener("resize", update);
    };
  }, [isWhole, items.length, estimate]);

  if (isWhole) {
    return (
      <div className={className} role={role} aria-label={label}>
        {items.map(children)}
      </div>
    );
  }
  const from = Math.min(shown.from, items.length);
  const to = Math.min(shown.to, items.length);
  return (
    <div className={className} role={role} aria-label={label} ref={ref}>
      <div role="presentation" style={{ height: from * shown.height }} />
      {items.slice(from, to).map((item, index) => children(item, from + index))}
      <div role="presentation" style={{ height: (items.length - to) * shown.height }} />
    </div>
  );
}
