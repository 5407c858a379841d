/** Small projects for the hub, built as their history would have made them. */
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate } from "../../../scripts/local-boards/model/estate";

export const PROJECT = "Fabrikam Move";
const DAY = 86_400_000;

/** What one asset is; by default a new VM that names no release. */
export interface AssetPlan {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly state?: "New" | "Active" | "Resolved" | "On hold";
  readonly area?: string;
}

/** What a project holds. */
export interface ProjectPlan {
  /** Names of iterations below the project's own. */
  readonly iterations?: readonly string[];
  readonly workloads: readonly {
    readonly title: string;
    readonly tags?: readonly string[];
    readonly area?: string;
    readonly assets: readonly AssetPlan[];
  }[];
}

/** An estate, and the ids of what is in it by title. */
export interface BuiltProject {
  readonly estate: Estate;
  readonly idOf: (title: string) => number;
}

/** A project in the Agile process with the further state *On hold* and the areas Platform and Secret. */
export function projectOf({ workloads, iterations = [] }: ProjectPlan): BuiltProject {
  const now = Date.now();
  const ids = new Map<string, number>();
  const builder = new EstateBuilder();
  const by = builder.user("Ana Example", "ana@example.com");
  const project = builder.project({
    name: PROJECT,
    customStates: [{ type: "User Story", name: "On hold", category: "InProgress", color: "b2b2b2", after: "Active" }],
    areas: [{ name: "Platform" }, { name: "Secret" }],
    iterations: iterations.map((name) => ({ name })),
  });
  const add = (type: string, title: string, tags: readonly string[], area: string | undefined): number => {
    const fields = {
      "System.AreaPath": area === undefined ? PROJECT : `${PROJECT}\\${area}`,
      "System.AssignedTo": by.uniqueName,
    };
    const id = builder.item({ type, title, project, at: now - 30 * DAY, by, tags, fields });
    ids.set(title, id);
    return id;
  };
  for (const workload of workloads) {
    const parent = add("Feature", workload.title, workload.tags ?? [], workload.area);
    for (const asset of workload.assets) {
      const id = add("User Story", asset.title, ["kind:vm", ...(asset.tags ?? [])], asset.area);
      builder.parent(id, parent, now - 29 * DAY, by);
      if (asset.state !== undefined && asset.state !== "New") {
        builder.change(id, now - 2 * DAY, by, { "System.State": asset.state });
      }
    }
  }
  return {
    estate: builder.build({ label: "sample", description: "Made for a test." }),
    idOf: (title) => {
      const id = ids.get(title);
      if (id === undefined) throw new Error(`The project has no item "${title}".`);
      return id;
    },
  };
}
