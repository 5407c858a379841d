import { type ActionSdk, type Execute, serveAction } from "../../../src/extension/actions";

interface Registered {
  readonly execute: (context: unknown) => Promise<void>;
}

interface FakeHost {
  readonly sdk: ActionSdk;
  /** What the page did and asked for, in order. */
  readonly calls: string[];
  readonly layout: { readonly openPanel: jest.Mock; readonly openMessageDialog: jest.Mock };
  /** What was registered, by its name. */
  readonly registered: Map<string, Registered>;
  /** Lets the next request for a service fail. */
  refuseOnce(): void;
}

/** A host with one menu entry of the extension `a.b`. */
function host(contributionId: () => string = () => "a.b.move-action"): FakeHost {
  const calls: string[] = [];
  const layout = { openPanel: jest.fn(), openMessageDialog: jest.fn() };
  const registered = new Map<string, Registered>();
  let isRefusing = false;
  const sdk: ActionSdk = {
    async init() {
      calls.push("init");
    },
    getContributionId: contributionId,
    getExtensionContext: () => ({ id: "a.b", publisherId: "a", extensionId: "b", version: "1", baseUri: "" }),
    register(name, object) {
      calls.push("register");
      registered.set(name, object as unknown as Registered);
    },
    async getService<T>(service: string): Promise<T> {
      calls.push(service);
      const refuses = isRefusing;
      isRefusing = false;
      if (refuses) throw new Error("Not now.");
      return layout as T;
    },
    async notifyLoadSucceeded() {
      calls.push("loaded");
    },
    async notifyLoadFailed(error) {
      calls.push(`failed: ${String(error)}`);
    },
  };
  return {
    sdk,
    calls,
    layout,
    registered,
    refuseOnce() {
      isRefusing = true;
    },
  };
}

const LAYOUT = "ms.vss-features.host-page-layout-service";

describe("a menu entry's page", () => {
  it("registers under its contribution's id before it says that it is loaded", async () => {
    const { sdk, calls, registered } = host();
    await serveAction(() => undefined, sdk);
    expect(calls).toEqual(["init", "register", "loaded"]);
    expect([...registered.keys()]).toEqual(["a.b.move-action"]);
  });

  it("says which entry was chosen, and for what", async () => {
    const { sdk, registered } = host();
    const execute = jest.fn<ReturnType<Execute>, Parameters<Execute>>();
    await serveAction(execute, sdk);
    await registered.get("a.b.move-action")?.execute({ ids: [1] });
    expect(execute.mock.calls.map(([id, context]) => [id, context])).toEqual([["move-action", { ids: [1] }]]);
  });

  it("opens the large panel of the extension, and messages", async () => {
    const { sdk, registered, layout } = host();
    await serveAction((_id, _context, tools) => {
      tools.openPanel([1], "stage");
      tools.openMessage("Move", "Nothing is selected.");
    }, sdk);
    await registered.get("a.b.move-action")?.execute({});
    expect(layout.openPanel.mock.calls).toEqual([
      [
        "a.b.change-panel",
        {
          title: "Move to stage",
          size: 2,
          configuration: { ids: [1], action: "stage" },
          onClose: expect.any(Function),
        },
      ],
    ]);
    expect(layout.openMessageDialog.mock.calls).toEqual([
      ["Nothing is selected.", { title: "Move", showCancel: false }],
    ]);
  });

  it("asks for the host's service once, however often it is chosen", async () => {
    const { sdk, registered, calls } = host();
    await serveAction(() => undefined, sdk);
    await registered.get("a.b.move-action")?.execute({});
    await registered.get("a.b.move-action")?.execute({});
    expect(calls.filter((call) => call === LAYOUT)).toHaveLength(1);
  });

  it("tells the host of a refusal, and asks again the next time", async () => {
    const { sdk, registered, calls, refuseOnce } = host();
    const execute = jest.fn();
    await serveAction(execute, sdk);
    refuseOnce();
    await expect(registered.get("a.b.move-action")?.execute({})).rejects.toThrow("Not now.");
    await registered.get("a.b.move-action")?.execute({});
    expect(calls.filter((call) => call === LAYOUT)).toHaveLength(2);
    expect(execute).toHaveBeenCalledTimes(1);
  });

  it("tells the host when it can't be used", async () => {
    const { sdk, calls } = host(() => {
      throw new Error("No contribution.");
    });
    await serveAction(() => undefined, sdk);
    expect(calls).toEqual(["init", "failed: Error: No contribution."]);
  });
});
