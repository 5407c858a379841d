/** Reads vss-extension.json: which contributions there are and which files an organisation would serve. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";

const icon = v.union([v.string(), v.object({ light: v.string(), dark: v.optional(v.string()) })]);

const manifestSchema = v.object({
  publisher: v.string(),
  id: v.string(),
  version: v.string(),
  name: v.string(),
  contributions: v.optional(
    v.array(
      v.object({
        id: v.string(),
        type: v.string(),
        description: v.optional(v.string()),
        targets: v.optional(v.array(v.string()), []),
        properties: v.optional(
          // What the host looks at; all else is handed on as it stands.
          v.looseObject({
            name: v.optional(v.string()),
            text: v.optional(v.string()),
            title: v.optional(v.string()),
            height: v.optional(v.number()),
            uri: v.optional(v.string()),
            order: v.optional(v.number()),
            icon: v.optional(icon),
            iconAsset: v.optional(v.string()),
          }),
          {},
        ),
      }),
    ),
    [],
  ),
  files: v.optional(
    v.array(
      v.object({ path: v.string(), addressable: v.optional(v.boolean(), false), packagePath: v.optional(v.string()) }),
    ),
    [],
  ),
});

/** The extension's manifest, as far as a host looks at it. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/**
 * Reads the manifest of an extension.
 * @param directory where vss-extension.json and the files that it names are
 * @throws Error that names the file and what is wrong with it
 */
export async function readManifest(directory: string): Promise<Manifest> {
  const file = join(directory, "vss-extension.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new Error(`${file} cannot be read. Start from the folder of the extension.`, { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON.`, { cause: error });
  }
  const parsed = v.safeParse(manifestSchema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${file}: ${v.getDotPath(issue) ?? "the manifest"}: ${issue.message}`);
}
