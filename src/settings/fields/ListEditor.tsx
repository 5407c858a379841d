import * as React from "react";
import { Button } from "../../components/Button";

/** Entries of one list, each in a card of its own that can be removed, and a button that adds one. */
export function ListEditor<T>(props: {
  readonly values: readonly T[];
  readonly onValues: (values: T[]) => void;
  /** What one entry is called, for its card and for the button that removes it. */
  readonly nameOf: (value: T, index: number) => string;
  readonly addText: string;
  /** A new entry. */
  readonly make: () => T;
  readonly children: (value: T, index: number, change: (value: T) => void) => React.ReactNode;
}): JSX.Element {
  const { values, onValues, nameOf, addText, make, children } = props;
  const box = React.useRef<HTMLDivElement>(null);
  const focusOn = React.useRef<number | null>(null);
  React.useEffect(() => {
    if (focusOn.current === null) return;
    // What had the focus is gone, or something new stands there: it goes on from the entry in that place.
    const card = box.current?.querySelectorAll<HTMLElement>(":scope > fieldset")[focusOn.current];
    const next = card?.querySelector<HTMLElement>("input, select, textarea") ?? box.current?.querySelector("button");
    focusOn.current = null;
    next?.focus();
  });
  return (
    <div ref={box} className="rr-cards">
      {values.map((value, index) => {
        const name = nameOf(value, index);
        return (
          <fieldset key={index} className="rr-card">
            <legend>{name}</legend>
            <div className="rr-card-fields">
              {children(value, index, (next) => {
                onValues(values.map((one, place) => (place === index ? next : one)));
              })}
            </div>
            <button
              type="button"
              className="rr-textbutton"
              aria-label={`Remove ${name}`}
              onClick={() => {
                focusOn.current = Math.min(index, values.length - 2);
                onValues(values.filter((_, place) => place !== index));
              }}
            >
              Remove
            </button>
          </fieldset>
        );
      })}
      <div>
        <Button
          text={addText}
          onClick={() => {
            focusOn.current = values.length;
            onValues([...values, make()]);
          }}
        />
      </div>
    </div>
  );
}
