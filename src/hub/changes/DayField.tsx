import * as React from "react";
import type { Day } from "../../domain/workItem";

/** The first day that can be chosen: before it there was no Azure Boards, and years half typed lie there. */
const FIRST_DAY = "2005-01-01";

/** A field for a day up to another. What is half typed or out of range changes nothing. */
export function DayField(props: {
  readonly label: string;
  readonly day: Day | null;
  readonly last: Day;
  readonly onChoose: (day: Day | null) => void;
}): JSX.Element {
  const { label, day, last, onChoose } = props;
  return (
    <label className="rr-day">
      {label}
      <input
        className="rr-field"
        type="date"
        min={FIRST_DAY}
        max={last}
        value={day ?? ""}
        onChange={({ target }) => {
          if (target.value === "") onChoose(null);
          else if (target.value >= FIRST_DAY && target.value <= last) onChoose(target.value);
        }}
      />
    </label>
  );
}
