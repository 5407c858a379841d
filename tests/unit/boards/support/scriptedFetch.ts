/** One request that a test expects, and what it is answered: a response, or the error of a broken line. */
export interface Step {
  readonly expect: string;
  readonly answer: (init: RequestInit) => Response | Error | Promise<Response>;
}

/** A step. `expect` is the method and the address below the organization, e.g. `GET p/_apis/wit/fields`. */
export function step(expect: string, answer: Step["answer"]): Step {
  return { expect, answer };
}

/** A fetch that answers a script, in order, and fails the test on anything else. */
export class ScriptedFetch {
  /** Every request so far, as steps write them. */
  readonly log: string[] = [];
  readonly inits: RequestInit[] = [];
  private readonly unexpected: string[] = [];
  private readonly left: Step[];

  constructor(
    private readonly organizationUrl: string,
    steps: readonly Step[],
  ) {
    this.left = [...steps];
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = `${init.method ?? "GET"} ${url.replace(`${this.organizationUrl}/`, "")}`;
    this.log.push(request);
    this.inits.push(init);
    const next = this.left.shift();
    if (next?.expect !== request) {
      this.unexpected.push(`${request} (expected ${next?.expect ?? "no further request"})`);
      // Kept apart from the errors of a broken line, which would be retried: done() reports it.
      return new Response("unexpected request", { status: 418 });
    }
    const answer = await next.answer(init);
    if (answer instanceof Error) throw answer;
    return answer;
  };

  /** Fails unless exactly the scripted requests were made. */
  done(): void {
    expect(this.unexpected).toEqual([]);
    expect(this.left.map((step) => step.expect)).toEqual([]);
  }
}
