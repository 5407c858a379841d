import type { EstateLink, FieldValue } from "../model/estate";
import type { PlacedNode } from "./classification";
import type { Organization } from "./organization";
import { findLinkType, PARENT } from "./linkTypes";
import { findType } from "../process/process";
import { columnOf } from "./boardColumns";
import { linksAt, type Fields, type WorkItem } from "./workItem";

/** A revision that is read: an item, the fields of one of its revisions, and the time of the reading (null is now). */
export interface Reading {
  readonly item: WorkItem;
  readonly fields: Fields;
  readonly asOf: string | null;
}

type Compute = (reading: Reading, organization: Organization) => FieldValue | null;

/** The current revision. */
export function readNow(item: WorkItem): Reading {
  return { item, fields: item.fields, asOf: null };
}

/** A field's value, computed fields included; null when it is empty. */
export function valueOf(reading: Reading, field: string, organization: Organization): FieldValue | null {
  const compute = COMPUTED.get(field);
  return compute === undefined ? (reading.fields[field] ?? null) : compute(reading, organization);
}

/** Fields that are not stored but follow from the item. */
export const COMPUTED: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ["System.Parent", parentOf],
  ["System.BoardColumn", boardColumnOf],
  ["System.BoardColumnDone", (reading) => (boardColumnOf(reading) === null ? null : false)],
  ["System.AreaId", (reading) => areaOf(reading)?.node.id ?? null],
  ["System.NodeName", (reading) => areaOf(reading)?.node.name ?? null],
  ["System.IterationId", (reading) => iterationOf(reading)?.node.id ?? null],
  ["System.AuthorizedDate", (reading) => reading.fields["System.ChangedDate"] ?? null],
  ["System.AuthorizedAs", (reading) => reading.fields["System.ChangedBy"] ?? null],
  ["System.PersonId", (reading) => personIdOf(String(reading.fields["System.ChangedBy"]))],
  ["System.RevisedDate", revisedDateOf],
  ["System.RelatedLinkCount", countOf((link) => typeof link.target === "number" && !isRemote(link))],
  ["System.RemoteLinkCount", countOf(isRemote)],
  ["System.ExternalLinkCount", countOf((link) => link.rel === "ArtifactLink")],
  ["System.HyperLinkCount", countOf((link) => link.rel === "Hyperlink")],
  ["System.AttachedFileCount", countOf((link) => link.rel === "AttachedFile")],
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((level): [string, Compute][] => [
    [`System.AreaLevel${level}`, (reading) => areaOf(reading)?.names[level - 1] ?? null],
    [`System.IterationLevel${level}`, (reading) => iterationOf(reading)?.names[level - 1] ?? null],
  ]),
]);

function areaOf(reading: Reading): PlacedNode | null {
  return reading.item.project.areas.find(String(reading.fields["System.AreaPath"]));
}

function iterationOf(reading: Reading): PlacedNode | null {
  return reading.item.project.iterations.find(String(reading.fields["System.IterationPath"]));
}

function parentOf(reading: Reading, organization: Organization): number | null {
  for (const link of linksAt(reading.item, reading.asOf)) {
    if (link.rel !== PARENT || typeof link.target !== "number") continue;
    if (organization.find(link.target) !== null) return link.target;
  }
  return null;
}

/** A revision is revised when the next one is made; the latest at a date that never comes [R]. */
function revisedDateOf(reading: Reading): string {
  const rev = Number(reading.fields["System.Rev"]);
  const next = reading.item.changes[rev];
  return next?.date ?? "9999-01-01T00:00:00.000Z";
}

/** With the default columns of a new board a card stands in the column named after its state [D]. */
function boardColumnOf(reading: Reading): string | null {
  const type = findType(reading.item.project.process, String(reading.fields["System.WorkItemType"]));
  return type === null ? null : columnOf(type, String(reading.fields["System.State"]));
}

/** How many links of a kind are there, without those whose other end lies in the recycle bin. */
function countOf(counts: (link: EstateLink) => boolean): Compute {
  return (reading, organization) =>
    linksAt(reading.item, reading.asOf).filter(
      (link) => counts(link) && (typeof link.target === "string" || organization.find(link.target) !== null),
    ).length;
}

function isRemote(link: EstateLink): boolean {
  return findLinkType(link.rel)?.remote ?? false;
}

/** A number that stays the same for a person; the service's own numbers mean nothing outside of it [?]. */
function personIdOf(uniqueName: string): number {
  let hash = 7;
  for (const character of uniqueName.toLowerCase())
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 1;
  return hash;
}
