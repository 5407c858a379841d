/** The tiny extension: hubs, and content for dialogs and panels, around one page. */
import { join } from "node:path";
import { useTestExtension } from "../testExtension";

/** Full ids of the extension's contributions. */
export const HUBS = {
  plain: "tests.tiny.plain",
  notLoaded: "tests.tiny.not-loaded",
  failing: "tests.tiny.failing",
  silent: "tests.tiny.silent",
} as const;
export const CONTENT = "tests.tiny.content";
/** Id of the extension, as the SDK gives it. */
export const EXTENSION = "tests.tiny";

function hub(order: number, id: string, name: string, query = ""): object {
  return {
    id,
    type: "ms.vss-web.hub",
    targets: ["ms.vss-work-web.work-hub-group"],
    properties: { name, order, uri: `dist/page.html${query}` },
  };
}

const CONTRIBUTIONS = [
  hub(1, "plain", "Plain"),
  hub(2, "not-loaded", "Not loaded", "?loaded=false"),
  hub(3, "failing", "Failing", "?loaded=false&fail=true"),
  hub(4, "silent", "Silent", "?init=never"),
  {
    id: "content",
    type: "ms.vss-web.external-content",
    targets: [],
    properties: { name: "Content", uri: "dist/page.html" },
  },
  {
    id: "elsewhere",
    type: "ms.vss-web.hub",
    targets: ["ms.vss-code-web.code-hub-group"],
    properties: { name: "Not in Boards", uri: "dist/page.html" },
  },
];

/** Builds the extension; the folder is removed after the tests of the file. */
export function useTinyExtension(): { readonly directory: string } {
  return useTestExtension({
    name: "Tiny",
    version: "1.2.3",
    contributions: CONTRIBUTIONS,
    script: join(__dirname, "page.ts"),
    files: { "private/secret.txt": "not addressable" },
  });
}
