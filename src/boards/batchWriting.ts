import * as v from "valibot";
import { listOf } from "./schemas";
import { API_VERSION, ERROR_BODY, segment, type Transport } from "./transport";

/** The media type of every change of a work item. */
export const PATCH_TYPE = "application/json-patch+json";

/** One write among others of one call. */
export interface BatchWrite {
  /** Below the organization: {@link createUri} or {@link updateUri}. */
  readonly uri: string;
  /** Operations of a JSON patch. */
  readonly operations: readonly unknown[];
}

/** What came of one write. */
export type BatchAnswer =
  | { readonly kind: "done"; readonly body: unknown }
  /** Azure DevOps said no, and why; nothing was written. */
  | { readonly kind: "refused"; readonly status: number; readonly typeKey: string; readonly message: string }
  /** It is not known to be written; with what went wrong with the call as a whole, if it did. */
  | { readonly kind: "unanswered"; readonly thrown: unknown };

/** Makes writes by one call; an answer for each, in their order. Never rejects: what goes wrong is an answer. */
export type SendBatch = (writes: readonly BatchWrite[]) => Promise<readonly BatchAnswer[]>;

/** The answer to a batch: of each entry the status, and a body that is JSON in a text. */
export const BATCH_ANSWER = listOf(v.object({ code: v.number(), body: v.optional(v.nullable(v.string()), "") }));

/** Where a work item is made. */
export function createUri(projectId: string, type: string): string {
  return `/${segment(projectId)}/_apis/wit/workitems/$${segment(type)}`;
}

/** Where a work item is changed. */
export function updateUri(id: number): string {
  return `/_apis/wit/workitems/${id}`;
}

/**
 * Sends many writes by one call, which answers each on its own: one that is refused stops no other. With `isQuiet` nobody gets
 * mails about them; suppressing mails needs a permission of its own, and whoever lacks it writes with mails.
 */
export function createBatchSender(transport: Transport, { isQuiet }: { readonly isQuiet: boolean }): SendBatch {
  let mayBeQuiet = isQuiet;

  async function send(writes: readonly BatchWrite[]): Promise<readonly BatchAnswer[]> {
    if (writes.length === 0) return [];
    const isTriedQuiet = mayBeQuiet;
    const quiet = isTriedQuiet ? "&suppressNotifications=true" : "";
    let value: v.InferOutput<typeof BATCH_ANSWER>["value"];
    try {
      const answer = await transport.send({
        method: "PATCH",
        class: "write",
        path: "_apis/wit/$batch",
        body: writes.map(({ uri, operations }) => ({
          method: "PATCH",
          uri: `${uri}?api-version=${API_VERSION}${quiet}`,
          headers: { "Content-Type": PATCH_TYPE },
          body: operations,
        })),
        schema: BATCH_ANSWER,
      });
      value = answer.value;
    } catch (thrown) {
      return writes.map(() => ({ kind: "unanswered", thrown }));
    }
    const answers = writes.map((_, index) => answerOf(value[index]));
    const loud = [...answers.keys()].filter((index) => isTriedQuiet && isAboutMails(answers[index]));
    if (loud.length === 0) return answers;
    mayBeQuiet = false;
    const again = await send(loud.map((index) => writes[index] as BatchWrite));
    loud.forEach((index, place) => (answers[index] = again[place] ?? answers[index] ?? NO_ANSWER));
    return answers;
  }

  return send;
}

/** Whether a refusal says that mails may not be suppressed. */
export function forbidsQuiet({ typeKey, message }: { readonly typeKey: string; readonly message: string }): boolean {
  return /suppress/i.test(`${typeKey} ${message}`);
}

const NO_ANSWER: BatchAnswer = { kind: "unanswered", thrown: null };

function isAboutMails(answer: BatchAnswer | undefined): boolean {
  return answer?.kind === "refused" && forbidsQuiet(answer);
}

function answerOf(answer: v.InferOutput<typeof BATCH_ANSWER>["value"][number] | undefined): BatchAnswer {
  if (answer === undefined) return NO_ANSWER;
  const json = jsonOf(answer.body ?? "");
  if (answer.code === 200) return { kind: "done", body: json };
  const error = v.safeParse(ERROR_BODY, json);
  return {
    kind: "refused",
    status: answer.code,
    typeKey: error.success ? error.output.typeKey : "",
    message: error.success ? error.output.message : `Azure DevOps answered with status ${answer.code}.`,
  };
}

/** Null for what is no JSON: it says nothing that is understood. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
