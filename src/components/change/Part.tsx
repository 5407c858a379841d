import * as React from "react";
import { countText } from "../numbers";

/** A list below a heading that says how long it is, and that opens and closes. */
export function Part(props: {
  readonly title: string;
  readonly count: number;
  readonly level: number;
  readonly isOpen?: boolean;
  readonly children: React.ReactNode;
}): JSX.Element {
  const { title, count, level, isOpen = false, children } = props;
  return (
    <details className="rr-change-part" open={isOpen}>
      <summary>
        <Heading level={level}>
          {title} <span className="rr-count">{countText(count)}</span>
        </Heading>
      </summary>
      {children}
    </details>
  );
}

/** A heading of the level that the page around asks for. */
export const Heading = React.forwardRef<
  HTMLHeadingElement,
  {
    readonly level: number;
    readonly tabIndex?: number;
    readonly className?: string;
    readonly children: React.ReactNode;
  }
>(function Heading({ level, children, ...rest }, ref) {
  return React.createElement(`h${level}`, { ...rest, ref }, children);
});
