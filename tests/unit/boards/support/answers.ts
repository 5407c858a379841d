/** A JSON answer as Azure DevOps gives it. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8; api-version=7.0", ...headers },
  });
}

/** A refusal in Azure DevOps' own envelope. */
export function refusal(
  status: number,
  message: string,
  typeKey: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = {
    $id: "1",
    innerException: null,
    message,
    typeName: `X.${typeKey}, X`,
    typeKey,
    errorCode: 0,
    eventId: 3000,
  };
  return json(body, status, headers);
}

/** 429 as Azure DevOps words it. */
export function tooMany(headers: Readonly<Record<string, string>> = {}): Response {
  const message =
    "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency'.";
  return refusal(429, message, "RequestBlockedException", headers);
}

/** An answer that is no JSON. */
export function raw(body: string, status = 200, contentType = "application/json; charset=utf-8"): Response {
  return new Response(body, { status, headers: { "content-type": contentType } });
}
