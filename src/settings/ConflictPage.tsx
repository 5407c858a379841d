import * as React from "react";
import { Button } from "../components/Button";
import { POLICY_SECTIONS, type SectionId, valueAt } from "../domain/policy/sections";
import type { Policy } from "../domain/policy/policy";
import { StateDifferences, stateDifferences } from "./StateDifferences";
import type { Settings } from "./store/settings";
import type { ConflictState } from "./store/state";

type Side = "theirs" | "mine";

/** Two people changed the mapping at once: what each changed, and whose section is kept where both did. */
export function ConflictPage(props: {
  readonly settings: Settings;
  readonly conflict: ConflictState;
  readonly mine: Policy;
}): JSX.Element {
  const { settings, conflict, mine } = props;
  const { theirs, merge } = conflict;
  const [chosen, setChosen] = React.useState<Partial<Record<SectionId, Side>>>({});
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => {
    heading.current?.focus();
  }, []);
  const states = stateDifferences(theirs.policy.stateTable, mine.stateTable);
  const isDecided = merge.both.every((id) => chosen[id] !== undefined);
  return (
    <section className="rr-conflict" aria-labelledby="rr-conflict">
      <h2 id="rr-conflict" ref={heading} tabIndex={-1} className="rr-step-heading">
        Somebody else saved another mapping meanwhile
      </h2>
      <p>Nothing of yours was stored, and nothing is lost. See what each of you changed.</p>
      <Side title="Only they changed" sections={[...merge.theirs, ...merge.same]} hint="This is taken over." />
      <Side title="Only you changed" sections={merge.mine} hint="This is kept on top of theirs." />
      {merge.both.map((id) => (
        <fieldset key={id} className="rr-card">
          <legend>Both changed: {titleOf(id)}</legend>
          {id === "stages" && states.length > 0 && <StateDifferences states={states} />}
          <div className="rr-sides">
            {(["theirs", "mine"] as const).map((side) => (
              <div key={side}>
                <label className="rr-check">
                  <input
                    type="radio"
                    name={`rr-conflict-${id}`}
                    checked={chosen[id] === side}
                    onChange={() => {
                      setChosen({ ...chosen, [id]: side });
                    }}
                  />
                  <span>{side === "theirs" ? "Take theirs" : "Keep mine"}</span>
                </label>
                <Places
                  label={`${side === "theirs" ? "Their" : "My"} ${titleOf(id)}`}
                  text={textOf(side === "theirs" ? theirs.policy : mine, side === "theirs" ? mine : theirs.policy, id)}
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="rr-buttons">
        <Button
          text="Continue with both"
          isPrimary
          isDisabled={!isDecided}
          onClick={() => {
            settings.resolve([...merge.mine, ...merge.both.filter((id) => chosen[id] === "mine")]);
          }}
        />
        <Button
          text="Take all of theirs"
          onClick={() => {
            settings.resolve([]);
          }}
        />
      </div>
      <p className="rr-soft">Nothing is stored by this: you see the effect first, then save.</p>
    </section>
  );
}

function titleOf(id: SectionId): string {
  return POLICY_SECTIONS.find((section) => section.id === id)?.title ?? id;
}

function Side(props: {
  readonly title: string;
  readonly sections: readonly SectionId[];
  readonly hint: string;
}): JSX.Element | null {
  const { title, sections, hint } = props;
  if (sections.length === 0) return null;
  return (
    <p>
      <b>{title}:</b> {sections.map(titleOf).join(", ")}. <span className="rr-soft">{hint}</span>
    </p>
  );
}

/** The rest of a section, as the document has it; nothing where a table says all. */
function Places({ label, text }: { readonly label: string; readonly text: string }): JSX.Element | null {
  if (text === "") return null;
  return (
    <pre className="rr-code" tabIndex={0} aria-label={label}>
      {text}
    </pre>
  );
}

/** The place that has a table of its own. */
const STATE_TABLE = "stateTable";

/** What differs in a section, as the document has it: the places that are the same on both sides are left out. */
function textOf(policy: Policy, other: Policy, id: SectionId): string {
  const places = POLICY_SECTIONS.find((section) => section.id === id)?.places ?? [];
  return places
    .filter((place) => place !== STATE_TABLE)
    .filter((place) => JSON.stringify(valueAt(policy, place)) !== JSON.stringify(valueAt(other, place)))
    .map((place) => `${place}: ${JSON.stringify(valueAt(policy, place), null, 2)}`)
    .join("\n");
}
