import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { counted } from "../../domain/text";
import type { WorkItemRef } from "../../domain/workItem";
import type { PanelAction } from "../../extension/changePanel";
import { useHub } from "../HubContext";

/** Which rows are selected, by their ids (of assets those of their work items), and how that changes. */
export interface Selection<Id = number> {
  readonly ids: ReadonlySet<Id>;
  /** Takes all of them in, or out. */
  readonly set: (ids: readonly Id[], isIn: boolean) => void;
}

/** The selection among the rows that are there; what left the list is not selected any more. */
export function useSelection<Id = number>(present: readonly Id[]): Selection<Id> {
  const [chosen, choose] = React.useState<ReadonlySet<Id>>(new Set());
  const ids = React.useMemo(() => new Set(present.filter((id) => chosen.has(id))), [present, chosen]);
  const set = React.useCallback((changed: readonly Id[], isIn: boolean) => {
    choose((now) => {
      const next = new Set(now);
      for (const id of changed) {
        if (isIn) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  return { ids, set };
}

/** The check box of one asset of a list. With the shift key it takes along all since the one that was changed last. */
export function AssetCheck(props: {
  readonly index: number;
  readonly list: readonly { readonly item: WorkItemRef }[];
  /** The index that was changed last; the boxes of a list share it. */
  readonly last: React.MutableRefObject<number | null>;
  readonly selection: Selection;
}): JSX.Element | null {
  const { index, list, last, selection } = props;
  const item = list[index]?.item;
  if (item === undefined) return null;
  return (
    <input
      type="checkbox"
      className="rr-check"
      aria-label={`Select ${item.type} ${item.id}`}
      checked={selection.ids.has(item.id)}
      onChange={({ currentTarget, nativeEvent }) => {
        const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey && last.current !== null;
        const from = isRange ? (last.current ?? index) : index;
        const part = list.slice(Math.min(from, index), Math.max(from, index) + 1);
        last.current = index;
        selection.set(
          part.map((asset) => asset.item.id),
          currentTarget.checked,
        );
      }}
    />
  );
}

/** A check box for all of a group: between the two while some are selected. */
export function GroupCheck<Id = number>(props: {
  readonly ids: readonly Id[];
  readonly label: string;
  readonly selection: Selection<Id>;
}): JSX.Element {
  const { ids, label, selection } = props;
  const count = ids.filter((id) => selection.ids.has(id)).length;
  const box = React.useRef<HTMLInputElement>(null);
  const isSome = count > 0 && count < ids.length;
  React.useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isSome;
  }, [isSome]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="rr-check"
      aria-label={label}
      checked={ids.length > 0 && count === ids.length}
      onChange={({ currentTarget }) => {
        selection.set(ids, currentTarget.checked);
      }}
    />
  );
}

const ACTIONS: readonly (readonly [PanelAction, string])[] = [
  ["stage", "Move to stage…"],
  ["release", "Add to release…"],
  ["iteration", "Assign to iteration…"],
  ["change", "More…"],
];

/** What can be done with the selected assets. Says how many there are as that changes. */
export function SelectionBar({ selection }: { readonly selection: Selection }): JSX.Element {
  const { hub } = useHub();
  const ids = [...selection.ids];
  return (
    <div className={ids.length === 0 ? "rr-selection" : "rr-selection rr-selection-on"}>
      <span role="status">
        {ids.length === 0 ? "Select assets to move or map them." : `${counted(ids.length, "asset")} selected`}
      </span>
      {ids.length > 0 && (
        <span className="rr-buttons">
          {ACTIONS.map(([action, title]) => (
            <Button
              key={action}
              text={title}
              onClick={() => {
                void hub.change(ids, action);
              }}
            />
          ))}
          <Button
            text="Select none"
            onClick={() => {
              selection.set(ids, false);
            }}
          />
        </span>
      )}
    </div>
  );
}
