/** Controls of a form, each bound to one field: what is typed goes into the model, what the model says is shown. */
import { element } from "../dom";
import { linesOf } from "../text";
import { fieldText } from "../workItems";
import { findField } from "./facts";
import type { FormModel } from "./model";
import { heldValue, identityOf, sameValue } from "./values";

/** A control with its label. */
export interface BoundControl {
  readonly element: HTMLElement;
  /** What gets the focus. */
  readonly input: HTMLElement;
  /** Shows the model's value, unless what stands there means the same already. */
  sync(): void;
}

interface Place {
  readonly model: FormModel;
  /** Makes the control's id unique among all forms of the page. */
  readonly prefix: string;
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function bound(
  { model, prefix }: Place,
  referenceName: string,
  label: string,
  input: Input,
  texts: { write(value: unknown): string; read(text: string): unknown; refill?(): void },
): BoundControl {
  const field = findField(model.facts, referenceName);
  if (field === null) throw new Error(`The organisation has no field ${referenceName}.`);
  const id = `${prefix}-${referenceName.replaceAll(".", "-")}`;
  const problemId = `${id}-problem`;
  input.id = id;
  input.disabled = model.isReadOnly || field.readOnly;
  input.setAttribute("aria-describedby", problemId);
  const problemText = element("span", { class: "form-problem", id: problemId });
  input.addEventListener(input instanceof HTMLSelectElement ? "change" : "input", () => {
    model.set({ [referenceName]: texts.read(input.value) });
  });
  return {
    element: element("div", { class: "form-field" }, element("label", { for: id }, label), input, problemText),
    input,
    sync() {
      const value = model.value(referenceName);
      texts.refill?.();
      if (!sameValue(heldValue(field, texts.read(input.value), model.facts), value)) input.value = texts.write(value);
      const problem = model.problems().get(referenceName);
      input.setAttribute("aria-invalid", String(problem !== undefined));
      if (problemText.textContent !== (problem ?? "")) problemText.textContent = problem ?? "";
    },
  };
}

/** A line of text. */
export function textControl(place: Place, referenceName: string, label: string): BoundControl {
  const input = element("input", { type: "text", dir: "auto", autocomplete: "off" });
  return bound(place, referenceName, label, input, { write: fieldText, read: (text) => text });
}

/** A number. */
export function numberControl(place: Place, referenceName: string, label: string): BoundControl {
  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  return bound(place, referenceName, label, input, { write: fieldText, read: (text) => text });
}

function optionText(value: unknown): string {
  const identity = identityOf(value);
  return identity === null ? fieldText(value) : identity.uniqueName || identity.displayName;
}

/** One of the values that the field allows, or none of them where `empty` says what that is called. */
export function choiceControl(
  place: Place,
  referenceName: string,
  label: string,
  empty: string | null = null,
): BoundControl {
  const { model } = place;
  const input = element("select");
  let shown = "";

  /** The choices may depend on other fields, and the value that is there is always one of them. */
  function refill(): void {
    const field = findField(model.facts, referenceName);
    const allowed = (field === null ? null : model.allowed(field)) ?? [];
    const value = model.value(referenceName);
    const values = allowed.some((one) => sameValue(one, value)) || value === null ? allowed : [value, ...allowed];
    const options = values.map((one) => [optionText(one), fieldText(one)] as const);
    const all = empty === null && value !== null ? options : [["", empty ?? ""] as const, ...options];
    const key = JSON.stringify(all);
    if (key === shown) return;
    shown = key;
    input.replaceChildren(...all.map(([name, text]) => element("option", { value: name }, text)));
    input.value = optionText(value);
  }
  return bound(place, referenceName, label, input, { write: optionText, read: (text) => text, refill });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Long text is kept as HTML. Here it is edited as plain text, so editing it takes its formatting away. */
export function longTextControl(place: Place, referenceName: string, label: string): BoundControl {
  const input = element("textarea", { rows: 6, dir: "auto" });
  const { model } = place;
  const plain = (value: unknown): string => linesOf(fieldText(value)).join("\n");
  const control = bound(place, referenceName, label, input, {
    write: plain,
    read(text) {
      if (text.trim() === "") return null;
      // What says the same as before is what it was, with its formatting.
      const same = [model.value(referenceName), model.original(referenceName)].find((one) => text === plain(one));
      if (same !== undefined) return same;
      return text
        .split("\n")
        .map((line) => `<div>${line.trim() === "" ? "<br>" : escaped(line)}</div>`)
        .join("");
    },
  });
  return control;
}
