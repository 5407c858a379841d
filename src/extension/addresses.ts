/** Addresses of pages of Azure DevOps around one project. */
export interface Addresses {
  /** The work item's own page; it leads there for items of other projects too. */
  readonly workItem: (id: number) => string;
  /** This hub with a view opened; `hash` is without its `#`. */
  readonly hub: (hash: string) => string;
  /**
   * The hub with one workload opened, in the release of that key. Null stands for the assets without a workload, and for no
   * release.
   */
  readonly workload: (id: number | null, release: string | null) => string;
  /** The hub's inventory with the record of that key opened. */
  readonly record: (key: string) => string;
  /** The project settings, with the extension's own page opened. */
  readonly settings: string;
}

/**
 * @param organizationUrl ends with a slash, e.g. `https://dev.azure.com/contoso/`
 * @param hubId the full id of the hub, e.g. `publisher.extension.hub`
 * @param settingsId the full id of the hub in the project settings
 */
export function createAddresses(
  organizationUrl: string,
  projectName: string,
  hubId: string,
  settingsId: string,
): Addresses {
  const project = `${organizationUrl}${encodeURIComponent(projectName)}`;
  const hub = (hash: string): string =>
    `${project}/_apps/hub/${encodeURIComponent(hubId)}${hash === "" ? "" : `#${hash}`}`;
  return {
    workItem: (id) => `${project}/_workitems/edit/${id}`,
    hub,
    workload: (id, release) =>
      hub(`${release === null ? "" : `release=${encodeURIComponent(release)}&`}workload=${id ?? "none"}`),
    record: (key) => hub(`view=inventory&row=${encodeURIComponent(key)}`),
    settings: `${project}/_settings/${encodeURIComponent(settingsId)}`,
  };
}
