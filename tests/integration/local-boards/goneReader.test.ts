/** A browser that goes away in the middle of an answer is no failure of the server. */
import { get } from "node:http";
import { useShell } from "./shell";

describe("a reader that goes away", () => {
  const errors: unknown[] = [];
  const shell = useShell({
    // More than a socket takes at once, so that the answer is still under way when the reader leaves.
    files: { "large.js": Buffer.alloc(64 * 1024 * 1024, 32) },
    onError: (error) => errors.push(error),
  });

  it("leaves no error behind", async () => {
    const { boards } = shell;
    await new Promise<void>((resolve) => {
      get(`${boards.extensionOrigin}/dist/large.js`, (response) => {
        response.once("data", () => {
          response.destroy();
          resolve();
        });
      });
    });
    // Answered after the first one has ended: the server works on.
    const answer = await fetch(`${boards.organizationUrl}/_apis/projects`, {
      headers: { authorization: `Bearer ${boards.token}` },
    });
    expect(answer.status).toBe(200);
    expect(errors).toEqual([]);
  });
});
