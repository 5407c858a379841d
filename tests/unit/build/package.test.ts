import { deflateRawSync } from "node:zlib";
import { type ManifestFiles, PACKAGE_LIMIT, problems } from "../../../scripts/lib/packageCheck.mjs";
import { firstLoad, kilobytes, overBudget } from "../../../scripts/lib/size.mjs";
import { readZip } from "../../../scripts/lib/zip.mjs";

const manifest: ManifestFiles = {
  publisher: "us",
  id: "ours",
  icons: { default: "icon.png" },
  content: { details: { path: "overview.md" } },
  files: [{ path: "dist" }],
  contributions: [{ properties: { uri: "dist/hub.html", iconAsset: "us.ours/dist/hub.png" } }],
};

/** A package as it should be, with some files changed or (undefined) taken out. */
function packed(changes: Record<string, string | undefined> = {}): Map<string, Buffer> {
  const files = {
    "icon.png": "",
    "overview.md": "",
    "dist/hub.html": '<script src="hub.js"></script>',
    "dist/hub.png": "",
    "dist/hub.js": "AzureDevOps SDK is already loaded",
    ...changes,
  };
  return new Map(
    Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [[name, Buffer.from(text)]])),
  );
}

describe("what is in the package", () => {
  it("is right when everything named is there, once", () => {
    expect(problems(manifest, packed(), 1000)).toEqual([]);
  });

  it.each([
    ["a page", { "dist/hub.html": undefined }, "dist/hub.html is named by the manifest"],
    ["an icon", { "dist/hub.png": undefined }, "dist/hub.png is named by the manifest"],
    ["the marketplace's page", { "overview.md": undefined }, "overview.md is named by the manifest"],
  ])("lacks %s", (_, changes, problem) => {
    expect(problems(manifest, packed(changes), 1000)).toEqual([expect.stringContaining(problem)]);
  });

  it("lacks the icon of a widget in the catalogue", () => {
    const widget = { properties: { uri: "dist/hub.html", catalogIconUrl: "widget.png" } };
    const more = { ...manifest, contributions: [...manifest.contributions, widget] };
    expect(problems(more, packed(), 1000)).toEqual([expect.stringContaining("widget.png is named by the manifest")]);
  });

  it("lacks a whole folder", () => {
    const more = { ...manifest, files: [{ path: "dist" }, { path: "tasks" }] };
    expect(problems(more, packed(), 1000)).toEqual([expect.stringContaining("tasks is listed")]);
  });

  it.each([
    ["a source map", { "dist/hub.js.map": "{}" }, "is a source map"],
    [
      "a source map inside a script",
      { "dist/b.js": "//# sourceMappingURL=data:application/json;base64," },
      "holds a source map",
    ],
    ["an inline script", { "dist/hub.html": "<script>start()</script>" }, "holds a script"],
    ["something from elsewhere", { "dist/hub.html": '<link href="https://example.org/a.css">' }, "from elsewhere"],
    ["eval", { "dist/b.js": "eval(text)" }, "evaluates text"],
    ["the SDK twice", { "dist/b.js": "AzureDevOps SDK is already loaded" }, "2 times"],
  ])("must not hold %s", (_, changes, problem) => {
    expect(problems(manifest, packed(changes), 1000)).toEqual([expect.stringContaining(problem)]);
  });

  it("must be within its budget", () => {
    expect(problems(manifest, packed(), PACKAGE_LIMIT)).toEqual([]);
    expect(problems(manifest, packed(), PACKAGE_LIMIT + 1)).toEqual([expect.stringContaining("its budget")]);
  });
});

describe("a page's first load", () => {
  const files: Record<string, string> = { "a.js": "a".repeat(5000), "b.js": "b", "a.css": "c".repeat(10) };
  const read = (path: string) => Buffer.from(files[path] ?? `missing ${path}`);

  it("is the scripts and style sheets that the page names, deferred or not", () => {
    const page =
      '<script defer="defer" src="a.js"></script><script src=b.js></script><link href="a.css" rel="stylesheet">';
    const { scripts, styles } = firstLoad(page, read);
    expect([scripts.raw, styles.raw]).toEqual([5001, 10]);
    expect(scripts.gzip).toBeLessThan(200);
  });

  it("cannot be measured without a script", () => {
    expect(() => firstLoad("<p>", read)).toThrow("loads no script");
  });

  it("is held to kilobytes of 1,024 gzipped bytes", () => {
    expect(overBudget({ raw: 0, gzip: 2048 }, 2)).toBeUndefined();
    expect(overBudget({ raw: 0, gzip: 2049 }, 2)).toContain("budget is 2 KB");
    expect(kilobytes(1536)).toBe("1.5 KB");
  });
});

describe("a zip file", () => {
  /** One file and one folder, laid out by the zip specification. */
  function zip(name: string, text: string, method: 0 | 8): Buffer {
    const plain = Buffer.from(text);
    const body = method === 8 ? deflateRawSync(plain) : plain;
    const entry = (path: string, bytes: Buffer, at: number) => {
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(method, 8);
      local.writeUInt32LE(bytes.length, 18);
      local.writeUInt16LE(path.length, 26);
      const central = Buffer.alloc(46);
      central.writeUInt32LE(0x02014b50, 0);
      central.writeUInt16LE(method, 10);
      central.writeUInt32LE(bytes.length, 20);
      central.writeUInt16LE(path.length, 28);
      central.writeUInt32LE(at, 42);
      return {
        local: Buffer.concat([local, Buffer.from(path), bytes]),
        central: Buffer.concat([central, Buffer.from(path)]),
      };
    };
    const folder = entry("dist/", Buffer.alloc(0), 0);
    const file = entry(name, body, folder.local.length);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(folder.local.length + file.local.length, 16);
    return Buffer.concat([folder.local, file.local, folder.central, file.central, end, Buffer.from("a comment")]);
  }

  it.each([0, 8] as const)("gives its files, packed with method %s, and no folders", (method) => {
    expect([...readZip(zip("dist/a.txt", "text", method))].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ["dist/a.txt", "text"],
    ]);
  });

  it("is told from anything else", () => {
    expect(() => readZip(Buffer.alloc(100))).toThrow("not a zip file");
  });
});
