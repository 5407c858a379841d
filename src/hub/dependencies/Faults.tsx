import * as React from "react";
import { WorkItemLink } from "../../components/links";
import { countText } from "../../components/numbers";
import type { DependencyDrawing } from "../../domain/dependencies/drawing";
import { EDGE_STATES } from "../../domain/dependencies/drawnEdges";
import { counted } from "../../domain/text";
import { ViewLink } from "../HubContext";
import type { View } from "../store/view";
import { EDGE_WORDS } from "./words";

/** How many dependencies are in each state, the worst first: shape, word and number. */
export function Counts({ drawing }: { readonly drawing: DependencyDrawing }): JSX.Element {
  return (
    <ul className="rr-edge-counts" aria-label="Dependencies by how they stand">
      {EDGE_STATES.filter((state) => drawing.counts[state] > 0).map((state) => (
        <li key={state} className={`rr-edge-word rr-edge-word-${state}`} title={EDGE_WORDS[state].meaning}>
          <span aria-hidden="true">{EDGE_WORDS[state].shape}</span> {EDGE_WORDS[state].word}{" "}
          <b>{countText(drawing.counts[state])}</b>
        </li>
      ))}
    </ul>
  );
}

/** Circles across releases, and what is planned for a later release than what waits for it (D2, D3): faults of the plan. */
export function Faults({ drawing }: { readonly drawing: DependencyDrawing }): JSX.Element | null {
  const { cycles, orderFaults } = drawing;
  if (cycles.length + orderFaults.length === 0) return null;
  return (
    <section className="rr-faults" aria-labelledby="rr-faults">
      <h3 id="rr-faults" className="rr-heading">
        Faults of the plan <span className="rr-count">{countText(cycles.length + orderFaults.length)}</span>
      </h3>
      <ul>
        {cycles.map((cycle, index) => (
          <li key={`cycle ${index}`}>
            <b>
              <span aria-hidden="true">{EDGE_WORDS.cycle.shape}</span> Circle across releases:
            </b>{" "}
            {[...cycle, ...cycle.slice(0, 1)].map((item, place) => (
              <React.Fragment key={place}>
                {place > 0 && " waits for "}
                <WorkItemLink item={item} />
              </React.Fragment>
            ))}
          </li>
        ))}
        {orderFaults.map(({ dependant, provider, dependantRelease, providerRelease }) => (
          <li key={`${dependant.id} ${provider.id}`}>
            <b>
              <span aria-hidden="true">{EDGE_WORDS.later.shape}</span> Later release:
            </b>{" "}
            <WorkItemLink item={dependant} /> ({dependantRelease}) waits for <WorkItemLink item={provider} /> (
            {providerRelease})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What holds back most assets of the release, at its root (D4). */
export function Roots(props: { readonly drawing: DependencyDrawing; readonly view: View }): JSX.Element | null {
  const { drawing, view } = props;
  if (drawing.roots.length === 0) return null;
  return (
    <section aria-labelledby="rr-roots">
      <h3 id="rr-roots" className="rr-heading">
        What holds back most
      </h3>
      <ol className="rr-roots">
        {drawing.roots.map(({ item, waiting }) => (
          <li key={item.id}>
            <WorkItemLink item={item} />{" "}
            <span className="rr-soft">{counted(waiting, "asset waits", "assets wait")}</span>{" "}
            <ViewLink to={{ ...view, ledger: { ...view.ledger, around: item.id } }} title={`Draw around ${item.title}`}>
              around it
            </ViewLink>
          </li>
        ))}
      </ol>
    </section>
  );
}
