/** A page elsewhere whose name leads to this machine is of this origin to a browser; it gets no token. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { type RunningBoards, startLocalBoards } from "../../../scripts/local-boards/shell";

describe("the name that a request was sent to", () => {
  let folder = "";
  let boards: RunningBoards;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "extension-"));
    const manifest = { id: "extension", publisher: "publisher", version: "1.0.0", name: "Extension" };
    writeFileSync(join(folder, "vss-extension.json"), JSON.stringify({ ...manifest, files: [], contributions: [] }));
    const builder = new EstateBuilder();
    builder.user("Ana", "ana@example.com");
    builder.project({ name: "Fabrikam" });
    boards = await startLocalBoards({
      estate: builder.build({ label: "test", description: "" }),
      extensionDirectory: folder,
      hostDirectory: folder,
      port: 0,
      clock: () => Date.now(),
    });
  });

  afterAll(async () => {
    await boards.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function get(path: string, host: string): Promise<{ status: number | undefined; text: string }> {
    const { origin } = new URL(boards.organizationUrl);
    return new Promise((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${boards.token}` };
      request(origin + path, { headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode, text }));
      })
        .on("error", reject)
        .end();
    });
  }

  it.each(["localhost:1", "boards.localhost", "127.0.0.1:8080", "[::1]:8080", "192.168.1.7"])(
    "is this server's: %s",
    async (host) => {
      expect((await get("/local/", host)).status).toBe(200);
      expect((await get("/_local/estate", host)).status).toBe(200);
    },
  );

  it.each(["elsewhere.example", "localhost.elsewhere.example:8080", "127.0.0.1.elsewhere.example", "a b"])(
    "is another's, which gets neither page nor control: %s",
    async (host) => {
      for (const path of ["/local/", "/local/Fabrikam/_workitems", "/_local/estate"]) {
        const answer = await get(path, host);
        expect([answer.status, answer.text.includes(boards.token)]).toEqual([403, false]);
      }
    },
  );

  it("may be any for REST, which asks for a token", async () => {
    expect((await get("/local/_apis/projects", "boards.internal:8080")).status).toBe(200);
  });
});
