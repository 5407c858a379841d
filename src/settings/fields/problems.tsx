import * as React from "react";
import type { PolicyProblem } from "../../domain/policy/parse";
import { isWithin } from "../../domain/policy/sections";

const ProblemsContext = React.createContext<readonly PolicyProblem[]>([]);

/** Gives the fields below it the problems of the draft. */
export const ProblemsProvider = ProblemsContext.Provider;

let ids = 0;

/** What a field needs to show the problems of its place. */
export interface FieldProblems {
  /** For the field itself. */
  readonly attributes: { readonly "aria-invalid"?: true; readonly "aria-describedby"?: string };
  /** The problems, to be drawn below it; null where there are none. */
  readonly text: JSX.Element | null;
}

/**
 * The problems at a place of the document.
 *
 * @param path as `parsePolicy` names it
 * @param isWhole whether the field stands for everything inside the place too
 */
export function useProblems(path: string, isWhole = false): FieldProblems {
  const problems = React.useContext(ProblemsContext);
  const [id] = React.useState(() => `rr-problem-${++ids}`);
  const found = problems.filter((problem) => (isWhole ? isWithin(problem.path, path) : problem.path === path));
  if (found.length === 0) return { attributes: {}, text: null };
  return {
    attributes: { "aria-invalid": true, "aria-describedby": id },
    text: (
      <span id={id} className="rr-problem">
        {[...new Set(found.map(({ message }) => message))].join("; ")}
      </span>
    ),
  };
}

/** Problems of a place that has no field of its own, such as a whole list. */
export function PlaceProblems({ path }: { readonly path: string }): JSX.Element | null {
  return useProblems(path).text;
}
