import * as React from "react";
import type { GateAssessment, Verdict } from "../domain/readiness/report";
import { countText } from "./numbers";
import "./verdict.css";
import { VERDICT_WORDS } from "./wording";

/** Shapes that differ without colour. Drawn rather than typed, so that they look the same in each font. */
const SHAPES: Readonly<Record<Verdict, JSX.Element>> = {
  done: <path d="M2.5 8.5 6 12l7.5-8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  ready: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  blocked: <rect x="2.5" y="2.5" width="11" height="11" rx="1" fill="currentColor" />,
  unknown: (
    <path
      d="M5 5.6C5 3.9 6.3 2.8 8 2.8s3 1 3 2.7c0 2.2-2.9 2.2-2.9 4.6M8.1 12v1.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    />
  ),
  "n/a": <path d="M4 8h8" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

/** The shape of a verdict, without its word; decoration beside a text that says it. */
export function VerdictShape({ verdict }: { readonly verdict: Verdict }): JSX.Element {
  return (
    <svg className={`rr-shape rr-shape-${kebab(verdict)}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[verdict]}
    </svg>
  );
}

/** The verdict of a gate: shape, word, colour, and what is counted behind it. Neither count hides the other (V1). */
export function VerdictMark(props: { readonly assessment: Pick<GateAssessment, "verdict" | "counts"> }): JSX.Element {
  const { assessment } = props;
  const { verdict, counts } = assessment;
  const isBlocked = verdict === "blocked";
  return (
    <span className="rr-verdict">
      <span className="rr-verdict-part">
        <VerdictShape verdict={verdict} />
        <span>
          {VERDICT_WORDS[verdict]}
          {isBlocked && <b> {countText(counts.blocks)}</b>}
          {verdict === "unknown" && <b> {countText(counts.unknown)}</b>}
        </span>
      </span>{" "}
      {isBlocked && counts.unknown > 0 && (
        <span className="rr-verdict-part">
          <VerdictShape verdict="unknown" />
          <span>
            unknown<b> {countText(counts.unknown)}</b>
          </span>
        </span>
      )}
    </span>
  );
}

function kebab(verdict: Verdict): string {
  return verdict === "n/a" ? "none" : verdict;
}
