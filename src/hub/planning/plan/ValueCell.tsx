import * as React from "react";
import { type Field, FIELD_TITLES, valueOf, valueText } from "./values";

/** Where a person goes on after a value was typed. */
export type GoOn = "stay" | "up" | "down";

/** A value of a row, typed in place. */
export function ValueCell(props: {
  readonly field: Field;
  readonly value: number | null;
  /** What it is the value of, e.g. `VM-01` or `5 assets`. */
  readonly of: string;
  /** Whether several take the value over, so that one that is left as it was is one for the others. */
  readonly isForSeveral: boolean;
  readonly isEditing: boolean;
  readonly isEdited: boolean;
  /** Null where nothing may be changed. */
  readonly onEdit: (() => void) | null;
  readonly onValue: (value: number | null, goOn: GoOn) => void;
  readonly onLeave: (goOn: GoOn | null) => void;
  /** Says what is wrong with what was typed; null once nothing is. */
  readonly onFault: (fault: string | null) => void;
}): JSX.Element {
  const { field, value, of, isForSeveral, isEditing, isEdited, onEdit, onValue, onLeave, onFault } = props;
  const title = `${FIELD_TITLES[field]} of ${of}`;
  if (isEditing) {
    return (
      <ValueInput
        title={title}
        field={field}
        value={value}
        isForSeveral={isForSeveral}
        onValue={onValue}
        onLeave={onLeave}
        onFault={onFault}
      />
    );
  }
  const shown = (
    <>
      {valueText(value)}
      {value === null && <span className="rr-unseen"> (none)</span>}
      {isEdited && <span className="rr-unseen"> (not written yet)</span>}
    </>
  );
  if (onEdit === null) return <span title={title}>{shown}</span>;
  return (
    <button
      type="button"
      className={isEdited ? "rr-plan-value rr-plan-edited" : "rr-plan-value"}
      tabIndex={-1}
      title={`${title}: edit`}
      onClick={onEdit}
    >
      <span className="rr-unseen">{title}: </span>
      {shown}
    </button>
  );
}

function ValueInput(props: {
  readonly title: string;
  readonly field: Field;
  readonly value: number | null;
  readonly isForSeveral: boolean;
  readonly onValue: (value: number | null, goOn: GoOn) => void;
  readonly onLeave: (goOn: GoOn | null) => void;
  readonly onFault: (fault: string | null) => void;
}): JSX.Element {
  const { title, field, value, isForSeveral, onValue, onLeave, onFault } = props;
  const before = value === null ? "" : String(value);
  const [text, setText] = React.useState(before);
  const [isWrong, setWrong] = React.useState(false);
  const input = React.useRef<HTMLInputElement>(null);
  // A field that closes loses the focus, too: what it held is kept once.
  const isOver = React.useRef(false);
  React.useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  /** Keeps what was typed; what means nothing stays, with a sentence that says so. */
  const keep = (goOn: GoOn | null): boolean => {
    if (isOver.current) return true;
    const read = valueOf(field, text);
    if ("fault" in read) {
      setWrong(true);
      onFault(`${title}: ${read.fault}`);
      return false;
    }
    isOver.current = true;
    onFault(null);
    if (text !== before || (isForSeveral && goOn !== null)) onValue(read.value, goOn ?? "stay");
    onLeave(goOn);
    return true;
  };
  return (
    <input
      ref={input}
      className="rr-field rr-plan-input"
      inputMode="decimal"
      autoComplete="off"
      aria-label={title}
      aria-invalid={isWrong}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
      }}
      onBlur={() => {
        keep(null);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) {
          // It goes on to the page, which opens the review.
          if (!keep("stay")) event.stopPropagation();
          return;
        }
        event.stopPropagation();
        const goOn = ({ Enter: "stay", ArrowDown: "down", ArrowUp: "up" } as const)[event.key];
        if (goOn !== undefined) {
          event.preventDefault();
          keep(goOn);
        } else if (event.key === "Escape") {
          isOver.current = true;
          onFault(null);
          onLeave("stay");
        }
      }}
    />
  );
}
