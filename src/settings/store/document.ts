import { type ParsedPolicy, parsePolicy } from "../../domain/policy/parse";
import type { Policy } from "../../domain/policy/policy";

/** Where a document says its JSON Schema is: beside it. The settings offer the schema to put it there. */
export const SCHEMA_FILE = "policy.schema.json";

/** Name of an exported file. */
export const POLICY_FILE = "release-readiness-policy.json";

/** Larger than any policy that people write; a wrong file is told before it is read through. */
const LARGEST = 2_000_000;

/** A policy as a document to keep in a repository: keys in one order, so that two versions can be compared. */
export function exportedText(policy: Policy): string {
  // Parsing puts the members in the order of the schema, whoever made the policy.
  const parsed = parsePolicy(policy);
  return `${JSON.stringify({ $schema: SCHEMA_FILE, ...(parsed.ok ? parsed.policy : policy) }, null, 2)}\n`;
}

/** The policy of a document, or every problem of it; what is no JSON has one problem, with the place where it breaks off. */
export function importedFrom(text: string): ParsedPolicy {
  if (text.length > LARGEST) {
    return failed("is larger than 2 MB: no policy is. Choose the file that was exported here.");
  }
  let document: unknown;
  try {
    // Editors on Windows begin a file with a byte order mark.
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (thrown) {
    return failed(`is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  return parsePolicy(document);
}

function failed(message: string): ParsedPolicy {
  return { ok: false, problems: [{ path: "", message }] };
}
