/** A small project whose work items are opened in their forms, with its mapping stored already. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate, EstateProject } from "../../../scripts/local-boards/model/estate";
import type { RunningBoards } from "../../../scripts/local-boards/shell";
import type { Policy } from "../../../src/domain/policy/policy";

export const PROJECT = "Fabrikam Move";
export const READER = "Ben Reader";
const DAY = 86_400_000;

/** An estate, and the ids of what is in it by title. */
export interface BuiltProject {
  readonly estate: Estate;
  readonly project: EstateProject;
  readonly idOf: (title: string) => number;
}

/** A work item to be built below a parent. */
export interface Plan {
  readonly title: string;
  readonly type?: string;
  readonly state?: string;
  readonly tags?: readonly string[];
  readonly below?: readonly Plan[];
  /** Title of what it waits for; that must come before it. */
  readonly needs?: string;
}

/** A project in the Agile process with an administrator and a reader. */
export function projectOf(plans: readonly Plan[]): BuiltProject {
  const now = Date.now();
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  builder.user(READER, "ben@example.com", "reader");
  const project = builder.project({ name: PROJECT, iterations: [{ name: "R1" }, { name: "R2" }] });
  const ids = new Map<string, number>();
  const idOf = (title: string): number => {
    const id = ids.get(title);
    if (id === undefined) throw new Error(`The project has no item "${title}".`);
    return id;
  };
  const add = (
    { title, type = "User Story", state = "New", tags = [], below = [], needs }: Plan,
    parent?: number,
  ): void => {
    const id = builder.item({ type, title, project, at: now - 30 * DAY, by, tags });
    ids.set(title, id);
    if (parent !== undefined) builder.parent(id, parent, now - 29 * DAY, by);
    if (state !== "New") builder.change(id, now - 2 * DAY, by, { "System.State": state });
    if (needs !== undefined) builder.link(id, "System.LinkTypes.Dependency-Reverse", idOf(needs), now - 28 * DAY, by);
    for (const child of below) add(child, id);
  };
  for (const plan of plans) add(plan);
  return { estate: builder.build({ label: "sample", description: "Made for a test." }), project, idOf };
}

/** Payroll in release R1, with one asset that is behind, one that is not, and a story that is no asset. */
export const PAYROLL: readonly Plan[] = [
  {
    title: "Payroll",
    type: "Feature",
    tags: ["release:R1"],
    below: [
      { title: "SQL-04", state: "Active", tags: ["kind:vm"] },
      { title: "WEB-11", state: "Resolved", tags: ["kind:vm"], needs: "SQL-04" },
      { title: "Notes" },
    ],
  },
  { title: "Archive", type: "Feature", below: [{ title: "FS-02", state: "Resolved", tags: ["kind:vm"] }] },
];

/** Stores a mapping as the hub does when a person confirms it. */
export async function storePolicy(boards: RunningBoards, { project }: BuiltProject, policy: Policy): Promise<void> {
  const path = "_apis/ExtensionManagement/InstalledExtensions/release-readiness/release-readiness/Data";
  const url = `${boards.organizationUrl}/${path}/Scopes/Default/Current/Collections/policy-${project.id}/Documents?api-version=7.1-preview.1`;
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${boards.token}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "policy", policy }),
  });
  if (!response.ok) throw new Error(`Storing the mapping: ${response.status} ${await response.text()}`);
}

/** A work item as the service has it. */
export async function stored(boards: RunningBoards, id: number): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${boards.organizationUrl}/_apis/wit/workitems/${id}?api-version=7.0`, {
    headers: { authorization: `Bearer ${boards.token}` },
  });
  if (!response.ok) throw new Error(`GET of ${id}: ${response.status}`);
  return ((await response.json()) as { fields: Record<string, unknown> }).fields;
}
