/** One way to map a part of the project, with what in the project speaks for it. */
export interface Choice<T> {
  readonly id: string;
  readonly label: string;
  /** What was found, with counts: one sentence. */
  readonly evidence: string;
  /** Whether anything in the project speaks for it. */
  readonly isFound: boolean;
  readonly value: T;
}
