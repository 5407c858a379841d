import type { IHostNavigationService } from "azure-devops-extension-api";

/** The address bar of the page around us, as far as a hub uses it. Hashes come and go without their `#`. */
export interface Navigation {
  /** The hash that the page has now. */
  read(): Promise<string>;
  /** Makes an entry that *back* returns from. */
  push(hash: string): void;
  /** Changes the present entry. */
  replace(hash: string): void;
  /** Told of each change, whoever made it. Returns what ends it. */
  onChanged(listener: (hash: string) => void): () => void;
  /** Opens an address in a new tab; a sandboxed frame may not do so by itself. */
  readonly open: (url: string) => void;
  readonly setTitle: (title: string) => void;
}

/** The navigation service of the host as {@link Navigation}. Registers with the host once, whatever the number of listeners. */
export function createNavigation(service: IHostNavigationService): Navigation {
  const listeners = new Set<(hash: string) => void>();
  service.onHashChanged((hash) => {
    for (const listener of [...listeners]) listener(bare(hash));
  });
  return {
    async read() {
      return bare(await service.getHash());
    },
    push(hash) {
      service.setHash(hash);
    },
    replace(hash) {
      service.replaceHash(hash);
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    open(url) {
      service.openNewWindow(url, "");
    },
    setTitle(title) {
      service.setDocumentTitle(title);
    },
  };
}

/** Hosts differ in whether they give the `#`, and give nothing where there is no hash. */
function bare(hash: string | null | undefined): string {
  return (hash ?? "").replace(/^#/, "");
}
