/**
 * One channel of the frame protocol, host side: talks to the extension in one iframe (reference §1.1).
 */
import type { CallMessage, ReplyMessage, SerializationSettings } from "./wire";
import { deserialize, serialize } from "./wire";

/** An object that the other side may call, or a function that makes it from the call's context. */
export type Registered = object | ((context: unknown) => object);

/** What a channel needs to know of its frame. */
export interface ChannelPeer {
  readonly window: Window;
  /** Whether a message from this origin may speak for the frame ("null" for a sandboxed one). */
  accepts(origin: string): boolean;
  /** Where replies may go: the extension's origin, or "*" for a sandboxed frame, whose origin cannot be named. */
  readonly targetOrigin: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

const FUNCTIONS = "__proxyFunctions";

let nextChannelId = 1;

function parseMessage(data: unknown): CallMessage | ReplyMessage | null {
  if (typeof data !== "string") return null;
  try {
    const message: unknown = JSON.parse(data);
    const isMessage = typeof message === "object" && message !== null && "id" in message;
    return isMessage ? (message as CallMessage | ReplyMessage) : null;
  } catch {
    return null; // other scripts may post text of their own
  }
}

/**
 * A rejection must be an object: the SDK tests the error for truth, and an empty one would arrive as a resolved
 * `undefined` (reference §1.1, "Empty rejection").
 */
function asError(reason: unknown): object {
  if (typeof reason === "object" && reason !== null) return reason;
  return new Error(
    typeof reason === "string" && reason !== "" ? reason : "The host rejected the call without a reason.",
  );
}

/** A live channel; `close` ends it and forgets what was registered. */
export class Channel {
  private readonly id = nextChannelId++;
  private readonly objects = new Map<string, Registered>();
  private functions: Record<string, (...args: unknown[]) => unknown> = {};
  private readonly waiting = new Map<number, Waiting>();
  private nextMessageId = 1;
  private nextFunctionId = 1;

  constructor(private readonly peer: ChannelPeer) {
    window.addEventListener("message", this.onMessage);
  }

  /** Lets the other side call an object under a name. */
  register(instanceId: string, instance: Registered): void {
    this.objects.set(instanceId, instance);
  }

  /**
   * Calls a method of an object that the extension registered.
   * @returns what the method returned; rejects with the extension's error as a plain object
   */
  invoke(
    instanceId: string,
    methodName: string,
    params: unknown[],
    settings?: SerializationSettings,
  ): Promise<unknown> {
    const id = this.nextMessageId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({
        id,
        methodName,
        instanceId,
        instanceContext: {},
        params: this.write(params, settings),
        serializationSettings: settings,
      });
    });
  }

  /** Stops listening. Calls that still wait are rejected: their frame is gone. */
  close(): void {
    window.removeEventListener("message", this.onMessage);
    for (const { reject } of this.waiting.values()) reject(new Error("The frame was closed before it answered."));
    this.waiting.clear();
    this.objects.clear();
    this.functions = {};
  }

  private readonly onMessage = (event: MessageEvent): void => {
    if (event.source !== this.peer.window || !this.peer.accepts(event.origin)) return;
    const message = parseMessage(event.data);
    if (message === null) return;
    if ("instanceId" in message && message.instanceId) void this.answer(message);
    else this.settle(message);
  };

  private settle(reply: ReplyMessage): void {
    const waiting = this.waiting.get(reply.id);
    if (waiting === undefined) return;
    this.waiting.delete(reply.id);
    if (reply.error) waiting.reject(this.read(reply.error));
    else waiting.resolve(this.read(reply.result));
  }

  private async answer(call: CallMessage): Promise<void> {
    try {
      const target = await this.find(call);
      const result = call.methodName ? await this.call(target, call.methodName, call.params) : target;
      this.reply(call, { result: this.write(result, call.serializationSettings) });
    } catch (reason) {
      this.reply(call, { error: this.write(asError(reason), call.serializationSettings) });
    }
  }

  private async find(call: CallMessage): Promise<object> {
    if (call.instanceId === FUNCTIONS) return this.functions;
    const registered = this.objects.get(call.instanceId);
    if (registered === undefined) throw new Error(`The registered object ${call.instanceId} could not be found.`);
    return typeof registered === "function"
      ? (registered as (context: unknown) => object)(call.instanceContext)
      : registered;
  }

  private call(target: object, methodName: string, params: unknown): unknown {
    const method: unknown = Object.hasOwn(target, methodName) ? Reflect.get(target, methodName) : undefined;
    if (typeof method !== "function") throw new Error(`RPC method not found: ${methodName}`);
    const args = this.read(params);
    return Reflect.apply(method, target, Array.isArray(args) ? args : []);
  }

  private reply(call: CallMessage, outcome: { result: unknown } | { error: unknown }): void {
    this.send({ id: call.id, ...outcome, handshakeToken: call.handshakeToken });
  }

  private send(message: CallMessage | ReplyMessage): void {
    this.peer.window.postMessage(JSON.stringify(message), this.peer.targetOrigin);
  }

  private write(value: unknown, settings: SerializationSettings | undefined): unknown {
    return serialize(value, settings, this.id, (target, context) => {
      const id = this.nextFunctionId++;
      this.functions[`proxy${id}`] = (...args) => Reflect.apply(target, context, args);
      return id;
    });
  }

  private read(value: unknown): unknown {
    return deserialize(value, (id, args) =>
      this.invoke(FUNCTIONS, `proxy${id}`, args, { includeUnderscoreProperties: true }),
    );
  }
}
