import * as React from "react";

/** Drawn at this width until the place is measured. */
const FIRST_WIDTH = 640;

/** The width of an element in pixels, whole, and anew whenever it changes; what is narrower than 240 is drawn as that. */
export function useWidth(ref: React.RefObject<HTMLElement>): number {
  const [width, setWidth] = React.useState(FIRST_WIDTH);
  React.useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      // 0: not laid out yet, or not shown.
      if (element.clientWidth > 0) setWidth(Math.max(240, element.clientWidth));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return width;
}
