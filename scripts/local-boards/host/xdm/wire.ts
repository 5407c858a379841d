/**
 * The wire format of the frame protocol, written from reference §1.1: what becomes of a value on its way through
 * `postMessage`. Both directions keep the quirks that extensions meet in Azure DevOps, because a stand-in that is
 * kinder than the original hides faults.
 */

/** Settings that travel with a call and rule how its result is written. */
export interface SerializationSettings {
  readonly includeUnderscoreProperties?: boolean;
}

/** A call; a message with `instanceId` is one. */
export interface CallMessage {
  readonly id: number;
  readonly methodName?: string;
  readonly instanceId: string;
  readonly instanceContext?: unknown;
  readonly params?: unknown;
  readonly serializationSettings?: SerializationSettings;
  readonly handshakeToken?: string;
}

/** A reply; a message without `instanceId` is one. */
export interface ReplyMessage {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly handshakeToken?: string;
}

/** Deeper values than this are cut off. */
const MAX_DEPTH = 100;

/** Gives a function an id under which the other side can call it. */
export type RegisterFunction = (target: (...args: unknown[]) => unknown, context: object) => number;

/** Makes the local stand-in of a function of the other side. */
export type CallFunction = (functionId: number, args: unknown[]) => Promise<unknown>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Own and inherited names, without those of Object.prototype: an Error carries its `name` and `toString` along. */
function propertyNames(value: object): Set<string> {
  const names = new Set<string>();
  for (
    let level: object | null = value;
    level !== null && level !== Object.prototype;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name !== "constructor") names.add(name);
    }
  }
  return names;
}

function isBrowserObject(value: object): boolean {
  return [globalThis.Node, globalThis.Window, globalThis.Event].some(
    (type: unknown) => typeof type === "function" && value instanceof type,
  );
}

/**
 * Turns a value into what JSON can carry.
 * @returns the plain value; `undefined` where the protocol drops it (null members, DOM objects, too deep)
 */
export function serialize(
  value: unknown,
  settings: SerializationSettings | undefined,
  channelId: number,
  registerFunction: RegisterFunction,
): unknown {
  const originals: object[] = [];
  const copies: Record<string, unknown>[] = [];
  let nextCircularId = 1;

  function copyObject(source: object, depth: number): unknown {
    if (depth > MAX_DEPTH || isBrowserObject(source)) return undefined;
    const isArray = Array.isArray(source);
    const copy = (isArray ? [] : {}) as Record<string, unknown>;
    originals.push(source);
    copies.push(copy);
    const names = isArray ? source.map((_, index) => String(index)) : propertyNames(source);
    for (const name of names) {
      if (!isArray && name.startsWith("_") && settings?.includeUnderscoreProperties !== true) continue;
      copyMember(source as Record<string, unknown>, copy, name, depth);
    }
    originals.pop();
    copies.pop();
    return copy;
  }

  function copyMember(source: Record<string, unknown>, copy: Record<string, unknown>, name: string, depth: number) {
    let member: unknown;
    try {
      member = source[name];
    } catch {
      return; // a getter that throws has no value to carry
    }
    if (typeof member === "function") {
      copy[name] = {
        __proxyFunctionId: registerFunction(member as (...args: unknown[]) => unknown, source),
        _channelId: channelId,
      };
    } else if (member instanceof Date) {
      copy[name] = { __proxyDate: member.getTime() };
    } else if (isObject(member)) {
      const ancestor = copies[originals.indexOf(member)];
      if (ancestor === undefined) copy[name] = copyObject(member, depth + 1);
      else copy[name] = { __circularReference: (ancestor["__circularReferenceId"] ??= nextCircularId++) };
    } else if (member !== undefined && member !== null && name !== "__proxyFunctionId") {
      copy[name] = member;
    } else if (member === null) {
      copy[name] = undefined;
    }
  }

  return (copyObject([value], 1) as unknown[])[0];
}

/** Revives what `serialize` of either side wrote: functions, dates and circular references, in place. */
export function deserialize(value: unknown, callFunction: CallFunction): unknown {
  const circular = new Map<unknown, unknown>();

  function revive(parent: Record<string, unknown>, name: string): void {
    const member = parent[name];
    if (name === "__circularReferenceId" && typeof member === "number") {
      circular.set(member, parent);
      delete parent[name];
      return;
    }
    if (!isObject(member)) return;
    const functionId = member["__proxyFunctionId"];
    const date = member["__proxyDate"];
    const reference = member["__circularReference"];
    if (typeof functionId === "number" && functionId !== 0) {
      parent[name] = (...args: unknown[]) => callFunction(functionId, args);
    } else if (typeof date === "number" && date !== 0) {
      // Epoch 0 stays a plain object: the original tests for truth.
      parent[name] = new Date(date);
    } else if (reference !== undefined && reference !== 0) {
      parent[name] = circular.get(reference);
    } else {
      reviveMembers(member);
    }
  }

  function reviveMembers(parent: Record<string, unknown>): void {
    // The marker of an ancestor is read first: JSON puts it behind the member that refers to it.
    if ("__circularReferenceId" in parent) revive(parent, "__circularReferenceId");
    for (const name of Object.keys(parent)) revive(parent, name);
  }

  const holder: Record<string, unknown> = { value };
  revive(holder, "value");
  return holder["value"];
}
