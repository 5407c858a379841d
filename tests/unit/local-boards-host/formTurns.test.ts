/** Saving, refreshing and reverting while the service is still being asked for something. */
import type { FormModel } from "../../../scripts/local-boards/host/form/model";
import { blankWorkItem } from "../../../scripts/local-boards/host/form/model";
import { OpenForm } from "../../../scripts/local-boards/host/form/openForm";
import type { Rest } from "../../../scripts/local-boards/host/rest";
import type { WorkItem } from "../../../scripts/local-boards/host/workItems";
import { FACTS, formOf, relationTo, story } from "./formFacts";

interface Call {
  readonly method: string;
  readonly titles: readonly unknown[];
  answer(item: WorkItem): void;
  refuse(message: string): void;
}

/** A service whose answers the test gives, one call after the other. */
class Service {
  readonly calls: Call[] = [];
  private waiting: (() => void)[] = [];

  readonly rest: Rest = {
    get: () => this.take("GET", []),
    send: (method, _path, body) => this.take(method, body as { path: string; value: unknown }[]),
  };

  /** The call of that number, from 1, when it has come. */
  async call(number: number): Promise<Call> {
    while (this.calls.length < number) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.calls[number - 1] as Call;
  }

  private take(method: string, body: readonly { path: string; value: unknown }[]): Promise<unknown> {
    const titles = body.filter(({ path }) => path === "/fields/System.Title").map(({ value }) => value);
    return new Promise((resolve, reject) => {
      this.calls.push({ method, titles, answer: resolve, refuse: (message) => reject(new Error(message)) });
      for (const go of this.waiting.splice(0)) go();
    });
  }
}

function opened(model: FormModel = formOf()): { form: OpenForm; model: FormModel; service: Service } {
  const service = new Service();
  return { form: new OpenForm(model, service.rest), model, service };
}

describe("a save while another is on its way", () => {
  it("saves what was changed since, behind the revision of the first", async () => {
    const { form, model, service } = opened();
    model.set({ "System.Title": "One" });
    const first = form.save();
    const one = await service.call(1);
    model.set({ "System.Title": "Two" });
    const second = form.save();
    one.answer(story({ "System.Title": "One" }, [], 4));
    await first;
    const two = await service.call(2);
    expect([one.titles, two.titles, model.rev]).toEqual([["One"], ["Two"], 4]);
    two.answer(story({ "System.Title": "Two" }, [], 5));
    await second;
    expect([model.isDirty, model.rev]).toEqual([false, 5]);
  });

  it("asks for nothing where nothing was changed since", async () => {
    const { form, model, service } = opened();
    model.set({ "System.Title": "One" });
    const both = Promise.all([form.save(), form.save()]);
    (await service.call(1)).answer(story({ "System.Title": "One" }, [], 4));
    await both;
    expect(service.calls).toHaveLength(1);
  });

  it("does not fail with the first", async () => {
    const { form, model, service } = opened();
    model.set({ "System.Title": "One" });
    const [first, second] = [form.save(), form.save()];
    (await service.call(1)).refuse("Not now.");
    await expect(first).rejects.toThrow("Not now.");
    (await service.call(2)).answer(story({ "System.Title": "One" }, [], 4));
    await second;
    expect([form.failure, model.isDirty]).toEqual([null, false]);
  });

  it("makes a new work item once", async () => {
    const type = FACTS.types.find(({ name }) => name === "Task");
    if (type === undefined) throw new Error("Agile has no Task.");
    const { form, model, service } = opened(formOf(blankWorkItem(FACTS, type)));
    model.set({ "System.Title": "New" });
    const both = Promise.all([form.save(), form.save()]);
    const made = { ...model.savedItem.fields, "System.Title": "New" };
    (await service.call(1)).answer({ id: 9, rev: 1, fields: made, relations: [] });
    await both;
    expect(service.calls.map(({ method }) => method)).toEqual(["POST"]);
    expect([model.id, model.isDirty]).toEqual([9, false]);
  });
});

it("a reading that began before a save does not replace what it saved", async () => {
  const { form, model, service } = opened();
  const looking = form.catchUp();
  const read = await service.call(1);
  model.set({ "System.Title": "One" });
  const saving = form.save();
  read.answer(story());
  await looking;
  (await service.call(2)).answer(story({ "System.Title": "One" }, [], 4));
  await saving;
  expect([service.calls.map(({ method }) => method), model.rev, model.value("System.Title")]).toEqual([
    ["GET", "PATCH"],
    4,
    "One",
  ]);
});

it("reverting waits for the save: what that saved stays saved, what was typed since is gone", async () => {
  const { form, model, service } = opened();
  model.set({ "System.Title": "One" });
  const saving = form.save();
  const one = await service.call(1);
  model.set({ "System.Title": "Two" });
  const reverting = form.reset();
  one.answer(story({ "System.Title": "One" }, [], 4));
  await Promise.all([saving, reverting]);
  expect([model.value("System.Title"), model.isDirty]).toEqual(["One", false]);
});

it("what is changed back while it is being saved is unsaved again", async () => {
  const { form, model, service } = opened(formOf(story({}, [relationTo(1)])));
  model.set({ "System.Title": "Sent" });
  model.removeRelations([relationTo(1)]);
  model.addRelations([relationTo(2)]);
  const saving = form.save();
  (await service.call(1)).answer(story({}, [relationTo(1)]));
  const patch = await service.call(2);
  model.set({ "System.Title": "General ledger" });
  model.addRelations([relationTo(1)]);
  model.removeRelations([relationTo(2)]);
  patch.answer(story({ "System.Title": "Sent" }, [relationTo(2)], 4));
  await saving;
  const { operations, added, removed } = model.submission();
  expect(operations).toEqual([
    { op: "test", path: "/rev", value: 4 },
    { op: "add", path: "/fields/System.Title", value: "General ledger" },
  ]);
  expect([added, removed]).toEqual([[relationTo(1)], [relationTo(2)]]);
});

it("says that it is busy until everything that was asked for is done", async () => {
  const { form, model, service } = opened();
  const busy: boolean[] = [];
  form.onStatus(() => busy.push(form.isBusy));
  model.set({ "System.Title": "One" });
  void form.save();
  (await service.call(1)).answer(story({ "System.Title": "One" }, [], 4));
  await form.settled();
  expect([busy[0], busy.at(-1), form.isBusy]).toEqual([true, false, false]);
});
