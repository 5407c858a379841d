/** One extension page in its iframe: handshake, host control, services, theme (reference §1.2). */
import { button, element } from "../dom";
import type { Contribution, NamedProject, PageData } from "../pageData";
import type { ThemeSwitch } from "../theme/themeSwitch";
import { Channel } from "../xdm/channel";
import { handshakeAnswer } from "./handshake";

/** After this long without a handshake the page says what is probably wrong; the spinner stays. */
const SILENCE_MILLISECONDS = 10_000;

/** Finds a service by its contribution id; undefined where the host has none of that name. */
export type ServiceLookup = (contributionId: string) => object | undefined;

/** What a frame is made of. */
export interface FrameOptions {
  readonly data: PageData;
  readonly project: NamedProject;
  readonly contribution: Contribution;
  readonly theme: ThemeSwitch;
  readonly services: ServiceLookup;
  /** What `SDK.getConfiguration()` gives; functions may be in it. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Called with the height that the extension asked for by `resize`, in pixels. */
  readonly onResize?: (height: number) => void;
}

/** A frame on the page. */
export interface ExtensionFrame {
  readonly element: HTMLElement;
  /**
   * Fulfilled when the page has loaded: with its handshake, or with its `notifyLoadSucceeded` where the handshake said
   * that it is not yet. Rejected with what `notifyLoadFailed` gave. Pending while the page is silent or was closed.
   */
  readonly loaded: Promise<void>;
  /**
   * Calls a method of an object that the page registered; rejects with the page's error, also where it registered none
   * of that name.
   */
  invoke(instanceId: string, methodName: string, params: unknown[]): Promise<unknown>;
  close(): void;
}

interface HandshakeRequest {
  readonly loaded: boolean;
  readonly applyTheme: boolean;
}

/** Both options default to true, as the SDK documents them. */
function readRequest(options: unknown): HandshakeRequest {
  const { loaded, applyTheme } = (typeof options === "object" && options !== null ? options : {}) as Record<
    string,
    unknown
  >;
  return { loaded: loaded !== false, applyTheme: applyTheme !== false };
}

function messageOf(error: unknown): string {
  if (typeof error === "string" && error !== "") return error;
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    return error.message;
  }
  return "It gave no reason.";
}

/**
 * Puts an extension page into a container, which must be in the document, and speaks with it until it is closed.
 * @throws Error when the contribution has no page
 */
export function mountExtensionFrame(container: HTMLElement, options: FrameOptions): ExtensionFrame {
  const { data, project, contribution, theme } = options;
  if (contribution.url === null) throw new Error(`The contribution ${contribution.id} has no page (no "uri").`);
  const url = new URL(contribution.url);

  const iframe = element("iframe", {
    class: "extension-frame",
    title: contribution.name,
    src: url.href,
    // Azure DevOps Server sandboxes like this: no same-origin, hence the origin "null" and no storage.
    sandbox: data.hosting.sandbox ? "allow-scripts allow-forms" : undefined,
  });
  const notice = element("div", { class: "frame-notice", role: "status" });
  const box = element("div", { class: "frame-box" }, iframe, notice);

  function showSpinner(): void {
    notice.replaceChildren(
      element("span", { class: "spinner", "aria-hidden": "true" }),
      element("p", {}, `Loading ${contribution.name}…`),
    );
  }

  let succeed: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const loaded = new Promise<void>((resolve, reject) => ([succeed, fail] = [resolve, reject]));
  // Who waits for it hears of a failure; where nobody does, the page itself shows it.
  loaded.catch(() => undefined);

  function showFailure(error: unknown): void {
    fail(new Error(messageOf(error)));
    notice.replaceChildren(
      element("h1", {}, `${contribution.name} could not be loaded`),
      element("p", {}, messageOf(error)),
      button("Reload", () => location.reload()),
    );
    notice.hidden = false;
    box.classList.remove("loaded");
  }

  function hideNotice(): void {
    // Not before the answer that is under way: the SDK hears nothing before its handshake is answered.
    setTimeout(succeed);
    notice.hidden = true;
    box.classList.add("loaded");
  }

  let stopTheme: (() => void) | null = null;
  const silence = setTimeout(() => {
    notice.append(
      element(
        "p",
        {},
        `The page at ${url.href} has not called SDK.init() yet. If it stays like this, see whether it is built and look into the browser's console.`,
      ),
    );
  }, SILENCE_MILLISECONDS);

  function connect(target: Window): Channel {
    const made = new Channel({
      window: target,
      accepts: (origin) => origin === (data.hosting.sandbox ? "null" : url.origin),
      targetOrigin: data.hosting.sandbox ? "*" : url.origin,
    });
    made.register("DevOps.HostControl", {
      initialHandshake(request: unknown) {
        clearTimeout(silence);
        const { loaded, applyTheme } = readRequest(request);
        stopTheme?.();
        if (applyTheme) {
          stopTheme = theme.onChanged(() => {
            const detail = { data: theme.variables() };
            made
              .invoke("DevOps.SdkClient", "dispatchEvent", ["themeChanged", { detail }])
              .catch((error: unknown) => console.error("The extension refused the theme:", error));
          });
        }
        if (loaded) hideNotice();
        return handshakeAnswer(data.hosting.handshake, {
          data,
          project,
          contributionId: contribution.id,
          configuration: options.configuration ?? {},
          theme: theme.current(),
          themeData: applyTheme ? theme.variables() : undefined,
          culture: navigator.language,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          offsetMinutes: -new Date().getTimezoneOffset(),
        });
      },
      notifyLoadSucceeded: hideNotice,
      notifyLoadFailed: showFailure,
      getAccessToken: () => ({ token: data.token }),
      getAppToken: () => ({ token: data.token }),
      resize(_width: unknown, height: unknown) {
        // Azure DevOps follows the height only (reference §11).
        if (typeof height === "number" && height > 0) options.onResize?.(height);
      },
    });
    made.register("DevOps.ServiceManager", {
      getService(contributionId: unknown) {
        const service = options.services(String(contributionId));
        if (service === undefined) throw new Error(`The service ${String(contributionId)} could not be found.`);
        return service;
      },
    });
    return made;
  }

  showSpinner();
  container.append(box);
  if (iframe.contentWindow === null) throw new Error("An extension frame must be put into the document.");
  const channel = connect(iframe.contentWindow);
  return {
    element: box,
    loaded,
    invoke: (instanceId, methodName, params) => channel.invoke(instanceId, methodName, params),
    close() {
      clearTimeout(silence);
      stopTheme?.();
      channel.close();
      box.remove();
    },
  };
}
