/** A local Azure Boards with many assets, in a process of its own so that it does not share the reader's time. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EstateBuilder } from "../../scripts/local-boards/estates/builder";
import { createLocalBoards } from "../../scripts/local-boards/server";

const DAY = 86_400_000;
const [assets = 0, latency = 0] = process.argv.slice(2).map(Number);

const at = Date.now() - 40 * DAY;
const builder = new EstateBuilder();
const by = builder.user("Ana Example", "ana@example.com");
const project = builder.project({ name: "Fabrikam Move" });
for (let workload = 0; workload < assets / 25; workload++) {
  const parent = builder.item({
    type: "Feature",
    title: `Workload ${workload}`,
    project,
    at,
    by,
    tags: [`release:Wave ${workload % 20}`],
  });
  for (let index = 0; index < 25; index++) {
    const fields = { "System.AssignedTo": by.uniqueName };
    const title = `VM ${workload}-${index}`;
    const id = builder.item({ type: "User Story", title, project, at, by, tags: ["kind:vm"], fields });
    builder.parent(id, parent, at + 1000, by);
  }
}
const estate = builder.build({ label: "bench", description: "Generated for a measurement." });

const server = createServer((request, response) => {
  setTimeout(() => void boards.handle(request, response), latency);
});
server.listen(0, "localhost");
await new Promise((resolve) => server.once("listening", resolve));
const { port } = server.address() as AddressInfo;
const boards = createLocalBoards({ origin: `http://localhost:${port}`, estate, clock: () => Date.now() });
process.send?.({ url: boards.organizationUrl, token: boards.tokens.issue(by.id), projectId: project.id });
