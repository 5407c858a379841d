/**
 * What a packed extension must hold, and what must not be in it.
 */

/** Design budget of the package without a pipeline task, in bytes. */
export const PACKAGE_LIMIT = 600 * 1024;

/** What the SDK says when a page loads it a second time; each copy of the SDK holds it once. */
const SDK_MARK = "AzureDevOps SDK is already loaded";

/**
 * The part of vss-extension.json that names files.
 *
 * @typedef {object} ManifestFiles
 * @property {string} publisher
 * @property {string} id
 * @property {{ default: string }} icons
 * @property {Readonly<Record<string, { path: string }>>} content
 * @property {readonly { path: string }[]} files
 * @property {readonly { properties: { uri?: string, iconAsset?: string, catalogIconUrl?: string } }[]} contributions
 */

/**
 * @param {ManifestFiles} manifest
 * @param {ReadonlyMap<string, Buffer>} files  the package's files by their path
 * @param {number} packed  size of the package in bytes
 * @returns {string[]} what is wrong; empty when it is as it should be
 */
export function problems(manifest, files, packed) {
  const { publisher, id, icons, content, contributions } = manifest;
  const names = [...files.keys()];
  const found = [];

  const named = [
    icons.default,
    ...Object.values(content).map(({ path }) => path),
    ...contributions.flatMap(({ properties: { uri, iconAsset, catalogIconUrl } }) => [
      uri,
      catalogIconUrl,
      iconAsset?.replace(`${publisher}.${id}/`, ""),
    ]),
  ];
  for (const path of named) {
    if (path !== undefined && !files.has(path))
      found.push(`${path} is named by the manifest and is not in the package.`);
  }
  for (const { path } of manifest.files) {
    if (!names.some((name) => name === path || name.startsWith(`${path}/`))) {
      found.push(`${path} is listed in the manifest's files and nothing of it is in the package.`);
    }
  }

  for (const [name, bytes] of files) {
    if (name.endsWith(".map")) found.push(`${name} is a source map.`);
    const text = /\.(js|css|html)$/.test(name) ? bytes.toString("utf8") : "";
    if (text.includes("sourceMappingURL=")) found.push(`${name} names or holds a source map.`);
    if (name.endsWith(".html")) {
      if (/<script(?![^>]*\bsrc=)/.test(text)) found.push(`${name} holds a script, which a content policy may forbid.`);
      if (/\b(?:src|href)="?(?:https?:)?\/\//.test(text)) found.push(`${name} loads something from elsewhere.`);
    }
    if (name.endsWith(".js") && /\beval\(|\bnew Function\(/.test(text)) {
      found.push(`${name} evaluates text, which a content policy may forbid.`);
    }
  }

  const copies = [...files].reduce(
    (sum, [name, bytes]) => sum + (name.endsWith(".js") ? bytes.toString("utf8").split(SDK_MARK).length - 1 : 0),
    0,
  );
  if (copies !== 1) found.push(`The extension SDK is in the package ${copies} times; once is right.`);

  if (packed > PACKAGE_LIMIT) found.push(`The package has ${packed} bytes; its budget is ${PACKAGE_LIMIT}.`);
  return found;
}
