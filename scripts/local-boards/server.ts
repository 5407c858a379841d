import { Server } from "./http/server";
import type { LocalBoards, LocalBoardsOptions } from "./localBoards";

export type { Estate } from "./model/estate";
export type { FaultAction, FaultRule } from "./faults";
export type { LocalBoards, LocalBoardsOptions, ServedOrganization } from "./localBoards";
export { largeEstate } from "./estates/large";
export { sampleEstate } from "./estates/sample";
export { templateEstate } from "./estates/template";
export { forgetEstate, loadEstate, saveEstate } from "./persistence";

/** Starts serving an estate; the caller owns the http server and passes its requests to `handle`. */
export function createLocalBoards(options: LocalBoardsOptions): LocalBoards {
  return new Server(options);
}
