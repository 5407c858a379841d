import { randomBytes } from "node:crypto";

/** Tokens of users, good for as long as the server runs. */
export class Tokens {
  private readonly users = new Map<string, string>();

  issue(userId: string): string {
    const token = randomBytes(24).toString("base64url");
    this.users.set(token, userId);
    return token;
  }

  /** The user whose token an Authorization header carries, as Bearer or as the password of Basic; null for none. */
  userOf(authorization: string | undefined): string | null {
    const [scheme, credentials] = (authorization ?? "").split(" ");
    if (scheme === undefined || credentials === undefined) return null;
    if (scheme.toLowerCase() === "bearer") return this.users.get(credentials) ?? null;
    if (scheme.toLowerCase() !== "basic") return null;
    const decoded = Buffer.from(credentials, "base64").toString("utf8");
    return this.users.get(decoded.slice(decoded.indexOf(":") + 1)) ?? null;
  }
}
