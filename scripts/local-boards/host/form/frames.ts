/** The frames that extensions contribute to a form, and what they are told while it is open (reference §1.5). */
import type { ExtensionFrame } from "../frame/extensionFrame";
import type { Contribution } from "../pageData";
import type { FormEvent, OpenForm } from "./openForm";

/** Types of contributions to a form. */
export const FORM_CONTRIBUTIONS = {
  page: "ms.vss-work-web.work-item-form-page",
  group: "ms.vss-work-web.work-item-form-group",
  observer: "ms.vss-work-web.work-item-notifications",
} as const;

/** All contributions of one of these types that target the form, in the manifest's order. */
export function formContributions(
  contributions: readonly Contribution[],
  type: keyof typeof FORM_CONTRIBUTIONS,
): Contribution[] {
  return contributions.filter(
    (one) =>
      one.type === FORM_CONTRIBUTIONS[type] &&
      one.targets.includes("ms.vss-work-web.work-item-form") &&
      one.url !== null,
  );
}

/** A listener that does not answer may not keep a closed form's frame for longer than this. */
const LAST_WORD_MILLISECONDS = 500;

/** A listener has the methods that it wants: the others answer with an error, as does a page without a listener. */
function isAbsent(error: unknown): boolean {
  const message = typeof error === "object" && error !== null && "message" in error ? String(error.message) : "";
  return message.startsWith("RPC method not found") || message.startsWith("The registered object");
}

/** A listener in a frame, for one open work item. */
export interface FrameListener {
  /** Says that the work item is closed and waits a moment for the answer; nothing is told after that. */
  unload(): Promise<void>;
}

/**
 * Tells a frame of a form, from when its page has loaded. What happened before it is not told again; whether Azure
 * DevOps does that is [?].
 * @param hearsClosing whether it is told of the save that closes the form: observers are, pages and groups are not
 */
export function listen(
  frame: ExtensionFrame,
  contributionId: string,
  form: OpenForm,
  hearsClosing: boolean,
): FrameListener {
  const { model } = form;
  let isTold = false;
  let isOver = false;
  let wasSaved = false;

  function loadedArguments(): object {
    return { id: model.id, isNew: model.isNew, isReadOnly: model.isReadOnly };
  }

  async function call(method: string, args: object): Promise<void> {
    try {
      await frame.invoke(contributionId, method, [args]);
    } catch (error) {
      if (!isOver && !isAbsent(error)) console.error(`${contributionId} failed in ${method}:`, error);
    }
  }

  const stop = form.onEvent((event: FormEvent) => {
    if (!isTold || (event.name === "onSaved" && event.closing && !hearsClosing)) return;
    // Pages and groups are told that the work item was loaded where it was saved for the first time since it was opened
    // (azure-devops-extension-sdk #126) [C].
    if (event.name === "onSaved" && !hearsClosing && !wasSaved) {
      wasSaved = true;
      void call("onLoaded", loadedArguments());
      return;
    }
    const more = event.name === "onFieldChanged" ? { changedFields: event.changedFields } : {};
    void call(event.name, { id: model.id, ...more });
  });

  async function begin(): Promise<void> {
    try {
      await frame.loaded;
    } catch {
      return; // the frame itself shows why its page did not load
    }
    // The answer to the handshake is on its way in this very moment and has to arrive first.
    await new Promise((resolve) => setTimeout(resolve));
    if (isOver) return;
    isTold = true;
    await call("onLoaded", loadedArguments());
  }
  void begin();

  return {
    async unload() {
      stop();
      isOver = true;
      if (!isTold) return;
      const silence = new Promise((resolve) => setTimeout(resolve, LAST_WORD_MILLISECONDS));
      await Promise.race([call("onUnloaded", { id: model.id }), silence]);
    },
  };
}
