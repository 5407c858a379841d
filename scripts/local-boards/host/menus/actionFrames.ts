/** The hidden frames behind contributed menu entries: mounted when first needed, one for each contribution. */
import { button, element } from "../dom";
import { type ExtensionFrame, mountExtensionFrame, type ServiceLookup } from "../frame/extensionFrame";
import type { NamedProject, PageData } from "../pageData";
import type { ThemeSwitch } from "../theme/themeSwitch";
import type { Action } from "./actions";

/** A page that has not loaded by then does not answer. Milliseconds. */
const PATIENCE = 10_000;

/** What the frames need of the page. */
export interface ActionFramesOptions {
  readonly data: PageData;
  readonly project: NamedProject;
  readonly theme: ThemeSwitch;
  readonly services: ServiceLookup;
  /** Where messages stand. */
  readonly corner: HTMLElement;
}

/** The frames of a page's contributed actions. */
export interface ActionFrames {
  /** Mounts what is not yet: called when a menu opens, so that its pages load while the person reads it. */
  prepare(actions: readonly Action[]): void;
  /** Calls the action's object with what is selected. Says so on the page where that fails. */
  run(action: Action, context: object): Promise<void>;
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}

async function withinPatience(loaded: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("its page does not answer")), PATIENCE);
  });
  try {
    await Promise.race([loaded, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Makes the frames' keeper; nothing is mounted yet. */
export function createActionFrames(options: ActionFramesOptions): ActionFrames {
  const { data, project, theme, services, corner } = options;
  const frames = new Map<string, ExtensionFrame>();
  // Not `display: none`: a page there never draws, and some wait for that. Nobody gets into it either way.
  const place = element("div", { class: "action-frames", inert: true, "aria-hidden": "true" });
  document.body.append(place);
  let shownProblem: HTMLElement | null = null;

  function frameOf({ contribution }: Action): ExtensionFrame {
    const present = frames.get(contribution.id);
    if (present !== undefined) return present;
    const frame = mountExtensionFrame(place, { data, project, contribution, theme, services });
    frames.set(contribution.id, frame);
    return frame;
  }

  function showProblem(text: string): void {
    shownProblem?.remove();
    const toast = element(
      "div",
      { class: "toast", role: "alert" },
      element("span", {}, text),
      button("Dismiss", () => toast.remove()),
    );
    shownProblem = toast;
    corner.append(toast);
  }

  return {
    prepare(actions) {
      for (const action of actions) if (action.contribution.url !== null) frameOf(action);
    },
    async run(action, context) {
      shownProblem?.remove();
      let frame: ExtensionFrame;
      try {
        frame = frameOf(action);
        await withinPatience(frame.loaded);
      } catch (error) {
        // The next attempt begins anew.
        frames.get(action.contribution.id)?.close();
        frames.delete(action.contribution.id);
        showProblem(`${action.label} could not be started: ${messageOf(error)}`);
        return;
      }
      try {
        await frame.invoke(action.objectId, "execute", [context]);
      } catch (error) {
        showProblem(`${action.label} failed: ${messageOf(error)}`);
      }
    },
  };
}
