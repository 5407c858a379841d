import { tidy } from "../text";

/** Signs that XML does not allow, and with it Azure Boards: most controls, and halves of signs that take two. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as it can be written to a work item: one tidy line without signs that Azure Boards refuses. */
export function plainText(text: string): string {
  return tidy(text.replace(NOT_XML, ""));
}
