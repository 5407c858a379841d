import type { Revision } from "../domain/workItem";

/** What a project's revisions were read with: other fields make other revisions. */
export interface HistoryPlace {
  readonly projectId: string;
  /** Names the fields, in order. */
  readonly fields: string;
}

/** The revisions of a project, as far as they were read. */
export interface KeptHistory {
  readonly revisions: readonly Revision[];
  /** Where to go on from. */
  readonly token: string;
  /** Whether the end of the stream was reached once, so that only what is new since is missing. */
  readonly isWhole: boolean;
}

/** Keeps revisions, so that they are read once. It may lose them at any time; what it gives is what was added. */
export interface HistoryCache {
  /** Null where nothing is kept that was read with these fields. */
  load(place: HistoryPlace): Promise<KeptHistory | null>;
  /** Adds what comes next, with where to go on from then: both or neither. What was read with other fields goes. */
  add(place: HistoryPlace, next: KeptHistory): Promise<void>;
  /** Forgets the project. */
  clear(projectId: string): Promise<void>;
}

/** Keeps revisions as long as the page lives. */
export function createMemoryHistory(): HistoryCache {
  const kept = new Map<string, KeptHistory & { readonly fields: string }>();
  return {
    load: ({ projectId, fields }) => {
      const known = kept.get(projectId);
      return Promise.resolve(known?.fields === fields ? known : null);
    },
    add: ({ projectId, fields }, next) => {
      const known = kept.get(projectId);
      const before = known?.fields === fields ? known.revisions : [];
      kept.set(projectId, { ...next, fields, revisions: [...before, ...next.revisions] });
      return Promise.resolve();
    },
    clear: (projectId) => {
      kept.delete(projectId);
      return Promise.resolve();
    },
  };
}
