import { parsePolicy } from "../domain/policy/parse";
import type { Policy } from "../domain/policy/policy";
import { type Document, type DocumentStore, isConflict, isMissing } from "./documents";
import { BoardsError } from "./errors";

/** A policy with the mark of its version in the store. */
export interface StoredPolicy {
  readonly policy: Policy;
  readonly etag: number;
}

/** Where a project's policy is kept. */
export interface PolicyStore {
  /**
   * The stored policy; null where none was stored yet.
   *
   * @throws InvalidStoredPolicy when what is stored is no policy; what the document store throws
   */
  load(): Promise<StoredPolicy | null>;
  /**
   * Stores a policy in the place of the one it was made from (or of one that can't be used: {@link InvalidStoredPolicy}
   * has its etag), or as the first one (`replaces` null).
   *
   * @throws Conflict when another was stored meanwhile; what the document store throws
   */
  save(policy: Policy, replaces: Pick<StoredPolicy, "etag"> | null): Promise<StoredPolicy>;
}

/** Somebody else stored a policy meanwhile. */
export class Conflict extends BoardsError {
  override readonly name = "Conflict";
  constructor(options?: ErrorOptions) {
    super("The mapping was changed by somebody else meanwhile. Load it again, and make your change there.", options);
  }
}

/** The stored policy is none. It is left as it is: a person decides. */
export class InvalidStoredPolicy extends BoardsError {
  override readonly name = "InvalidStoredPolicy";
  constructor(
    readonly problems: readonly { readonly path: string; readonly message: string }[],
    /** Names the version that a new policy would replace. */
    readonly etag: number,
  ) {
    const places = problems.map(({ path, message }) => `${path === "" ? "the document" : path}: ${message}`).join("; ");
    super(`The stored mapping of this project can't be used (${places}). Correct it, or confirm a new mapping.`);
  }
}

const DOCUMENT_ID = "policy";

/** The policy of one project: one collection a project, since Azure DevOps has no other scope below the organization. */
export function createPolicyStore(
  store: Pick<DocumentStore, "get" | "create" | "set">,
  projectId: string,
): PolicyStore {
  const collection = `policy-${projectId}`;

  async function document(): Promise<Document | null> {
    try {
      return await store.get(collection, DOCUMENT_ID);
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  }

  return {
    async load() {
      const found = await document();
      return found === null ? null : storedPolicy(found);
    },
    async save(policy, replaces) {
      try {
        const written =
          replaces === null
            ? // A first write has no version that the store could compare: only creating tells whether it is the first.
              await store.create(collection, { id: DOCUMENT_ID, policy })
            : await store.set(collection, { id: DOCUMENT_ID, __etag: replaces.etag, policy });
        return storedPolicy(written);
      } catch (thrown) {
        if (isConflict(thrown)) throw new Conflict({ cause: thrown });
        throw thrown;
      }
    },
  };
}

function storedPolicy({ __etag: etag, policy }: Document): StoredPolicy {
  if (etag === undefined) {
    throw new BoardsError(
      "The extension's storage gave the mapping without its version, so it can't be changed safely.",
    );
  }
  const parsed = parsePolicy(policy);
  if (!parsed.ok) throw new InvalidStoredPolicy(parsed.problems, etag);
  return { policy: parsed.policy, etag };
}
