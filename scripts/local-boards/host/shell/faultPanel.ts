/** The panel that spoils requests on purpose, by the control API of the local Azure Boards. */
import * as v from "valibot";
import { isServiceAnswerName, SERVICE_ANSWER_NAMES, SERVICE_ANSWERS } from "../../faults";
import { button, element } from "../dom";

const ruleSchema = v.looseObject({
  method: v.optional(v.string()),
  route: v.string(),
  nth: v.optional(v.number()),
  first: v.optional(v.number()),
  every: v.optional(v.number()),
  from: v.optional(v.number()),
  to: v.optional(v.number()),
  action: v.looseObject({ kind: v.string() }),
});
type Rule = v.InferOutput<typeof ruleSchema>;
const rulesSchema = v.array(ruleSchema);

const ADDRESS = "/_local/faults";

async function control(method: "GET" | "PUT", rules?: readonly Rule[]): Promise<Rule[]> {
  const response = await fetch(ADDRESS, {
    method,
    ...(rules === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(rules) }),
  });
  if (!response.ok) throw new Error(`${await response.text()} (${response.status})`);
  return v.parse(rulesSchema, await response.json());
}

/** A rule as one line. */
function describe(rule: Rule): string {
  const { kind, ...details } = rule.action;
  const which =
    rule.nth !== undefined
      ? `request ${rule.nth}`
      : rule.first !== undefined
        ? `the first ${rule.first} requests`
        : rule.every !== undefined
          ? `every ${rule.every}th request`
          : rule.from !== undefined || rule.to !== undefined
            ? `requests ${rule.from ?? 1} to ${rule.to ?? "the last"}`
            : "every request";
  const more = Object.values(details).filter((one) => typeof one === "number" || typeof one === "string");
  return `${which} for ${rule.method ?? "any method"} ${rule.route}: ${[kind, ...more].join(" ")}`;
}

function choice(name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return element("select", { name }, ...options.map(([value, text]) => element("option", { value }, text)));
}

function labelled(text: string, control: HTMLElement): HTMLElement {
  return element("label", {}, element("span", {}, text), control);
}

/** What the amount means to each choice, and what it is at first; a choice that is not here takes none. */
const AMOUNTS: Readonly<Record<string, { readonly member: string; readonly first: number }>> = {
  status: { member: "status", first: 503 },
  delay: { member: "milliseconds", first: 2000 },
  slowed: { member: "milliseconds", first: 2000 },
};

function actionOf(choice: string, amount: number): Rule["action"] {
  const member = AMOUNTS[choice]?.member;
  return {
    ...(isServiceAnswerName(choice) ? { kind: "answer", name: choice } : { kind: choice }),
    ...(member === undefined ? {} : { [member]: amount }),
  };
}

function openPanel(): void {
  const list = element("ul", { class: "faults" });
  const problem = element("p", { role: "alert" });
  const method = choice("method", [
    ["", "Any method"],
    ...["GET", "POST", "PATCH", "PUT", "DELETE"].map((name): readonly [string, string] => [name, name]),
  ]);
  const route = element("input", { name: "route", required: true, placeholder: "workitemsbatch", autocomplete: "off" });
  const nth = element("input", { name: "nth", type: "number", min: 1, placeholder: "all" });
  const kind = choice("kind", [
    ["status", "Answer with status"],
    ["delay", "Delay by milliseconds"],
    ["drop", "Drop the connection"],
    ["truncate", "Cut the answer short"],
    ...SERVICE_ANSWER_NAMES.map((name): readonly [string, string] => [name, SERVICE_ANSWERS[name].label]),
  ]);
  const amount = element("input", { name: "amount", type: "number", min: 0, value: "503" });
  kind.addEventListener("change", () => {
    const takes = AMOUNTS[kind.value];
    amount.disabled = takes === undefined;
    amount.value = String(takes?.first ?? "");
  });

  let rules: Rule[] = [];

  function show(current: Rule[]): void {
    rules = current;
    problem.textContent = "";
    const entries = rules.map((rule) => {
      const text = describe(rule);
      const remove = button("Remove", () => change(rules.filter((one) => one !== rule)), {
        "aria-label": `Remove: ${text}`,
      });
      return element("li", {}, element("span", {}, text), remove);
    });
    list.replaceChildren(...(entries.length === 0 ? [element("li", {}, "No fault is set.")] : entries));
  }

  function ask(answer: Promise<Rule[]>): void {
    answer.then(show, (error: unknown) => {
      problem.textContent = `The faults could not be changed: ${error instanceof Error ? error.message : String(error)}`;
    });
  }

  function change(to: readonly Rule[]): void {
    ask(control("PUT", to));
  }

  const form = element(
    "form",
    {
      class: "fault-form",
      submit: (event) => {
        event.preventDefault();
        const rule: Rule = { route: route.value, action: actionOf(kind.value, Number(amount.value)) };
        if (method.value !== "") rule.method = method.value;
        if (nth.value !== "") rule.nth = Number(nth.value);
        change([...rules, rule]);
      },
    },
    labelled("Method", method),
    labelled("Path contains", route),
    labelled("Only the n-th", nth),
    labelled("What happens", kind),
    labelled("Status or milliseconds", amount),
    element("button", { type: "submit", class: "primary" }, "Add fault"),
  );
  const dialog = element(
    "dialog",
    { class: "overlay panel medium", "aria-label": "Faults", close: () => dialog.remove() },
    element(
      "div",
      { class: "overlay-content" },
      element(
        "header",
        { class: "overlay-header" },
        element("h2", {}, "Faults"),
        button("✕", () => dialog.close(), { class: "icon-button", "aria-label": "Close" }),
      ),
      element(
        "p",
        { class: "overlay-description" },
        "Spoils REST requests on purpose, to see what the extension makes of it. Not part of Azure DevOps.",
      ),
      list,
      button("Clear all", () => change([])),
      problem,
      form,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  ask(control("GET"));
}

/** The button that opens the panel. */
export function faultButton(): HTMLButtonElement {
  return button("Faults", openPanel, { class: "faults-button", "aria-haspopup": "dialog" });
}
