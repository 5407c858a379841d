/** What is kept on this machine of a real organisation: the documents of extensions, and nothing of its work items. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Estate, EstateUser } from "../model/estate";
import type { OrganizationAddress } from "./organizationUrl";

/** An estate without work items, in the format in which estates are kept. */
export function documentsEstate(content: {
  readonly label: string;
  readonly description: string;
  readonly user: EstateUser;
  readonly documents: Estate["documents"];
}): Estate {
  const { label, description, user, documents } = content;
  return {
    version: 1,
    label,
    description,
    notes: [],
    users: [user],
    customFields: [],
    projects: [],
    workItems: [],
    documents,
    unreadableAreas: {},
    uneditableAreas: {},
  };
}

/** The file of an organisation and a project: one that no other of either has. */
export function documentsFile(folder: string, { url, name }: OrganizationAddress, projectId: string): string {
  const place = createHash("sha256").update(`${url.toLowerCase()}\n${projectId}`).digest("hex").slice(0, 12);
  return join(folder, `organization-${name.replace(/[^\w-]+/g, "-")}-${place}.json`);
}
