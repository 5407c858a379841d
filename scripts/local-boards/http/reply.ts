/** A list, which is answered as `{count, value}` or, where the client asks for it, as a bare array. */
export class ListOf {
  constructor(readonly values: readonly unknown[]) {}
}

/** A member of an enumeration, which is answered by name or by number. */
export class Enumerated {
  constructor(
    readonly name: string,
    readonly number: number,
  ) {}
}

/** The address of a resource (or a set of them), which is left out where the client asks for no addresses. */
export class ResourceUrl {
  constructor(readonly value: string | Readonly<Record<string, { readonly href: string }>>) {}
}

/**
 * What a handler answers. In its body `Date` is an instant and the classes above stand for what the client's style
 * decides; everything else is JSON as it is.
 */
export interface Reply {
  readonly status: number;
  /** Absent: no content. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 200 with a list. */
export function okList(values: readonly unknown[]): Reply {
  return { status: 200, body: new ListOf(values) };
}
