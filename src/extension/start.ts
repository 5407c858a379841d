import * as SDK from "azure-devops-extension-sdk";
import { connectServices, type Host } from "./services";

/** How long a host may take to answer the handshake. A real one takes milliseconds. */
const PATIENCE_MS = 5_000;

/** Where the page finds itself. */
export type Started<H = Host> =
  | { readonly kind: "inside"; readonly host: H }
  /** `late` is the host that answers after all; null where there is no page around this one that could. */
  | { readonly kind: "outside"; readonly late: Promise<H> | null };

/**
 * Shakes hands with Azure DevOps. The SDK never gives up by itself, so that a page opened on its own would wait for ever.
 *
 * @param connect called once, right after the handshake: what the page registers and asks for
 * @throws Error what `connect` throws
 */
export async function start(): Promise<Started>;
export async function start<H>(connect: () => Promise<H>): Promise<Started<H>>;
export async function start(connect: () => Promise<unknown> = connectServices): Promise<Started<unknown>> {
  if (window.parent === window) return { kind: "outside", late: null };
  const host = SDK.init({ loaded: false, applyTheme: true }).then(connect);
  const isLate = new Promise<"late">((resolve) => {
    const timer = setTimeout(() => {
      resolve("late");
    }, PATIENCE_MS);
    void SDK.ready().then(() => {
      clearTimeout(timer);
    });
  });
  const first = await Promise.race([host, isLate]);
  return first === "late" ? { kind: "outside", late: host } : { kind: "inside", host: first };
}

/** Takes the host's spinner away. To be called once something is on screen. */
export function showPage(): void {
  void SDK.notifyLoadSucceeded();
}

/** Tells the host that there is nothing to show. */
export function reportLoadFailure(thrown: unknown): void {
  void SDK.notifyLoadFailed(thrown instanceof Error ? thrown : String(thrown));
}
