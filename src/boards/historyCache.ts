import type { Revision } from "../domain/workItem";

/** Whose revisions are kept: readers of one browser may see different work items. */
export interface HistoryOwner {
  readonly organizationUrl: string;
  /** Id of the user who reads. */
  readonly readerId: string;
}

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
  /**
   * Adds what comes next, with where to go on from then: both or neither. Nothing is added that would leave a gap, since two
   * pages of the browser may add at once: `after` is the token that it was read from, and must be the one that is kept. What
   * was read from the beginning (null) takes the place of all that is kept of the project.
   */
  add(place: HistoryPlace, after: string | null, next: KeptHistory): Promise<void>;
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
    add: ({ projectId, fields }, after, next) => {
      const known = kept.get(projectId);
      const isNext = known !== undefined && known.fields === fields && known.token === after;
      if (after === null) kept.set(projectId, { ...next, fields });
      else if (isNext) kept.set(projectId, { ...next, fields, revisions: [...known.revisions, ...next.revisions] });
      return Promise.resolve();
    },
    clear: (projectId) => {
      kept.delete(projectId);
      return Promise.resolve();
    },
  };
}
