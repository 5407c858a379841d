/** A browser that goes away in the middle of an answer is no failure of the server. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { type RunningBoards, startLocalBoards } from "../../../scripts/local-boards/shell";

describe("a reader that goes away", () => {
  let folder = "";
  let boards: RunningBoards;
  const errors: unknown[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "extension-"));
    mkdirSync(join(folder, "dist"));
    // More than a socket takes at once, so that the answer is still under way when the reader leaves.
    writeFileSync(join(folder, "dist", "large.js"), Buffer.alloc(64 * 1024 * 1024, 32));
    writeFileSync(
      join(folder, "vss-extension.json"),
      JSON.stringify({
        id: "extension",
        publisher: "publisher",
        version: "1.0.0",
        name: "Extension",
        files: [{ path: "dist", addressable: true }],
        contributions: [],
      }),
    );
    const builder = new EstateBuilder();
    builder.user("Ana", "ana@example.com");
    builder.project({ name: "Fabrikam" });
    boards = await startLocalBoards({
      estate: builder.build({ label: "test", description: "" }),
      extensionDirectory: folder,
      hostDirectory: folder,
      port: 0,
      clock: () => Date.now(),
      onError: (error) => errors.push(error),
    });
  });

  afterAll(async () => {
    await boards.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("leaves no error behind", async () => {
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
