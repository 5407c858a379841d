import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { deserialize, serialize } from "../../../scripts/local-boards/host/xdm/wire";

type Functions = Map<number, (...args: unknown[]) => unknown>;

/** Writes a value, sends it as text, and reads it again on the other side. */
function send(value: unknown, settings?: { includeUnderscoreProperties: boolean }): unknown {
  const functions: Functions = new Map();
  const written = serialize(value, settings, 1, (target) => {
    functions.set(functions.size + 1, target);
    return functions.size;
  });
  const text = JSON.stringify({ value: written });
  const { value: read } = JSON.parse(text) as { value: unknown };
  return deserialize(read, async (id, args) => functions.get(id)?.(...args));
}

interface SdkChannel {
  _customSerializeObject(value: unknown, settings?: { includeUnderscoreProperties: boolean }): unknown;
}

/** The SDK's own side of the wire, run in a world that has only what it touches. */
function sdkChannel(): SdkChannel {
  const esm = join(__dirname, "../../../node_modules/azure-devops-extension-sdk/esm/XDM.js");
  const { code } = transformSync(readFileSync(esm, "utf8"), { format: "cjs" });
  const module = { exports: {} as { XDMChannel: new (window: unknown, origin: string) => SdkChannel } };
  class Absent {}
  const window = { addEventListener: () => undefined };
  // Arrays and objects are those of this world, or `instanceof` would not know the values under test.
  const world = { module, exports: module.exports, window, Node: Absent, Window: Absent, Event: Absent };
  runInNewContext(code, { ...world, Date, Array, Object });
  return new module.exports.XDMChannel({}, "http://extension");
}

describe("values", () => {
  it.each([[0], [false], [""], ["text"], [1.5], [true]])("%p arrives as it is", (value) => {
    expect(send(value)).toBe(value);
  });

  it("null members of objects vanish, null members of arrays stay", () => {
    expect(send({ a: null, b: [null, 1] })).toEqual({ b: [null, 1] });
  });

  it("dates arrive as dates, except the epoch, which stays a plain object", () => {
    expect(send({ at: new Date(5), epoch: new Date(0) })).toEqual({ at: new Date(5), epoch: { __proxyDate: 0 } });
  });

  it("keys with an underscore are dropped unless the call asks for them", () => {
    const document = { id: "a", __etag: 3 };
    expect(send(document)).toEqual({ id: "a" });
    expect(send(document, { includeUnderscoreProperties: true })).toEqual(document);
  });

  it("circular references arrive closed", () => {
    const parent: Record<string, unknown> = { name: "parent" };
    parent["child"] = { name: "child", parent };
    const read = send(parent) as { child: { parent: unknown } };
    expect(read.child.parent).toBe(read);
  });

  it("is cut off at a depth of 100", () => {
    let nested: unknown = "bottom";
    for (let depth = 0; depth < 120; depth++) nested = { nested };
    let level = send(nested);
    let depth = 0;
    for (; typeof level === "object" && level !== null; depth++) level = (level as { nested?: unknown }).nested;
    expect(depth).toBeLessThanOrEqual(100);
    expect(level).toBeUndefined();
  });

  it("functions can be called from the other side", async () => {
    const read = send({ add: (a: number, b: number) => a + b }) as { add(a: number, b: number): Promise<number> };
    expect(await read.add(2, 3)).toBe(5);
  });
});

describe("errors", () => {
  it("arrive as plain objects with their message, name and own properties", () => {
    const error = Object.assign(new Error("No."), { status: 404, serverError: { typeKey: "Missing" } });
    const read = send(error);
    expect(read).not.toBeInstanceOf(Error);
    expect(read).toMatchObject({ message: "No.", name: "Error", status: 404, serverError: { typeKey: "Missing" } });
  });
});

describe("beside the SDK's own side", () => {
  const plain = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, undefined, 0, "", false, true),
      fc.integer(),
      fc.string(),
      fc.date({ noInvalidDate: true }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom("a", "b", "_hidden", "__etag", "name"), tie("value"), { maxKeys: 4 }),
    ),
  })).value;

  it.each([undefined, { includeUnderscoreProperties: true }])("writes the same text with settings %p", (settings) => {
    const sdk = sdkChannel();
    fc.assert(
      fc.property(plain, (value) => {
        const ours = serialize([value], settings, 1, () => 0);
        expect(JSON.stringify(ours)).toBe(JSON.stringify(sdk._customSerializeObject([value], settings)));
      }),
    );
  });
});
