import * as React from "react";
import type { GateEffect } from "../../domain/change/change";
import { counted } from "../../domain/text";
import { classNames } from "../className";
import { Rows } from "../Rows";
import { VerdictMark } from "../VerdictMark";
import { GATE_TITLES } from "../wording";
import "./change.css";
import { Part } from "./Part";

/** Longer lists have rows of one height, so that only those in sight need be drawn. */
const LONG = 120;
/** Height of such a row, as the style sheet says. */
const ROW_HEIGHT = 28;

/** How gates will stand, one line for each. */
export function GateEffects(props: { readonly effects: readonly GateEffect[]; readonly level: number }): JSX.Element {
  const { effects, level } = props;
  const isLong = effects.length > LONG;
  return (
    <Part title="What it does to gates" count={effects.length} level={level} isOpen>
      <Rows
        items={effects}
        estimate={ROW_HEIGHT}
        className={classNames("rr-effects", isLong && "rr-effects-long")}
        role="list"
        label={counted(effects.length, "gate")}
      >
        {({ title, gate, before, after }, index) => (
          <div key={index} role="listitem" className="rr-effect" data-row={index}>
            <span className="rr-effect-name" title={title}>
              {title} · {GATE_TITLES[gate]}
            </span>
            <span className="rr-effect-change">
              <VerdictMark assessment={before} />
              <span aria-hidden="true">→</span>
              <span className="rr-unseen">becomes</span>
              <VerdictMark assessment={after} />
            </span>
          </div>
        )}
      </Rows>
    </Part>
  );
}
