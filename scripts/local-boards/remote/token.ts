/** The secret with which a real organisation is asked: it is kept in one place and taken out of all that leaves it. */

/** Name of the environment variable that holds it. An option would show it in the list of processes. */
export const TOKEN_VARIABLE = "AZURE_DEVOPS_TOKEN";

/** What the token has to allow, for messages and help. */
export const TOKEN_SCOPES =
  "Work Items (read; read & write with --allow-writes), Project and Team (read), User Profile (read)";

/** No token, or one that cannot be one. */
export class TokenError extends Error {}

/** A token that does not show itself: neither as text nor as JSON. */
export class Secret {
  readonly #token: string;
  readonly #shown: readonly string[];

  /** @throws TokenError where the text cannot be a token */
  constructor(text: string) {
    const token = text.trim();
    if (!/^[\x21-\x7e]{8,}$/.test(token)) {
      throw new TokenError(
        `${TOKEN_VARIABLE} holds no token: expected at least 8 characters without spaces. Copy it anew.`,
      );
    }
    this.#token = token;
    const encoded = [basicCredentials(token), Buffer.from(token).toString("base64")];
    // With and without the padding, which addresses escape.
    this.#shown = [token, ...encoded, ...encoded.map((text) => text.replace(/=+$/, ""))];
  }

  /** The header that signs a request: Bearer for a token of Microsoft Entra, which is a JWT, else Basic without a name. */
  authorization(): string {
    return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(this.#token)
      ? `Bearer ${this.#token}`
      : `Basic ${basicCredentials(this.#token)}`;
  }

  /** A text in which the token, wherever an answer repeats it, is replaced by three stars. */
  removedFrom(text: string): string {
    return this.#shown.reduce((rest, shown) => rest.replaceAll(shown, "***"), text);
  }

  toString(): string {
    return "***";
  }

  toJSON(): string {
    return "***";
  }
}

function basicCredentials(token: string): string {
  return Buffer.from(`:${token}`).toString("base64");
}

/**
 * Takes the token out of an environment, so that no child process gets it.
 * @throws TokenError where there is none, or none that could be one
 */
export function takeToken(environment: Record<string, string | undefined>): Secret {
  const text = environment[TOKEN_VARIABLE];
  delete environment[TOKEN_VARIABLE];
  if (text !== undefined && text.trim() !== "") return new Secret(text);
  throw new TokenError(
    `There is no token: set the environment variable ${TOKEN_VARIABLE} to a personal access token with the scopes ${TOKEN_SCOPES}.`,
  );
}
