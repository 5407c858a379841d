/** Repeated timing, and a table of what came out. */

/** What one thing took over its runs, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Runs each thing `runs` times in turns, so that what disturbs the machine disturbs all of them alike. */
export async function measure(
  things: Readonly<Record<string, () => unknown>>,
  runs: number,
): Promise<Record<string, Timing>> {
  const taken = new Map<string, number[]>(Object.keys(things).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, thing] of Object.entries(things)) {
      const start = performance.now();
      await thing();
      taken.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    [...taken].map(([name, times]) => {
      const sorted = [...times].sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
      return [name, { name, min: at(0), median: at(0.5), max: at(1) }];
    }),
  );
}

/** Prints timings one a line, each beside its ratio to the floor's median. */
export function print(title: string, timings: Readonly<Record<string, Timing>>, floor: string): void {
  const base = timings[floor]?.median ?? Number.NaN;
  say(`\n${title}`);
  for (const { name, min, median, max } of Object.values(timings)) {
    const times = [min, median, max].map((ms) => ms.toFixed(0).padStart(7)).join("");
    say(`  ${name.padEnd(34)}${times} ms   ${(median / base).toFixed(2)} x floor`);
  }
}

/** Writes a line for whoever runs the measurement. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
