import type { EntryOutcome } from "../../boards/carryOut";
import type { ChangeSession } from "./state";

/** The change panel needs a `LinksProvider` around it. It starts the session that it is given. */
export interface ChangePanelProps {
  readonly session: ChangeSession;
  /** Level of its headings; 2 where there is none. */
  readonly headingLevel?: 1 | 2 | 3;
  /** Offered as a button once nothing is being written; no button where there is none. */
  readonly onClose?: () => void;
  /** What else is to be said of something that was written, e.g. that a form must be saved; null for nothing. */
  readonly writtenNote?: (outcome: EntryOutcome) => string | null;
}
