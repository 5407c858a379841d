/**
 * tfx packs a manifest with a wrong contribution type, target, scope, category, path or an unknown key without a word;
 * Azure DevOps then shows nothing. This is where such a mistake is noticed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { entryPoints } from "../../../scripts/build/entryPoints.js";

const root = join(__dirname, "..", "..", "..");
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));
const text = v.pipe(v.string(), v.minLength(1));
const path = v.strictObject({ path: text });
const cells = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4));

/** Contribution types, where each may go, and what each may say about itself. */
const PROPERTIES = {
  "ms.vss-web.hub": {
    targets: ["ms.vss-work-web.work-hub-group", "ms.vss-web.project-admin-hub-group"],
    // Hubs of the settings show no icon; those of Boards must.
    properties: v.strictObject({
      name: text,
      uri: text,
      order: v.pipe(v.number(), v.integer()),
      iconAsset: v.optional(text),
      includesData: v.optional(v.strictObject({ assets: v.array(text) })),
    }),
  },
  // An icon, a height or anything else is not allowed.
  "ms.vss-work-web.work-item-form-page": {
    targets: ["ms.vss-work-web.work-item-form"],
    properties: v.strictObject({ name: text, uri: text }),
  },
  "ms.vss-web.action": {
    targets: [
      "ms.vss-work-web.backlog-item-menu",
      "ms.vss-work-web.query-result-work-item-menu",
      "ms.vss-work-web.work-item-context-menu",
    ],
    properties: v.strictObject({ text, title: text, groupId: text, uri: text }),
  },
  // The second target is its configuration: dashboards find that by it.
  "ms.vss-dashboards-web.widget": {
    targets: [
      "ms.vss-dashboards-web.widget-catalog",
      "release-readiness.release-readiness.release-status-widget-configuration",
    ],
    properties: v.strictObject({
      name: text,
      description: text,
      catalogIconUrl: text,
      uri: text,
      isNameConfigurable: v.boolean(),
      // A dashboard has no larger ones; the first is what a new widget has.
      supportedSizes: v.pipe(v.array(v.strictObject({ rowSpan: cells, columnSpan: cells })), v.minLength(1)),
      supportedScopes: v.tuple([v.literal("project_team")]),
      // Without it, whoever is in one project only never sees the widget.
      canStoreCrossProjectSettings: v.literal(false),
    }),
  },
  "ms.vss-dashboards-web.widget-configuration": {
    targets: ["ms.vss-dashboards-web.widget-configuration"],
    properties: v.strictObject({ name: text, description: text, uri: text }),
  },
  // Opened by its id from a page of ours, and shown nowhere else.
  "ms.vss-web.external-content": { targets: [], properties: v.strictObject({ uri: text }) },
  "ms.vss-web.feature": {
    targets: ["ms.vss-web.managed-features"],
    properties: v.strictObject({
      name: text,
      defaultState: v.boolean(),
      userConfigurable: v.boolean(),
      hostConfigurable: v.boolean(),
      hostScopes: v.array(v.picklist(["project"])),
    }),
  },
} as const;

/**
 * Widening this later makes every organisation consent again, and a scope that is not here must not slip in: writing
 * work items is all that the product needs. It includes reading them, the settings of teams and, by way of the scopes of
 * service hooks, `vso.profile`, with which teams are listed; the extension's own data needs no scope.
 */
const SCOPES = ["vso.work_write"];

const Contribution = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  type: v.picklist([
    "ms.vss-web.hub",
    "ms.vss-work-web.work-item-form-page",
    "ms.vss-web.action",
    "ms.vss-dashboards-web.widget",
    "ms.vss-dashboards-web.widget-configuration",
    "ms.vss-web.external-content",
    "ms.vss-web.feature",
  ]),
  description: text,
  targets: v.array(text),
  properties: v.record(v.string(), v.unknown()),
  constraints: v.optional(
    v.array(v.strictObject({ name: v.literal("Feature"), properties: v.strictObject({ featureId: text }) })),
    [],
  ),
});

const Manifest = v.strictObject({
  manifestVersion: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  publisher: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
  name: text,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  description: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  categories: v.tuple([v.literal("Azure Boards")]),
  tags: v.pipe(v.array(text), v.maxLength(20)),
  targets: v.tuple([v.strictObject({ id: v.literal("Microsoft.VisualStudio.Services.Cloud") })]),
  demands: v.array(v.pipe(v.string(), v.regex(/^api-version\/\d+\.\d+$/))),
  scopes: v.array(v.picklist(SCOPES)),
  icons: v.strictObject({ default: v.pipe(v.string(), v.endsWith(".png")) }),
  branding: v.strictObject({
    color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
    theme: v.picklist(["light", "dark"]),
  }),
  content: v.strictObject({ details: path, license: path, changelog: path }),
  files: v.array(v.strictObject({ path: text, addressable: v.literal(true) })),
  contributions: v.array(Contribution),
});

const manifest = v.parse(Manifest, json("vss-extension.json"));
const extensionId = `${manifest.publisher}.${manifest.id}`;
const stringOf = (properties: Record<string, unknown>, key: string) => v.parse(v.optional(v.string()), properties[key]);

/** Whether a file of the repository or of the built extension is packed and can be asked for by its address. */
function isAddressable(file: string): boolean {
  return manifest.files.some(({ path }) => file === path || file.startsWith(`${path}/`));
}

describe("the manifest", () => {
  it("has no key that Azure DevOps does not know, and every one that we need", () => {
    expect(v.safeParse(Manifest, json("vss-extension.json")).issues).toBeUndefined();
  });

  it("asks for the scopes of the list and no other, each once", () => {
    expect([...manifest.scopes].sort()).toEqual([...SCOPES].sort());
  });

  it("has the version of package.json and of the changelog's first heading", () => {
    const { version } = v.parse(v.object({ version: v.string() }), json("package.json"));
    const heading = /^## \[([^\]]+)\]/m.exec(readFileSync(join(root, "CHANGELOG.md"), "utf8"))?.[1];
    expect([version, heading]).toEqual([manifest.version, manifest.version]);
  });

  it("names files that exist", () => {
    const { icons, content, files } = manifest;
    const named = [icons.default, ...Object.values(content).map(({ path }) => path), ...files.map(({ path }) => path)];
    expect(named.filter((file) => file !== "dist" && !existsSync(join(root, file)))).toEqual([]);
  });
});

describe("contributions", () => {
  it("have ids of their own", () => {
    const ids = manifest.contributions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(manifest.contributions.map((contribution) => [contribution.id, contribution] as const))(
    "%s goes where its type can go and says what its type may say",
    (_, { type, targets, properties }) => {
      const allowed = PROPERTIES[type];
      expect(targets.filter((target) => !(allowed.targets as readonly string[]).includes(target))).toEqual([]);
      expect(targets.length > 0).toBe(allowed.targets.length > 0);
      expect(v.safeParse(allowed.properties, properties).issues).toBeUndefined();
    },
  );

  it("with a page are those of the entry points, and the page is the entry point's", () => {
    const pages = manifest.contributions.flatMap(({ id, properties }) => {
      const uri = stringOf(properties, "uri");
      return uri === undefined ? [] : [[id, uri]];
    });
    const expected = entryPoints.flatMap(({ contributions, page }) => contributions.map((id) => [id, page]));
    expect(pages.sort()).toEqual(expected.sort());
  });

  it("that are hubs of Boards have an icon", () => {
    const hubs = manifest.contributions.filter(({ targets }) => targets.includes("ms.vss-work-web.work-hub-group"));
    expect(hubs.map(({ properties }) => typeof properties["iconAsset"])).toEqual(["string"]);
  });

  it("show icons that are packed, exist and are fetched with the contribution", () => {
    for (const { properties } of manifest.contributions) {
      const asset = stringOf(properties, "iconAsset");
      if (asset === undefined) continue;
      expect(asset.startsWith(`${extensionId}/`)).toBe(true);
      const file = asset.slice(extensionId.length + 1);
      expect({ file, exists: existsSync(join(root, file)), addressable: isAddressable(file) }).toEqual({
        file,
        exists: true,
        addressable: true,
      });
      expect(properties["includesData"]).toEqual({ assets: [asset] });
    }
  });

  it("that are widgets name their configuration, and an icon that is packed", () => {
    const widgets = manifest.contributions.filter(({ type }) => type === "ms.vss-dashboards-web.widget");
    expect(widgets).toHaveLength(1);
    for (const { targets, properties } of widgets) {
      const [, configuration = ""] = targets;
      const found = manifest.contributions.find(({ id }) => `${extensionId}.${id}` === configuration);
      expect(found?.type).toBe("ms.vss-dashboards-web.widget-configuration");
      const icon = stringOf(properties, "catalogIconUrl") ?? "";
      expect({ exists: existsSync(join(root, icon)), addressable: isAddressable(icon) }).toEqual({
        exists: true,
        addressable: true,
      });
    }
  });

  it("can each be turned off by a feature of this extension, which is on by default", () => {
    const features = new Map(
      manifest.contributions
        .filter(({ type }) => type === "ms.vss-web.feature")
        .map(({ id, properties }) => [`${extensionId}.${id}`, properties]),
    );
    for (const { type, constraints } of manifest.contributions) {
      if (type === "ms.vss-web.feature") continue;
      expect(constraints).toHaveLength(1);
      const feature = features.get(constraints[0]?.properties.featureId ?? "");
      expect(feature).toMatchObject({ defaultState: true, hostConfigurable: true });
    }
  });
});

describe("entry points", () => {
  it.each(entryPoints.map((entry) => [entry.name, entry] as const))(
    "%s has a source and a page of its own",
    (_, entry) => {
      expect(existsSync(join(root, entry.source))).toBe(true);
      expect(entry.page).toBe(`dist/${entry.name}.html`);
      expect(isAddressable(entry.page)).toBe(true);
      expect(entry.contributions.length).toBeGreaterThan(0);
    },
  );

  it("are each listed once", () => {
    const names = entryPoints.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
