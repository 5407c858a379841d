import * as v from "valibot";

/** Pages of this extension in one browser hear each other by this name. */
const CHANNEL = "release-readiness";
const ANNOUNCEMENT = v.object({ ids: v.array(v.number()) });

/** What other pages of this extension changed in Azure Boards, and what this one did. */
export interface Changes {
  /** Whether this frame can hear others at all: a sandboxed one has no origin in common with them. */
  readonly isHearing: boolean;
  /** Tells the other pages that these work items were saved. */
  announce(ids: readonly number[]): void;
  /** Told of the work items that other pages saved. Returns what ends it. */
  onAnnounced(listener: (ids: readonly number[]) => void): () => void;
}

/**
 * The announcements of this browser. Where frames are isolated from each other (sandboxed ones have no origin in common)
 * nobody hears anything, which loses no more than being told.
 */
export function createChanges(): Changes {
  const listeners = new Set<(ids: readonly number[]) => void>();
  const channel = openChannel();
  channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const announced = v.safeParse(ANNOUNCEMENT, data);
    // Another version of this extension may say what this one does not know.
    if (!announced.success) return;
    for (const listener of [...listeners]) listener(announced.output.ids);
  });
  return {
    isHearing: channel !== null && globalThis.origin !== "null",
    announce(ids) {
      if (ids.length > 0) channel?.postMessage({ ids: [...ids] });
    },
    onAnnounced(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Null where the browser refuses channels to this frame. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}
