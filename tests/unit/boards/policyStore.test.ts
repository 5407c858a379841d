import type { Document } from "../../../src/boards/documents";
import { Conflict, createPolicyStore, InvalidStoredPolicy } from "../../../src/boards/policyStore";
import { policy } from "../../builders/estate";

/** The extension's storage as Azure DevOps behaves; documents by collection and id. */
function storage(documents: Record<string, Document> = {}) {
  const kept = new Map(Object.entries(documents));
  return {
    kept,
    get: (collection: string, id: string): Promise<Document | null> => {
      const found = kept.get(`${collection}/${id}`);
      if (found !== undefined) return Promise.resolve(found);
      return Promise.reject(azureError(404, "DocumentCollectionDoesNotExistException"));
    },
    create: (collection: string, document: Document): Promise<Document> => {
      const key = `${collection}/${document.id}`;
      if (kept.has(key)) return Promise.reject(azureError(400, "DocumentExistsException"));
      const written = { ...document, __etag: 1 };
      kept.set(key, written);
      return Promise.resolve(written);
    },
    set: (collection: string, document: Document): Promise<Document> => {
      const key = `${collection}/${document.id}`;
      const stored = kept.get(key);
      // What a write without a version does to a stored document is not documented: the worst is taken.
      if (stored !== undefined && document.__etag !== undefined && document.__etag !== stored.__etag) {
        return Promise.reject(azureError(400, "InvalidDocumentVersionException"));
      }
      const written = { ...document, __etag: (stored?.__etag ?? 0) + 1 };
      kept.set(key, written);
      return Promise.resolve(written);
    },
  };
}

/** What was thrown, whatever it is. */
function asThrown(thrown: object): Error {
  return thrown as Error;
}

/** As errors cross frames, what was thrown is no Error: only what it carries is left. */
function azureError(status: number, typeKey: string): Error {
  const plain: object = { name: "TFS.WebApi.Exception", status, serverError: { typeKey }, message: typeKey };
  return asThrown(plain);
}

describe("the policy store", () => {
  it("holds nothing for a project without a policy", async () => {
    await expect(createPolicyStore(storage(), "p1").load()).resolves.toBeNull();
  });

  it.each([
    ["status 404", { status: 404 }],
    ["the document is missing", { serverError: { typeKey: "DocumentDoesNotExistException" } }],
    ["the collection is missing", { serverError: { typeKey: "DocumentCollectionDoesNotExistException" } }],
  ])("takes %s for nothing stored", async (_, thrown) => {
    const store = createPolicyStore({ ...storage(), get: () => Promise.reject(asThrown(thrown)) }, "p1");
    await expect(store.load()).resolves.toBeNull();
  });

  it("does not take any other failure for nothing stored", async () => {
    const thrown = azureError(403, "AccessCheckException");
    const store = createPolicyStore({ ...storage(), get: () => Promise.reject(thrown) }, "p1");
    await expect(store.load()).rejects.toBe(thrown);
  });

  it("gives back what was saved, from the project's own collection", async () => {
    const documents = storage();
    const store = createPolicyStore(documents, "p1");
    const saved = await store.save(policy(), null);
    await expect(store.load()).resolves.toEqual(saved);
    expect(saved.policy).toEqual(policy());
    expect([...documents.kept.keys()]).toEqual(["policy-p1/policy"]);
    await expect(createPolicyStore(documents, "p2").load()).resolves.toBeNull();
  });

  it("replaces the version that a policy was made from, and no other", async () => {
    const store = createPolicyStore(storage(), "p1");
    const first = await store.save(policy(), null);
    const second = await store.save(policy({ labels: { release: "Wave" } }), first);
    await expect(store.save(policy({ labels: { release: "Batch" } }), first)).rejects.toBeInstanceOf(Conflict);
    await expect(store.load()).resolves.toEqual(second);
  });

  it("does not let a first policy replace one that somebody else stored meanwhile", async () => {
    const store = createPolicyStore(storage(), "p1");
    const theirs = await store.save(policy(), null);
    await expect(store.save(policy({ labels: { release: "Wave" } }), null)).rejects.toBeInstanceOf(Conflict);
    await expect(store.load()).resolves.toEqual(theirs);
  });

  it("says where a stored policy is none, leaves it, and lets a person replace it", async () => {
    const broken: Document = { id: "policy", __etag: 4, policy: { ...policy(), stateTable: [{ type: "Bug" }] } };
    const documents = storage({ "policy-p1/policy": broken });
    const store = createPolicyStore(documents, "p1");
    const error: unknown = await store.load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidStoredPolicy);
    expect((error as InvalidStoredPolicy).message).toContain("stateTable");
    expect(documents.kept.get("policy-p1/policy")).toBe(broken);
    await expect(store.save(policy(), error as InvalidStoredPolicy)).resolves.toMatchObject({ etag: 5 });
  });

  it("refuses a document without a version: it could not be replaced safely", async () => {
    const store = createPolicyStore(storage({ "policy-p1/policy": { id: "policy", policy: policy() } }), "p1");
    await expect(store.load()).rejects.toThrow(/without its version/);
  });
});
