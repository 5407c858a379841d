import { messageOf } from "../../components/store/messageOf";

/** A failure as a person is told it. */
export interface Problem {
  /** What failed and what to do, as the failing part says it. */
  readonly message: string;
  /** Whether the stored mapping is what can't be used; a new one may be proposed then. */
  readonly isMapping: boolean;
}

/** Whatever was thrown, as a problem. */
export function problemOf(thrown: unknown, isMapping = false): Problem {
  return { message: messageOf(thrown), isMapping };
}
