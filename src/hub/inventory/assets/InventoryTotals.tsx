import * as React from "react";
import { gibText } from "../../../components/inventory/words";
import { countText, effortText } from "../../../components/numbers";
import { fold } from "../../../domain/text";
import { ViewLink } from "../../HubContext";
import { NONE } from "../../ledger";
import type { View } from "../../store/view";
import type { SizeTotal, Totals, WordCount } from "./totals";

/** Words that are listed by name; the rest is counted. */
const MOST_LISTED = 8;

/** What the rows come to together: kinds (each leads to its rows), strategies, sizes. */
export function InventoryTotals({ totals, view }: { readonly totals: Totals; readonly view: View }): JSX.Element {
  const { kinds, strategies, cores, memory, storage } = totals;
  return (
    <dl className="rr-inventory-totals">
      <div>
        <dt>Kinds</dt>
        <dd>
          <Words words={kinds} none="no kind">
            {({ word, count }) => (
              <ViewLink
                to={{ ...view, inventory: { ...view.inventory, kind: word === null ? NONE : fold(word), row: null } }}
              >
                {countText(count)}
              </ViewLink>
            )}
          </Words>
        </dd>
      </div>
      <div>
        <dt>Strategies</dt>
        <dd>
          <Words words={strategies} none="none given">
            {({ count }) => countText(count)}
          </Words>
        </dd>
      </div>
      <Size title="Cores" total={cores} text={effortText(cores.sum)} count={totals.count} />
      <Size title="Memory" total={memory} text={gibText(memory.sum)} count={totals.count} />
      <Size title="Storage" total={storage} text={gibText(storage.sum)} count={totals.count} />
    </dl>
  );
}

function Words(props: {
  readonly words: readonly WordCount[];
  readonly none: string;
  readonly children: (word: WordCount) => React.ReactNode;
}): JSX.Element {
  const { words, none, children } = props;
  const more = words.length - MOST_LISTED;
  return (
    <>
      {words.slice(0, MOST_LISTED).map((one, index) => (
        <React.Fragment key={one.word ?? ""}>
          {index > 0 && ", "}
          {children(one)} {one.word ?? <span className="rr-soft">{none}</span>}
        </React.Fragment>
      ))}
      {more > 0 && <span className="rr-soft">, and {countText(more)} more</span>}
    </>
  );
}

/** A sum without what it leaves out would pass for the whole. */
function Size(props: {
  readonly title: string;
  readonly total: SizeTotal;
  readonly text: string;
  readonly count: number;
}): JSX.Element {
  const { title, total, text, count } = props;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {total.unknown === count ? <span className="rr-soft">not known</span> : text}
        {total.unknown > 0 && total.unknown < count && (
          <span className="rr-soft"> · not known of {countText(total.unknown)}</span>
        )}
      </dd>
    </div>
  );
}
