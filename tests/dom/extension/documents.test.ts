/** @jest-environment node */
import type { IExtensionDataManager, IExtensionDataService } from "azure-devops-extension-api";
import { createDocumentStore } from "../../../src/extension/documents";

/** The data service of a host that remembers which tokens it was given; the manager does what the test says. */
function serviceOf(manager: Partial<IExtensionDataManager>) {
  const tokens: string[] = [];
  const service: IExtensionDataService = {
    getExtensionDataManager: (_extension, token) => {
      tokens.push(token);
      return Promise.resolve(manager as IExtensionDataManager);
    },
  };
  let number = 0;
  const store = createDocumentStore({
    service,
    extensionId: "pub.ext",
    getAccessToken: () => Promise.resolve(`token ${(number += 1)}`),
  });
  return { store, tokens };
}

/** Errors of the host come as plain objects. */
function asError(carried: object): Error {
  return Object.assign(new Error("refused"), carried);
}

describe("the document store", () => {
  it("keeps the manager it got", async () => {
    const { store, tokens } = serviceOf({ getDocument: async () => ({ id: "a", __etag: 3, value: 1 }) });
    expect(await store.get("c", "a")).toEqual({ id: "a", __etag: 3, value: 1 });
    await store.get("c", "a");
    expect(tokens).toEqual(["token 1"]);
  });

  it("asks for a new token once where the old one ran out", async () => {
    let calls = 0;
    const { store, tokens } = serviceOf({
      getDocument: async () => {
        calls += 1;
        if (calls === 2) throw Object.assign(new Error("expired"), { status: 401 });
        return { id: "a" };
      },
    });
    await store.get("c", "a");
    await store.get("c", "a");
    expect(tokens).toEqual(["token 1", "token 2"]);
  });

  it("does not ask twice where the new one is refused too", async () => {
    const refusal = Object.assign(new Error("no"), { status: 401 });
    const { store, tokens } = serviceOf({ setDocument: () => Promise.reject(refusal) });
    await expect(store.set("c", { id: "a" })).rejects.toBe(refusal);
    expect(tokens).toHaveLength(2);
  });

  it("creates by the call that refuses what is there already", async () => {
    const created: unknown[] = [];
    const { store } = serviceOf({
      createDocument: async (collection: string, document: unknown) => {
        created.push(collection, document);
        return { id: "a", __etag: 1 };
      },
    });
    expect(await store.create("c", { id: "a" })).toEqual({ id: "a", __etag: 1 });
    expect(created).toEqual(["c", { id: "a" }]);
  });

  it("hands on the host's other errors as they are", async () => {
    const missing = Object.assign(new Error("none"), {
      status: 404,
      serverError: { typeKey: "DocumentDoesNotExistException" },
    });
    const { store, tokens } = serviceOf({ getDocument: () => Promise.reject(missing) });
    await expect(store.get("c", "a")).rejects.toBe(missing);
    expect(tokens).toHaveLength(1);
  });

  it("refuses an answer that is no document", async () => {
    const { store } = serviceOf({ getDocument: async () => "<html>" });
    await expect(store.get("c", "a")).rejects.toThrow();
  });

  it("lists a collection, and nothing of one that nobody wrote to yet", async () => {
    const missing = { status: 404, serverError: { typeKey: "DocumentCollectionDoesNotExistException" } };
    const { store } = serviceOf({
      getDocuments: (collection) =>
        collection === "c" ? Promise.resolve([{ id: "a", __etag: 2, value: 1 }]) : Promise.reject(asError(missing)),
    });
    expect(await store.list("c")).toEqual([{ id: "a", __etag: 2, value: 1 }]);
    expect(await store.list("new")).toEqual([]);
  });

  it("does not take a list that can't be read for an empty one", async () => {
    const refusal = Object.assign(new Error("no"), { status: 403 });
    const { store } = serviceOf({ getDocuments: () => Promise.reject(refusal) });
    await expect(store.list("c")).rejects.toBe(refusal);
  });

  it("removes a document, and takes one that is gone for removed", async () => {
    const removed: string[] = [];
    const { store } = serviceOf({
      deleteDocument: (collection, id) => {
        if (removed.includes(id)) return Promise.reject(asError({ status: 404 }));
        removed.push(id);
        expect(collection).toBe("c");
        return Promise.resolve();
      },
    });
    await store.remove("c", "a");
    await store.remove("c", "a");
    expect(removed).toEqual(["a"]);
  });
});
