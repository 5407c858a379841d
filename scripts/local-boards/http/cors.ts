import type { ServerResponse } from "node:http";

/** What dev.azure.com lets a browser of another origin read [R]; nothing more, or clients would work only here. */
const EXPOSED = "Request-Context,ActivityId,X-TFS-Session,X-MS-ContinuationToken,X-VSS-GlobalMessage,ETag";

/** What the preflight admits. The names are those that the official client sends [S]; how the service does it is [?]. */
const ADMITTED =
  "authorization,accept,content-type,x-tfs-fedauthredirect,x-tfs-session,x-vss-reauthenticationaction,x-http-method-override,if-match";

/** Sets the headers of an actual response. */
export function allowCrossOrigin(response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Headers", "authorization");
  response.setHeader("Access-Control-Allow-Methods", "OPTIONS,GET,POST,PATCH,PUT,DELETE");
  response.setHeader("Access-Control-Max-Age", "3600");
  response.setHeader("Access-Control-Expose-Headers", EXPOSED);
}

/** Answers a preflight. It needs no token. */
export function answerPreflight(response: ServerResponse): void {
  allowCrossOrigin(response);
  response.setHeader("Access-Control-Allow-Headers", ADMITTED);
  response.writeHead(200);
  response.end();
}
