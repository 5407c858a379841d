/** The signed-in user's button in the top bar, and the menu in which another user is chosen. */
import { element } from "../dom";
import { menuButton } from "../menus/menu";
import type { PageData } from "../pageData";
import { USER_COOKIE, userChoice } from "../users";

/** The choice outlives the browser's session, as a sign-in does. Seconds. */
const ONE_YEAR = 31_536_000;

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

function become(data: PageData, userId: string): void {
  document.cookie = `${USER_COOKIE}=${userChoice(data.signedIn, userId)}; path=/; max-age=${ONE_YEAR}; samesite=lax`;
  location.reload();
}

/** The button; choosing somebody in its menu shows the page anew, to that user. */
export function userMenu(data: PageData): HTMLElement {
  const { user, users } = data;
  const made = element(
    "button",
    { type: "button", class: "user-button", title: `${user.uniqueName}, ${user.role}` },
    element("span", { class: "avatar", "aria-hidden": "true" }, initials(user.displayName)),
    element("span", { class: "visually-hidden" }, `Signed in as ${user.displayName}, ${user.role}`),
    // On narrow screens there is room for the initials only.
    element("span", { class: "user", "aria-hidden": "true" }, user.displayName),
  );
  return menuButton(made, () => ({
    label: "Use the page as",
    groups: [
      users.map(({ id, displayName, role }) => ({
        label: displayName,
        detail: role,
        checked: id === user.id,
        run: () => become(data, id),
      })),
    ],
  }));
}
