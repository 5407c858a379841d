import { resolve } from "node:path";
import { claimFile } from "../dataFolder";
import type { FaultRule } from "../faults";
import { forgetEstate, loadEstate } from "../server";
import { type HostOptions, type RunningBoards, startHost } from "../shell";
import { connect } from "./connection";
import { documentsFile } from "./documents";
import { identify, type RemoteWorld } from "./identify";
import type { OrganizationOptions } from "./options";
import { RemoteBoards, remoteUser } from "./remoteBoards";
import type { Secret } from "./token";

/** What a real organisation is tried with. */
export interface RemoteStart extends OrganizationOptions {
  readonly token: Secret;
  readonly host: HostOptions;
  readonly clock: () => number;
  readonly faults: readonly FaultRule[];
  /** Folder in which documents of extensions are kept. */
  readonly data: string;
  /** Forget what was kept before. */
  readonly reset: boolean;
}

/** A real organisation behind the pages. */
export interface RunningOrganization {
  readonly running: RunningBoards<RemoteBoards>;
  readonly world: RemoteWorld;
  /** Where the documents are kept. */
  readonly file: string;
  /** Gives the file back; to be called after `running.close`. */
  release(): Promise<void>;
}

/**
 * Asks the organisation who asks, and serves it.
 * @throws IdentifyError, ConnectionError where the organisation cannot be used; InUseError where another server keeps
 * documents in the same file; what `startHost` throws
 */
export async function startOrganization(start: RemoteStart): Promise<RunningOrganization> {
  const { address, project, allowsWrites, token, clock, faults } = start;
  const connection = connect(address, token);
  const world = await identify(connection, project);
  const file = documentsFile(resolve(start.data), address, world.project.id);
  const release = await claimFile(file);
  try {
    if (start.reset) await forgetEstate(file);
    const documents = (await loadEstate(file))?.documents ?? [];
    const persistence = { file };
    const running = await startHost(start.host, {
      users: [remoteUser(world, allowsWrites)],
      serve: (origin) =>
        new RemoteBoards({ origin, connection, world, allowsWrites, clock, persistence, documents, faults }),
    });
    return { running, world, file, release };
  } catch (error) {
    await release();
    throw error;
  }
}
