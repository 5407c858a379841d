/** How long the first full verdict takes, beside fetching the same bytes in the same way and doing nothing with them. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { systemClock } from "../../src/boards/clock";
import { readSnapshot } from "../../src/boards/readSnapshot";
import { createTransport } from "../../src/boards/transport";
import { assess } from "../../src/domain/readiness/assess";
import { policy } from "../builders/estate";
import { measure, print } from "./measure";

const ASSETS = 20_000;
const CONCURRENT = 6;
const READY = v.object({ url: v.string(), token: v.string(), projectId: v.string() });

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** Prints the times at two latencies: on the spot, and as far away as a cloud service is. */
export async function benchReading(): Promise<void> {
  for (const latency of [0, 100]) {
    const child = fork(fileURLToPath(new URL("boardsProcess.mjs", import.meta.url)), [`${ASSETS}`, `${latency}`]);
    try {
      const ready = await new Promise((resolve, reject) => {
        child.once("message", resolve);
        child.once("exit", () => reject(new Error("The local Azure Boards of the measurement ended.")));
      });
      await measureReading(v.parse(READY, ready), latency);
    } finally {
      child.kill();
    }
  }
}

async function measureReading({ url, token, projectId }: v.InferOutput<typeof READY>, latency: number): Promise<void> {
  const mapping = policy();
  const verdict = async (calls?: Call[]): Promise<void> => {
    const transport = createTransport({
      organizationUrl: url,
      fetch: (address, init) => {
        calls?.push({ url: address, init });
        return fetch(address, init);
      },
      getToken: () => Promise.resolve(token),
      clock: systemClock,
      random: Math.random,
      maxConcurrent: CONCURRENT,
    });
    const project = { id: projectId, name: "Fabrikam Move" };
    const snapshot = await readSnapshot(transport, { project, policy: mapping, reader: { id: "", displayName: "" } });
    if (snapshot.losses.length > 0) throw new Error("The reading of the measurement lost something.");
    assess(snapshot, mapping, snapshot.asOf);
  };
  // What a reading asks for, to be asked for again by the floor.
  const calls: Call[] = [];
  await verdict(calls);
  const floor = async (): Promise<void> => {
    const left = calls.map(({ url: address, init }) => ({ address, init: { ...init, signal: null } }));
    const lane = async (): Promise<void> => {
      for (let call = left.shift(); call !== undefined; call = left.shift()) {
        await (await fetch(call.address, call.init)).text();
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT }, lane));
  };
  const timings = await measure({ "floor: fetch the same bytes": floor, "read and assess": () => verdict() }, 5);
  const title = `${ASSETS.toLocaleString("en-US")} assets, ${latency} ms a response, ${calls.length} requests: first full verdict`;
  print(title, timings, "floor: fetch the same bytes");
}
