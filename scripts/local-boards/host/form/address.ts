/** Which addresses are those of work items. */

/** The work item of this organisation that an address leads to, and the tab that it names; null for other addresses. */
export function workItemOf(href: string, organizationUrl: string): { id: number; tab: string | null } | null {
  const url = new URL(href);
  const organization = new URL(organizationUrl);
  if (url.origin !== organization.origin || !url.pathname.startsWith(`${organization.pathname}/`)) return null;
  const rest = url.pathname.slice(organization.pathname.length);
  const id = /^\/[^/]+\/_workitems\/edit\/(\d{1,9})\/?$/i.exec(rest)?.[1];
  return id === undefined ? null : { id: Number(id), tab: url.searchParams.get("tab") };
}
