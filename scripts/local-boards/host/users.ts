/**
 * Who a page is shown to: the user that the server signs in, or another one that was chosen on a page. The choice is a
 * cookie of the host's origin. It names both, so that it ends where the server is started for somebody else.
 */

/** Name of the cookie. Its value is `<id of who was signed in>.<id of who was chosen>`. */
export const USER_COOKIE = "local-boards-user";

/** The cookie's value for a choice. */
export function userChoice(signedIn: string, chosen: string): string {
  return `${signedIn}.${chosen}`;
}

/**
 * Reads the choice from a `Cookie` header.
 * @returns the id of the chosen user, which may be of nobody; null where nobody was chosen
 */
export function chosenUser(cookies: string | undefined, signedIn: string): string | null {
  for (const cookie of (cookies ?? "").split(";")) {
    const [name, value = ""] = cookie.trim().split("=", 2);
    if (name === USER_COOKIE && value.startsWith(`${signedIn}.`)) return value.slice(signedIn.length + 1);
  }
  return null;
}
