import { keepFocus } from "../../../src/components/keepFocus";

/** A page with two buttons. */
function page(): readonly [HTMLButtonElement, HTMLButtonElement] {
  document.body.innerHTML = "<button>one</button><button>two</button>";
  const [one, two] = document.querySelectorAll("button");
  if (one === undefined || two === undefined) throw new Error("The page was not made.");
  return [one, two];
}

describe("what takes the focus away", () => {
  it("gives it back to where it was, and what it came to", async () => {
    const [one] = page();
    one.focus();
    const opened = keepFocus(async () => {
      one.blur();
      return "written";
    });
    await expect(opened).resolves.toBe("written");
    expect(one).toHaveFocus();
  });

  it("gives it back where it failed, and says so", async () => {
    const [one] = page();
    one.focus();
    const opened = keepFocus(() => {
      one.blur();
      return Promise.reject(new Error("no panel"));
    });
    await expect(opened).rejects.toThrow("no panel");
    expect(one).toHaveFocus();
  });

  it("leaves it where a person has gone meanwhile", async () => {
    const [one, two] = page();
    one.focus();
    await keepFocus(async () => {
      two.focus();
    });
    expect(two).toHaveFocus();
  });
});
