/** @jest-environment node */
import type { IHostNavigationService } from "azure-devops-extension-api";
import { createAddresses } from "../../../src/extension/addresses";
import { createNavigation } from "../../../src/extension/navigation";
import { NO_WORKLOAD, viewOf } from "../../../src/hub/store/view";

/** A host's navigation that fails unless the test gives the method. */
function hostWith(methods: Partial<IHostNavigationService>): IHostNavigationService {
  const unexpected = (): never => {
    throw new Error("The test does not expect this call.");
  };
  return {
    getHash: unexpected,
    getPageNavigationElements: unexpected,
    getPageRoute: unexpected,
    getQueryParams: unexpected,
    navigate: unexpected,
    onHashChanged: () => undefined,
    openNewWindow: unexpected,
    reload: unexpected,
    replaceHash: unexpected,
    setDocumentTitle: unexpected,
    setHash: unexpected,
    setQueryParams: unexpected,
    ...methods,
  };
}

describe("the navigation", () => {
  it.each(["#release=R1", "release=R1"])("reads the hash %s without its sign", async (hash) => {
    expect(await createNavigation(hostWith({ getHash: async () => hash })).read()).toBe("release=R1");
  });

  it("reads an empty hash where the host gives none", async () => {
    const silent = (): Promise<string> => Promise.resolve(undefined as unknown as string);
    expect(await createNavigation(hostWith({ getHash: silent })).read()).toBe("");
  });

  it("registers with the host once, and tells each listener until it leaves", () => {
    const registered: ((hash: string) => void)[] = [];
    const navigation = createNavigation(hostWith({ onHashChanged: (callback) => registered.push(callback) }));
    const heard: string[] = [];
    const leave = navigation.onChanged((hash) => heard.push(`one ${hash}`));
    navigation.onChanged((hash) => heard.push(`two ${hash}`));
    registered.forEach((tell) => {
      tell("#a=1");
    });
    leave();
    registered.forEach((tell) => {
      tell("b=2");
    });
    expect(registered).toHaveLength(1);
    expect(heard).toEqual(["one a=1", "two a=1", "two b=2"]);
  });
});

describe("the addresses", () => {
  const addresses = createAddresses(
    "https://dev.azure.com/contoso/",
    "Data Center / Exit",
    "pub.ext.hub",
    "pub.ext.settings",
  );

  it("lead to a work item's page in the project", () => {
    expect(addresses.workItem(12)).toBe("https://dev.azure.com/contoso/Data%20Center%20%2F%20Exit/_workitems/edit/12");
  });

  it("lead to a view of the hub", () => {
    const hub = "https://dev.azure.com/contoso/Data%20Center%20%2F%20Exit/_apps/hub/pub.ext.hub";
    expect(addresses.hub("")).toBe(hub);
    expect(addresses.hub("release=R1")).toBe(`${hub}#release=R1`);
  });

  it("lead to the extension's page in the project settings", () => {
    const project = "https://dev.azure.com/contoso/Data%20Center%20%2F%20Exit";
    expect(addresses.settings).toBe(`${project}/_settings/pub.ext.settings`);
  });

  it.each([
    [12, "Wave 1 & 2"],
    [12, null],
    [null, "R1"],
  ])("lead to workload %p in the release %p, as the hub reads it", (id, release) => {
    const hash = addresses.workload(id, release).split("#")[1] ?? "";
    expect(viewOf(hash).subject).toEqual({ kind: "workload", release, workload: id ?? NO_WORKLOAD });
  });

  it("lead to a record of the inventory, as the hub reads it", () => {
    const { subject, inventory } = viewOf(addresses.record("rvtools:vc/4 2&a=b#1+2").split("#")[1] ?? "");
    expect(subject).toEqual({ kind: "inventory", page: "assets", run: null });
    expect(inventory.row).toBe("rvtools:vc/4 2&a=b#1+2");
  });
});
