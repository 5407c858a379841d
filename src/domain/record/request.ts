import * as v from "valibot";
import { BLOCKER_CODES } from "../readiness/report";

const ID = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Members that are null vanish on their way through the host. */
const NAME = v.nullish(v.string(), null);

/** What a record is about: an asset or workload, or a release by its key. */
const PLACE = v.variant("kind", [
  v.object({ kind: v.literal("workItem"), id: ID }),
  v.object({ kind: v.literal("release"), key: v.pipe(v.string(), v.minLength(1)) }),
]);

/** A part of the report that stands in a decision. */
const SECTION = v.object({ title: v.string(), lines: v.pipe(v.array(v.string()), v.readonly()) });

/**
 * What a surface asks the panel to record (section 7). Plain JSON, since it goes through the host.
 *
 * - `checklist`: the gate checklist of a release, and of each of these workloads or assets.
 * - `evidence`: one entry of the checklist; null leaves the choice to the person.
 * - `waiver`: of what is in the way there; `part` restricts it to a gate or a piece of evidence (E4).
 * - `approve`: close a waiver, or an item of evidence.
 * - `decision`: go or no-go, with what the report says, see {@link decisionReport}.
 */
export const RECORD_REQUEST = v.variant("kind", [
  v.object({
    kind: v.literal("checklist"),
    release: NAME,
    workItems: v.pipe(v.array(ID), v.readonly()),
  }),
  v.object({ kind: v.literal("evidence"), evidence: NAME, place: PLACE }),
  v.object({ kind: v.literal("waiver"), code: v.picklist(BLOCKER_CODES), part: NAME, place: PLACE }),
  v.object({ kind: v.literal("approve"), workItem: ID }),
  v.object({
    kind: v.literal("decision"),
    release: v.pipe(v.string(), v.minLength(1)),
    report: v.pipe(v.array(SECTION), v.readonly()),
  }),
]);

export type RecordRequest = v.InferOutput<typeof RECORD_REQUEST>;
export type RecordPlace = v.InferOutput<typeof PLACE>;
export type ReportSection = v.InferOutput<typeof SECTION>;

/** The request of one kind. */
export type RequestOf<K extends RecordRequest["kind"]> = Extract<RecordRequest, { kind: K }>;

/** The work items that a request names: what is read before anything is planned. */
export function workItemsOf(request: RecordRequest): readonly number[] {
  switch (request.kind) {
    case "checklist":
      return request.workItems;
    case "approve":
      return [request.workItem];
    case "evidence":
    case "waiver":
      return request.place.kind === "workItem" ? [request.place.id] : [];
    case "decision":
      return [];
  }
}

/** The release that a request names by its key; null where it names none. */
export function releaseOf(request: RecordRequest): string | null {
  switch (request.kind) {
    case "checklist":
    case "decision":
      return request.release;
    case "evidence":
    case "waiver":
      return request.place.kind === "release" ? request.place.key : null;
    case "approve":
      return null;
  }
}
