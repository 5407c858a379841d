/** The local Azure Boards as the other side of the comparison: the sample, in this process, on a port of its own. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../remote/connection";
import { parseOrganizationUrl } from "../remote/organizationUrl";
import { Secret } from "../remote/token";
import { createLocalBoards, sampleEstate } from "../server";
import { type Asked, asking } from "./asking";

/** A stand-in that can be asked until it is closed. */
export interface StandIn {
  readonly asked: Asked;
  close(): Promise<void>;
}

/**
 * Starts it.
 * @param now milliseconds since the epoch, around which the sample is made
 */
export async function startStandIn(now: number): Promise<StandIn> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const boards = createLocalBoards({ origin, estate: sampleEstate({ now }), clock: () => now });
  server.on("request", (request, response) => {
    boards.handle(request, response).then(
      (handled) => {
        if (!handled) response.writeHead(404).end();
      },
      (error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
  const [user] = boards.users();
  const [project] = boards.projects();
  if (user === undefined || project === undefined) throw new Error("The sample has no user or no project.");
  const connection = connect(parseOrganizationUrl(boards.organizationUrl), new Secret(boards.tokens.issue(user.id)));
  return {
    asked: asking(connection, project),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
