import { act, render } from "@testing-library/react";
import * as React from "react";
import type { IterationCapacity, Team, TeamIteration } from "../../../../src/domain/planning/teams";
import type { IterationRecord } from "../../../../src/domain/planning/velocity/record";
import type { Track } from "../../../../src/domain/planning/velocity/track";
import type { PlanningWorld } from "../../../../src/domain/planning/world";
import type { Policy } from "../../../../src/domain/policy/policy";
import { assess } from "../../../../src/domain/readiness/assess";
import type { Link } from "../../../../src/domain/snapshot";
import type { WorkItem } from "../../../../src/domain/workItem";
import { createPlanningDraft } from "../../../../src/hub/planning/draft/draft";
import type { PlanningEffects } from "../../../../src/hub/planning/effects";
import type { PlanningPageProps } from "../../../../src/hub/planning/PlanningPage";
import { FIRST_VIEW, type PlanningView } from "../../../../src/hub/store/view";
import { useStore } from "../../../../src/components/store/useStore";
import { day, NOW, policy, snapshot } from "../../../builders/estate";
import { iterationRecord as finishedIteration } from "../../../builders/planning";
import "../../../builders/report";
import { hubWith } from "../hubWorld";

/** Fortnights around NOW, which lies in the second one. */
const FORTNIGHTS = [
  ["Sprint 9", "2026-11-02", "2026-11-15"],
  ["Sprint 10", "2026-11-16", "2026-11-29"],
  ["Sprint 11", "2026-11-30", "2026-12-13"],
] as const;

/** The path of a sprint of the project. */
export function sprint(number: 9 | 10 | 11): string {
  return `Contoso\\Sprint ${number}`;
}

/** An iteration that a team chose. */
export function teamIteration(changes: Partial<TeamIteration> & Pick<TeamIteration, "name">): TeamIteration {
  const { name } = changes;
  return { id: `i ${name}`, path: `Contoso\\${name}`, dates: null, daysOff: [], ...changes };
}

/** A team that owns the whole project, works on weekdays and has three fortnights. */
export function team(changes: Partial<Team> = {}): Team {
  return {
    id: `t ${changes.name ?? "Movers"}`,
    name: "Movers",
    areas: [{ path: "Contoso", includesChildren: true }],
    weekdays: [1, 2, 3, 4, 5],
    iterations: FORTNIGHTS.map(([name, firstDay, lastDay]) => teamIteration({ name, dates: { firstDay, lastDay } })),
    ...changes,
  };
}

/** What the team did in a fortnight that is over: nothing. */
export function iterationRecord(changes: Partial<IterationRecord>): IterationRecord {
  const name = changes.name ?? "Sprint 9";
  return finishedIteration({ team: "Movers", path: `Contoso\\${name}`, name, ...changes });
}

/** What a test shows of planning; what is absent is one team, nothing of the past, and no capacity. */
export interface PlanningSetting {
  readonly items: readonly WorkItem[];
  readonly links?: readonly Link[];
  readonly teams?: readonly Team[];
  readonly records?: readonly IterationRecord[];
  readonly tracks?: readonly Track[];
  readonly policy?: Partial<Policy>;
  readonly subject?: Partial<PlanningView>;
  readonly mayWrite?: boolean | null;
  readonly capacity?: (iteration: TeamIteration) => Promise<IterationCapacity>;
}

/** Draws a page of planning on a hub, with a draft that is the product's own. Nothing is ever written. */
export function showPlanning(
  Page: (props: PlanningPageProps) => JSX.Element,
  page: PlanningView["page"],
  setting: PlanningSetting,
) {
  const rules = policy(setting.policy);
  const iterations = FORTNIGHTS.map(([name, first, last]) => ({
    path: `Contoso\\${name}`,
    name,
    level: 1,
    startDate: day(first),
    finishDate: day(last),
  }));
  const root = snapshot(setting.items, { links: setting.links ?? [] });
  const estate = { ...root, iterations: [...root.iterations, ...iterations] };
  const report = assess(estate, rules, NOW);
  const teams = setting.teams ?? [team()];
  const subject = { kind: "planning", page, team: null, iteration: null, release: null, ...setting.subject } as const;
  const view = { ...FIRST_VIEW, subject };
  const mayWrite = setting.mayWrite === undefined ? true : setting.mayWrite;
  const { hub, around, opened } = hubWith(report, { view, mayWrite }, estate, {});
  const { data } = hub.get();
  if (data.kind !== "ready") throw new Error("The hub of these tests shows a report.");
  const ready = { ...data, stored: { policy: rules, etag: 1 } };

  const unexpected = (name: string) => (): never => {
    throw new Error(`The test does not expect ${name}.`);
  };
  const effects: PlanningEffects = {
    readWorld: unexpected("readWorld"),
    readCapacity: (_, iteration) => setting.capacity?.(iteration) ?? Promise.resolve({ members: [] }),
    carryOut: unexpected("a write"),
    forecast: unexpected("a forecast"),
    now: () => NOW,
  };
  const draft = createPlanningDraft({
    effects,
    hub: { get: () => ({ ...hub.get(), data: ready }), subscribe: hub.subscribe, refresh: unexpected("a refresh") },
    teams: () => teams,
  });
  const world: PlanningWorld = {
    snapshot: estate,
    policy: rules,
    report,
    now: NOW,
    teams,
    tracks: setting.tracks ?? [],
    records: setting.records ?? [],
    gaps: [],
  };
  const tools = {
    effects,
    draft,
    worlds: {
      get: unexpected("worlds"),
      subscribe: unexpected("worlds"),
      want: unexpected("worlds"),
      retry: unexpected("worlds"),
    },
  };
  function Shown(): JSX.Element {
    const state = useStore(hub);
    const { subject: shown } = state.view;
    if (shown.kind !== "planning") throw new Error("The test left planning.");
    return <Page data={ready} tools={tools} world={world} subject={shown} mayWrite={mayWrite} />;
  }
  const shown = render(around(<Shown />));
  return { ...shown, draft, opened, world, hub };
}

/** Lets what is being read come. */
export async function settled(): Promise<void> {
  await act(async () => {
    await Promise.resolve();
  });
}
