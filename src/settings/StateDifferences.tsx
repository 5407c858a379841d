import * as React from "react";
import { stateKey } from "../domain/backlog/states";
import type { StateRow } from "../domain/policy/policy";
import { STAGE_NAMES } from "../domain/readiness/blockers";

/** A state that two mappings read otherwise; null where one of them has no row for it. */
export interface StateDifference {
  readonly type: string;
  readonly state: string;
  readonly theirs: StateRow | null;
  readonly mine: StateRow | null;
}

/** The states that two tables read otherwise, in the order of theirs, then of mine. The order of rows is no difference (M4). */
export function stateDifferences(theirs: readonly StateRow[], mine: readonly StateRow[]): StateDifference[] {
  const keyOf = ({ type, state }: StateRow): string => stateKey(type, state);
  const [ofThem, ofMe] = [
    new Map(theirs.map((row) => [keyOf(row), row])),
    new Map(mine.map((row) => [keyOf(row), row])),
  ];
  return [...new Set([...ofThem.keys(), ...ofMe.keys()])].flatMap((key) => {
    const [their = null, my = null] = [ofThem.get(key), ofMe.get(key)];
    const named = their ?? my;
    if (named === null || (their?.stage === my?.stage && their?.max === my?.max)) return [];
    return [{ type: named.type, state: named.state, theirs: their, mine: my }];
  });
}

/** What each of two state tables makes of the states that they read otherwise. */
export function StateDifferences({ states }: { readonly states: readonly StateDifference[] }): JSX.Element {
  return (
    <table className="rr-states">
      <caption>Stage of each state</caption>
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">State</th>
          <th scope="col">Theirs</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {states.map(({ type, state, theirs, mine }) => (
          <tr key={stateKey(type, state)}>
            <td>{type}</td>
            <td>{state}</td>
            <td>{stageText(theirs)}</td>
            <td>{stageText(mine)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stageText(row: StateRow | null): string {
  if (row === null) return "No stage (unknown)";
  return `${STAGE_NAMES[row.stage]}${row.max === undefined ? "" : `, never above ${STAGE_NAMES[row.max]}`}`;
}
