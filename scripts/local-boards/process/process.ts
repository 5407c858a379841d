import type { EstateProject, ProcessName, StateCategory } from "../model/estate";
import { AGILE } from "./agile";
import { BASIC } from "./basic";
import { CMMI } from "./cmmi";
import type { Process, StateDefinition, WorkItemTypeDefinition } from "./definition";
import { SCRUM } from "./scrum";

const PROCESSES: Readonly<Record<ProcessName, Process>> = { Agile: AGILE, Scrum: SCRUM, CMMI, Basic: BASIC };

const CATEGORY_COLORS: Readonly<Record<StateCategory, string>> = {
  Proposed: "b2b2b2",
  InProgress: "007acc",
  Resolved: "ff9d00",
  Completed: "339933",
  Removed: "ffffff",
};

/** The system process of that name. */
export function systemProcess(name: ProcessName): Process {
  return PROCESSES[name];
}

/** The process of a project: the system process, with the states that the project's inherited process adds. */
export function processOf(project: EstateProject): Process {
  const system = PROCESSES[project.process];
  if (project.customStates.length === 0) return system;
  return { ...system, types: system.types.map((type) => withCustomStates(type, project)) };
}

/** A type by its name, without regard to case. */
export function findType(process: Process, name: string): WorkItemTypeDefinition | null {
  const wanted = name.toLowerCase();
  return process.types.find((type) => type.name.toLowerCase() === wanted) ?? null;
}

/** A state by its name, without regard to case. */
export function findState(type: WorkItemTypeDefinition, name: string): StateDefinition | null {
  const wanted = name.toLowerCase();
  return type.states.find((state) => state.name.toLowerCase() === wanted) ?? null;
}

/** The state in which a work item of this type begins. */
export function firstState(type: WorkItemTypeDefinition): string {
  const [state] = Object.keys(type.transitions[""] ?? {});
  if (state === undefined) throw new Error(`The type ${type.name} has no first state.`);
  return state;
}

/**
 * The reason that is filled in when a work item enters a state. Transitions of the system process have one [D]; for
 * all others, which the inheritance model allows, the text is [?].
 */
export function defaultReason(type: WorkItemTypeDefinition, from: string, to: string): string {
  return type.transitions[from]?.[to]?.[0] ?? `Moved to state ${to}`;
}

/** The reasons that may be given with a state: those of any transition into it, as any state can be reached [?]. */
export function allowedReasons(type: WorkItemTypeDefinition, from: string, to: string): readonly string[] {
  const reasons = new Set([defaultReason(type, from, to), `Moved to state ${to}`]);
  for (const targets of Object.values(type.transitions)) for (const reason of targets[to] ?? []) reasons.add(reason);
  return [...reasons];
}

/** The colour of a state: its own, or its category's. */
export function stateColor(state: StateDefinition): string {
  return state.color ?? CATEGORY_COLORS[state.category];
}

function withCustomStates(type: WorkItemTypeDefinition, project: EstateProject): WorkItemTypeDefinition {
  const states = [...type.states];
  for (const custom of project.customStates) {
    if (custom.type !== type.name) continue;
    const after = states.findIndex((state) => state.name === custom.after);
    if (after < 0) throw new Error(`The state ${custom.name} stands after ${custom.after}, which ${type.name} lacks.`);
    states.splice(after + 1, 0, { name: custom.name, category: custom.category, color: custom.color });
  }
  return { ...type, states };
}
