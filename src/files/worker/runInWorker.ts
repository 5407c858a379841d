/** The part of a worker that is used. */
export interface RunningWorker<Request, Message> {
  postMessage(request: Request): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Message }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

/** What is asked of a worker. */
export interface WorkerRun<Request, Message, Result> {
  /** Gives a worker that nobody uses yet. */
  readonly start: () => Promise<RunningWorker<Request, Message>>;
  readonly request: Request;
  readonly signal: AbortSignal;
  /** What the run rejects with that its signal ended. */
  readonly cancelled: () => Error;
  /** Hears each message: the last one it answers with the result, all before it with null. What it throws ends the run. */
  readonly onMessage: (message: Message) => { readonly result: Result } | null;
  /** What the run rejects with where the worker died, or was never let to begin. `message` may be empty. */
  readonly died: (message: string) => Error;
}

/** Has a worker of its own answer one request, and ends it with that: whether it answered, failed or was cancelled. */
export async function runInWorker<Request, Message, Result>(run: WorkerRun<Request, Message, Result>): Promise<Result> {
  const { signal, cancelled } = run;
  if (signal.aborted) throw cancelled();
  const worker = await run.start();
  let abort = (): void => undefined;
  try {
    return await new Promise<Result>((resolve, reject) => {
      abort = () => {
        reject(cancelled());
      };
      signal.addEventListener("abort", abort);
      if (signal.aborted) {
        abort();
        return;
      }
      worker.onmessage = ({ data }) => {
        try {
          const answer = run.onMessage(data);
          if (answer !== null) resolve(answer.result);
        } catch (thrown) {
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
      };
      worker.onerror = ({ message }) => {
        reject(run.died(message ?? ""));
      };
      worker.postMessage(run.request);
    });
  } finally {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  }
}

/**
 * Starts a worker from its text. An address would not do: the page's origin may be another than its scripts', and it has none
 * at all in a sandboxed frame.
 */
export function workerFromText<Request, Message>(text: string): RunningWorker<Request, Message> {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(address);
  const started: RunningWorker<Request, Message> = {
    postMessage: (request) => {
      worker.postMessage(request);
    },
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
    onmessage: null,
    onerror: null,
  };
  worker.onmessage = (event: MessageEvent<Message>) => started.onmessage?.(event);
  worker.onerror = (event) => {
    // The page need not hear of it a second time.
    event.preventDefault();
    started.onerror?.(event);
  };
  return started;
}
