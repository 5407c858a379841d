/** Builds elements. Text goes in as text nodes only, so a title can never become markup. */

type Child = Node | string | null | undefined;

/** Attributes by name; a function is a listener, `false` and `undefined` leave the attribute out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** Makes an element with attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  append(made, ...children);
  return made;
}

/** Appends what is there of the children. */
export function append(parent: Element, ...children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined) parent.append(child);
  }
}

/** An address that may be followed: http or https, else null. */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url, location.href);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** A link, or plain text where the address may not be followed. */
export function link(url: string, text: string, attributes: Attributes = {}): HTMLElement {
  const href = safeUrl(url);
  return href === null ? element("span", {}, text) : element("a", { ...attributes, href }, text);
}

/** A button that does something. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return element("button", { type: "button", ...attributes, click: onClick }, text);
}

/** A moment for people: the locale's date and time, exact on hover. */
export function moment(iso: string): HTMLElement {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return element("span", {}, iso);
  const text = date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return element("time", { datetime: iso, title: iso }, text);
}
