/**
 * Cuts the UI kit's icon fonts (1.4 MB) and their rules down to the glyphs in use (about 5 KB).
 *
 * An icon is in use when its name stands as a string in an emitted script: the kit's own components and ours name
 * their icons so, whether in JSX, in a table or in a condition. A name that is built from pieces is not seen; name
 * icons whole.
 */
const path = require("node:path");
const postcss = require("postcss");
const subsetFont = require("subset-font");
const { Compilation, sources } = require("webpack");

const ICON_SELECTOR = /\.ms-Icon--([A-Za-z0-9]+)/;
const STRING = /(["'`])([A-Za-z][A-Za-z0-9]*)\1/g;
const ESCAPED_CHARACTER = /\\([0-9a-f]{1,6})\s?/gi;
const FONT_URL = /url\(["']?([^"')]+\.(?:woff2?))["']?\)/;

/**
 * The identifiers that stand as strings in scripts.
 *
 * @param {readonly string[]} scripts
 * @returns {ReadonlySet<string>}
 */
function namesIn(scripts) {
  const names = new Set();
  for (const script of scripts) for (const match of script.matchAll(STRING)) names.add(match[2]);
  return names;
}

/**
 * Takes the rules of unused icons out of a style sheet.
 *
 * @param {import("postcss").Root} sheet  changed in place
 * @param {ReadonlySet<string>} names  icons in use
 */
function dropUnusedIcons(sheet, names) {
  sheet.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => {
      const icon = ICON_SELECTOR.exec(selector)?.[1];
      return icon === undefined || names.has(icon);
    });
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

/**
 * The characters that style sheets draw, by font family; under "" those whose rule names no family.
 *
 * @param {readonly import("postcss").Root[]} sheets
 * @returns {Map<string, Set<string>>}
 */
function glyphsByFamily(sheets) {
  /** @type {Map<string, Set<string>>} */
  const glyphs = new Map();
  for (const sheet of sheets) {
    sheet.walkDecls("content", (declaration) => {
      const text = declaration.value
        .replace(/^["']|["']$/g, "")
        .replace(ESCAPED_CHARACTER, (_, hex) => String.fromCodePoint(parseInt(hex, 16)));
      /** @type {string} */
      let family = "";
      declaration.parent?.each((other) => {
        if (other.type === "decl" && other.prop === "font-family") family = unquoted(other.value);
      });
      const known = glyphs.get(family) ?? new Set();
      for (const character of text) known.add(character);
      glyphs.set(family, known);
    });
  }
  return glyphs;
}

/**
 * @param {string} family
 * @returns {string}
 */
function unquoted(family) {
  return family.replace(/^["']|["']$/g, "");
}

class IconFontsPlugin {
  /** @param {import("webpack").Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("IconFontsPlugin", (compilation) => {
      // After the style sheets are extracted, before scripts and style sheets are minimised.
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE;
      compilation.hooks.processAssets.tapPromise({ name: "IconFontsPlugin", stage }, () => subset(compilation));
    });
  }
}

/** @param {import("webpack").Compilation} compilation */
async function subset(compilation) {
  const assets = compilation.getAssets();
  const scripts = assets.filter(({ name }) => name.endsWith(".js")).map(({ source }) => source.source().toString());
  const names = namesIn(scripts);
  const sheets = assets
    .filter(({ name }) => name.endsWith(".css"))
    .map(({ name, source }) => ({ name, root: postcss.parse(source.source().toString(), { from: name }) }));

  for (const { root } of sheets) dropUnusedIcons(root, names);
  const glyphs = glyphsByFamily(sheets.map(({ root }) => root));

  /** @type {Map<string, string>} the text that each font file must draw */
  const texts = new Map();
  for (const { name, root } of sheets) {
    root.walkAtRules("font-face", (face) => {
      const file = FONT_URL.exec(face.toString())?.[1];
      if (file === undefined) return;
      /** @type {string} */
      let family = "";
      face.walkDecls("font-family", (declaration) => {
        family = unquoted(declaration.value);
      });
      const own = glyphs.get(family) ?? new Set();
      const font = path.posix.join(path.posix.dirname(name), file);
      if (own.size === 0) {
        // A family that no rule draws with needs no face and no file.
        face.remove();
        texts.set(font, texts.get(font) ?? "");
        return;
      }
      texts.set(font, [...(texts.get(font) ?? ""), ...own, ...(glyphs.get("") ?? [])].join(""));
    });
    compilation.updateAsset(name, new sources.RawSource(root.toString()));
  }

  for (const [font, text] of texts) {
    const asset = compilation.getAsset(font);
    if (asset === undefined) throw new Error(`${font} is named by a style sheet and is not among the built files.`);
    if (text === "") compilation.deleteAsset(font);
    else {
      const targetFormat = font.endsWith(".woff2") ? "woff2" : "woff";
      const whole = /** @type {Buffer} */ (asset.source.buffer());
      compilation.updateAsset(font, new sources.RawSource(await subsetFont(whole, text, { targetFormat })));
    }
  }
}

module.exports = { IconFontsPlugin, dropUnusedIcons, glyphsByFamily, namesIn };
