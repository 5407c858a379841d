import * as React from "react";
import { Button } from "../../../components/Button";
import { MOST_PLACEHOLDERS, type Placeholder } from "./newWorkload";

/** So many assets of each kind that are not in the inventory yet. */
export function PlaceholderFields(props: {
  readonly placeholders: readonly Placeholder[];
  readonly kinds: readonly string[];
  readonly onChange: (placeholders: readonly Placeholder[]) => void;
}): JSX.Element {
  const { placeholders, kinds, onChange } = props;
  const change = (index: number, changed: Partial<Placeholder>): void => {
    onChange(placeholders.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  };
  return (
    <fieldset className="rr-inventory-placeholders">
      <legend className="rr-soft">Assets that no file has named yet</legend>
      <datalist id="rr-placeholder-kinds">
        {kinds.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      {placeholders.map(({ kind, count }, index) => (
        <div key={index} className="rr-buttons">
          <input
            className="rr-field"
            type="number"
            min={1}
            max={MOST_PLACEHOLDERS}
            aria-label={`Number of assets, line ${index + 1}`}
            value={count}
            onChange={({ target }) => {
              const number = Math.floor(target.valueAsNumber);
              if (number >= 1) change(index, { count: Math.min(number, MOST_PLACEHOLDERS) });
            }}
          />
          <input
            className="rr-field"
            list="rr-placeholder-kinds"
            aria-label={`Kind of assets, line ${index + 1}`}
            placeholder="Kind"
            value={kind}
            onChange={({ target }) => {
              change(index, { kind: target.value });
            }}
          />
          <Button
            text={`Remove line ${index + 1}`}
            onClick={() => {
              onChange(placeholders.filter((_, at) => at !== index));
            }}
          />
        </div>
      ))}
      <Button
        text="Add a kind"
        onClick={() => {
          onChange([...placeholders, { kind: kinds[placeholders.length] ?? "", count: 1 }]);
        }}
      />
    </fieldset>
  );
}
