import * as v from "valibot";
import type { Context } from "../http/context";
import { invalidRequest, ServiceError } from "../http/errors";
import { okList, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { RESOURCES } from "./resources";

/** Many writes of work items in one request; it is documented with PATCH and, for older versions, with POST [D]. */
export const BATCH_ROUTES: readonly Route[] = (["PATCH", "POST"] as const).map((method) => ({
  method,
  resource: RESOURCES.batch,
  template: "wit/$batch",
  levels: ["organization"],
  handle: batch,
}));

/** The maximum is documented nowhere; 200 is what clients keep to [?]. */
const MOST_ENTRIES = 200;

const batchRequest = v.array(
  v.object({
    method: v.string(),
    uri: v.string(),
    headers: v.nullish(v.record(v.string(), v.string()), {}),
    body: v.optional(v.unknown()),
  }),
);

type Entry = v.InferOutput<typeof batchRequest>[number];

/** What one entry is answered: its status, its headers, and its body as a text. */
interface EntryAnswer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Entries are answered one after the other, each as if it had come alone; one that fails stops no other [D]. */
async function batch(context: Context): Promise<Reply> {
  const request = v.safeParse(batchRequest, context.body);
  if (!request.success) {
    throw invalidRequest("The request body must be a list of requests with method, uri, headers and body.");
  }
  const entries = request.output;
  if (entries.length > MOST_ENTRIES) {
    throw invalidRequest(`The batch has ${entries.length} requests, which exceeds the limit of ${MOST_ENTRIES}.`);
  }
  const created = new Map<number, number>();
  const answers: EntryAnswer[] = [];
  for (const entry of entries) answers.push(await answerEntry(entry, created, context));
  return okList(answers);
}

/** @param created ids of the work items that earlier entries made, by the negative ids that stand for them. */
async function answerEntry(entry: Entry, created: Map<number, number>, context: Context): Promise<EntryAnswer> {
  const method = entry.method.toUpperCase();
  const url = addressOf(entry.uri, context);
  // Writes of work items are all that is documented of it [D]; that others are refused, and how, is [?].
  if (
    url === null ||
    !(method === "PATCH" || method === "POST") ||
    !/\/_apis\/wit\/workitems\/[^/]+$/i.test(url.pathname)
  ) {
    return refusal(`${entry.method} ${entry.uri} is not served in a batch: only PATCH and POST of one work item are.`);
  }
  const headers = new Map(Object.entries(entry.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const {
    status,
    headers: answered,
    text,
  } = await context.dispatch({
    method,
    url,
    accept: headers.get("accept") ?? "",
    contentType: headers.get("content-type") ?? "",
    text: entry.body === undefined ? "" : JSON.stringify(withIds(entry.body, created)),
  });
  if (status === 200) remember(entry.body, text, created);
  return { code: status, headers: answered, body: text };
}

/** An entry's address: below the organisation, or whole; null where it is none of this organisation. */
function addressOf(uri: string, { organizationUrl }: Context): URL | null {
  const text = uri.startsWith("/") ? organizationUrl + uri : uri;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.href.toLowerCase().startsWith(`${organizationUrl}/`.toLowerCase()) ? url : null;
}

function refusal(message: string): EntryAnswer {
  const error = new ServiceError(400, "VssPropertyValidationException", message);
  return {
    code: error.status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify(error.envelope()),
  };
}

const placeholder = v.object({
  op: v.literal("add"),
  path: v.literal("/id"),
  value: v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer(), v.maxValue(-1)),
});

const LINK = /(\/workitems\/)(-\d+)$/i;

/** The operations of an entry, links to what earlier entries made with the ids that it got [D]. */
function withIds(body: unknown, created: ReadonlyMap<number, number>): unknown {
  if (!Array.isArray(body)) return body;
  return body.map((operation: unknown) => {
    const link = v.safeParse(v.looseObject({ value: v.looseObject({ url: v.string() }) }), operation);
    if (!link.success) return operation;
    const { value } = link.output;
    const url = value.url.replace(LINK, (whole, before: string, id: string) => {
      const made = created.get(Number(id));
      return made === undefined ? whole : before + String(made);
    });
    return { ...link.output, value: { ...value, url } };
  });
}

/** Keeps the id of a work item that an entry made under the negative one that the entry gave it. */
function remember(body: unknown, answer: string, created: Map<number, number>): void {
  const operations: readonly unknown[] = Array.isArray(body) ? body : [];
  for (const operation of operations) {
    const found = v.safeParse(placeholder, operation);
    if (!found.success) continue;
    created.set(found.output.value, v.parse(v.object({ id: v.number() }), JSON.parse(answer)).id);
  }
}
