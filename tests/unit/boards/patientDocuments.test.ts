import type { DocumentStore } from "../../../src/boards/documents";
import { createPatientDocuments } from "../../../src/boards/patientDocuments";
import { DEFAULT_RETRY } from "../../../src/boards/retryPolicy";
import { MemoryDocuments, storeError } from "./support/memoryDocuments";
import { VirtualClock } from "./support/virtualClock";

const AWAY = storeError(503, "ServiceUnavailable");

/** Storage of which the first so many calls of one kind fail, before they are carried out or after. */
function failing(verb: string, times: number, isLost: boolean): { memory: MemoryDocuments; patient: DocumentStore } {
  const memory = new MemoryDocuments();
  let left = times;
  const fail = (call: string): void => {
    if (call.startsWith(verb) && left-- > 0) throw isLost ? new TypeError("Failed to fetch") : AWAY;
  };
  if (isLost) memory.after = fail;
  else memory.before = fail;
  return { memory, patient: createPatientDocuments(memory, { clock: new VirtualClock(), random: () => 0 }) };
}

describe("patient documents", () => {
  it.each(["get", "list", "set", "create", "remove"])("call %s again while the service is away", async (verb) => {
    const { memory, patient } = failing(verb, DEFAULT_RETRY.attempts - 1, false);
    memory.kept.set("c/a", { id: "a", __etag: 1, value: 1 });
    const calls: Record<string, () => Promise<unknown>> = {
      get: () => patient.get("c", "a"),
      list: () => patient.list("c"),
      set: () => patient.set("c", { id: "a", __etag: 1, value: 2 }),
      create: () => patient.create("c", { id: "b", value: 2 }),
      remove: () => patient.remove("c", "a"),
    };
    await expect(calls[verb]!()).resolves.not.toThrow();
  });

  it("tell what went wrong once it goes on for too long", async () => {
    const { patient } = failing("get", DEFAULT_RETRY.attempts, false);
    await expect(patient.get("c", "a")).rejects.toBe(AWAY);
  });

  it("find a write whose answer was lost, and do not write it twice", async () => {
    for (const verb of ["create", "set"] as const) {
      const { memory, patient } = failing(verb, 1, true);
      if (verb === "set") memory.kept.set("c/a", { id: "a", __etag: 4, value: 1 });
      const document = { id: "a", value: { b: 1, a: null }, ...(verb === "set" ? { __etag: 4 } : {}) };
      expect(await patient[verb]("c", document)).toMatchObject({ id: "a", __etag: verb === "set" ? 5 : 1 });
      expect(memory.calls.filter((call) => call.startsWith(verb))).toHaveLength(1);
    }
  });

  it("leave somebody else's write as the conflict that it is, though their own call failed", async () => {
    const { memory, patient } = failing("set", 1, false);
    memory.kept.set("c/a", { id: "a", __etag: 2, value: "theirs" });
    await expect(patient.set("c", { id: "a", __etag: 1, value: "mine" })).rejects.toMatchObject({ status: 400 });
    expect(memory.kept.get("c/a")).toMatchObject({ value: "theirs" });
  });

  it("do not ask again for what is refused", async () => {
    const { memory, patient } = failing("set", 0, false);
    await expect(patient.get("c", "none")).rejects.toMatchObject({ status: 404 });
    expect(memory.calls).toHaveLength(1);
  });
});
