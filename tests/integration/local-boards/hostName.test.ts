/** A page elsewhere whose name leads to this machine is of this origin to a browser; it gets no token. */
import { request } from "node:http";
import { useShell } from "./shell";

describe("the name that a request was sent to", () => {
  const shell = useShell();

  function get(path: string, host: string): Promise<{ status: number | undefined; text: string }> {
    const { boards } = shell;
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
        expect([answer.status, answer.text.includes(shell.boards.token)]).toEqual([403, false]);
      }
    },
  );

  it("may be any for REST, which asks for a token", async () => {
    expect((await get("/local/_apis/projects", "boards.internal:8080")).status).toBe(200);
  });
});
