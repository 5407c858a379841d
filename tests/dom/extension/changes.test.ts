/** @jest-environment node */
import { createChanges } from "../../../src/extension/changes";

const NativeChannel = globalThis.BroadcastChannel;
const open: BroadcastChannel[] = [];

/** Channels of Node keep a process alive. */
class KnownChannel extends NativeChannel {
  constructor(name: string) {
    super(name);
    open.push(this);
  }
}

beforeEach(() => {
  globalThis.BroadcastChannel = KnownChannel;
});

afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
  globalThis.BroadcastChannel = NativeChannel;
});

/** What the next announcement says. */
function heardBy(changes: ReturnType<typeof createChanges>): Promise<readonly number[]> {
  return new Promise((resolve) => changes.onAnnounced(resolve));
}

describe("announcements", () => {
  it("are heard by the other pages, not by the page that makes them", async () => {
    const [one, other] = [createChanges(), createChanges()];
    const own: number[] = [];
    one.onAnnounced((ids) => own.push(...ids));
    const heard = heardBy(other);
    one.announce([3, 4]);
    expect(await heard).toEqual([3, 4]);
    expect(own).toEqual([]);
  });

  it("of nothing are not made, and what is no announcement is not told", async () => {
    const [one, other] = [createChanges(), createChanges()];
    const heard = heardBy(other);
    one.announce([]);
    open[0]?.postMessage("hello");
    open[0]?.postMessage({ ids: "3" });
    one.announce([5]);
    expect(await heard).toEqual([5]);
  });

  it("are no longer told to who left", async () => {
    const [one, other] = [createChanges(), createChanges()];
    const left: number[] = [];
    other.onAnnounced((ids) => left.push(...ids))();
    const heard = heardBy(other);
    one.announce([1]);
    await heard;
    expect(left).toEqual([]);
  });

  it("are made to nobody where the browser allows no channel", () => {
    globalThis.BroadcastChannel = class {
      constructor() {
        throw new Error("SecurityError");
      }
    } as unknown as typeof BroadcastChannel;
    const changes = createChanges();
    expect(() => {
      changes.announce([1]);
    }).not.toThrow();
  });
});
