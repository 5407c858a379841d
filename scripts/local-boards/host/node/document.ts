/** The one HTML document of the host's pages; what it shows is built by the page's script from its data. */
import { type PageData, PAGE_DATA_ELEMENT } from "../pageData";

/** Where the host page's own script and styles are served. */
export const HOST_FILES = "/_static/local-boards/";

/** JSON inside a script element: `<` is written as an escape, so no title can close the element. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}

/** Allows the page's own files, REST of its own origin and frames of the extension's origin; nothing else. */
export function contentSecurityPolicy(extensionOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${extensionOrigin}`,
    "connect-src 'self'",
    `frame-src ${extensionOrigin}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Writes the document for a page. */
export function document(data: PageData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local Azure Boards</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${HOST_FILES}host.css">
<script type="application/json" id="${PAGE_DATA_ELEMENT}">${embeddedJson(data)}</script>
<script defer src="${HOST_FILES}host.js"></script>
</head>
<body><noscript>The local Azure Boards needs JavaScript.</noscript></body>
</html>
`;
}
