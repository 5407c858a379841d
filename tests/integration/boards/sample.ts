/** The sample estate behind a local Azure Boards that listens, and a transport to it. */
import {
  type FaultRule,
  type LocalBoards,
  type LocalBoardsOptions,
  sampleEstate,
} from "../../../scripts/local-boards/server";
import { systemClock } from "../../../src/boards/clock";
import { DEFAULT_RETRY } from "../../../src/boards/retryPolicy";
import { createTransport, type Transport, type TransportEvent } from "../../../src/boards/transport";
import { NOW } from "../../builders/estate";
import { serve, type Served } from "../local-boards/serve";

/** The waits of production, a thousand times shorter. */
const QUICK = { ...DEFAULT_RETRY, throttledMs: 5, brokenMs: 1, slowMs: 60_000 };

export const ESTATE = sampleEstate({ now: NOW });
export const SAMPLE_PROJECT = ESTATE.projects[0]!;

/** For writers that are to write no effort. */
export const noEffort = (): Promise<string> => Promise.reject(new Error("No effort was to be written."));

/** What a test of the reading and writing has. */
export interface ServedSample {
  readonly boards: LocalBoards;
  /** A transport of a user, by id; of the administrator where none is given. */
  transport(userId?: string): Transport;
  transportWith(getToken: () => Promise<string>): Transport;
  /** What the transports did in this test. */
  readonly events: readonly TransportEvent[];
  /** Sends a request as the administrator. */
  readonly send: Served["send"];
  fail(...rules: FaultRule[]): void;
}

/** Serves an estate anew for each test of the file (or describe block): call it once at the top. */
export function useServed(options: Partial<Omit<LocalBoardsOptions, "origin">> = {}): ServedSample {
  let served: Served | null = null;
  let events: TransportEvent[] = [];
  const running = (): Served => {
    if (served === null) throw new Error("The local Azure Boards runs within a test only.");
    return served;
  };
  beforeEach(async () => {
    events = [];
    served = await serve({ estate: ESTATE, clock: () => NOW, ...options });
  });
  afterEach(async () => {
    await served?.close();
    served = null;
  });
  const transportWith = (getToken: () => Promise<string>): Transport =>
    createTransport({
      organizationUrl: running().boards.organizationUrl,
      fetch,
      getToken,
      clock: systemClock,
      random: () => 0,
      retry: QUICK,
      observer: (event) => events.push(event),
    });
  return {
    get boards() {
      return running().boards;
    },
    get events() {
      return events;
    },
    transport: (userId) => {
      const { boards } = running();
      return transportWith(() => Promise.resolve(boards.tokens.issue(userId ?? boards.users()[0]!.id)));
    },
    transportWith,
    send: (...request) => running().send(...request),
    fail: (...rules) => {
      running().boards.setFaults(rules);
    },
  };
}
