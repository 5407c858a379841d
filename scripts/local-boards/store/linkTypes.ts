/** A kind of relation, as `wit/workItemRelationTypes` lists it [R]. */
export interface LinkType {
  readonly referenceName: string;
  readonly name: string;
  readonly usage: "workItemLink" | "resourceLink";
  readonly topology: "tree" | "dependency" | "network" | null;
  /** The type of the other end; a symmetric type names itself. Null for resource links. */
  readonly opposite: string | null;
  readonly isForward: boolean | null;
  readonly editable: boolean;
  readonly remote: boolean;
}

interface PairOptions {
  readonly topology: "tree" | "dependency";
  readonly editable?: boolean;
  readonly remote?: boolean;
}

function pair(base: string, forward: string, reverse: string, options: PairOptions): readonly LinkType[] {
  const common = {
    usage: "workItemLink",
    topology: options.topology,
    editable: options.editable ?? false,
    remote: options.remote ?? false,
  } as const;
  return [
    { ...common, referenceName: `${base}-Forward`, name: forward, opposite: `${base}-Reverse`, isForward: true },
    { ...common, referenceName: `${base}-Reverse`, name: reverse, opposite: `${base}-Forward`, isForward: false },
  ];
}

function network(referenceName: string, name: string, remote: boolean): LinkType {
  return {
    referenceName,
    name,
    usage: "workItemLink",
    topology: "network",
    opposite: referenceName,
    isForward: null,
    editable: false,
    remote,
  };
}

function resource(referenceName: string, name: string): LinkType {
  return {
    referenceName,
    name,
    usage: "resourceLink",
    topology: null,
    opposite: null,
    isForward: null,
    editable: false,
    remote: false,
  };
}

const DEPENDENCY = { topology: "dependency" } as const;
const EDITABLE = { topology: "dependency", editable: true } as const;

export const PARENT = "System.LinkTypes.Hierarchy-Reverse";
export const CHILD = "System.LinkTypes.Hierarchy-Forward";

/** The 21 types of a default organisation, in the order of the recording [R]. */
export const LINK_TYPES: readonly LinkType[] = [
  ...pair("Microsoft.VSTS.Common.Affects", "Affects", "Affected By", EDITABLE),
  ...pair("Microsoft.VSTS.TestCase.SharedParameterReferencedBy", "Referenced By", "References", EDITABLE),
  ...pair("Microsoft.VSTS.Common.TestedBy", "Tested By", "Tests", EDITABLE),
  ...pair("Microsoft.VSTS.TestCase.SharedStepReferencedBy", "Test Case", "Shared Steps", EDITABLE),
  ...pair("System.LinkTypes.Remote.Dependency", "Produces For", "Consumes From", { ...DEPENDENCY, remote: true }),
  ...pair("System.LinkTypes.Duplicate", "Duplicate", "Duplicate Of", { topology: "tree" }),
  ...pair("System.LinkTypes.Dependency", "Successor", "Predecessor", DEPENDENCY),
  ...pair("System.LinkTypes.Hierarchy", "Child", "Parent", { topology: "tree" }),
  network("System.LinkTypes.Related", "Related", false),
  network("System.LinkTypes.Remote.Related", "Remote Related", true),
  resource("AttachedFile", "Attached File"),
  resource("Hyperlink", "Hyperlink"),
  resource("ArtifactLink", "Artifact Link"),
];

/** A link type by its reference name, or null. */
export function findLinkType(referenceName: string): LinkType | null {
  return LINK_TYPES.find((type) => type.referenceName === referenceName) ?? null;
}

/** The type of the other end. Throws for a resource link, which has none. */
export function oppositeOf(type: LinkType): LinkType {
  const opposite = type.opposite === null ? null : findLinkType(type.opposite);
  if (opposite === null) throw new Error(`${type.referenceName} has no other end.`);
  return opposite;
}
