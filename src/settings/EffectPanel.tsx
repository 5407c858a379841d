import * as React from "react";
import { Button } from "../components/Button";
import { WorkItemLink } from "../components/links";
import { Notice } from "../components/Notice";
import { countText } from "../components/numbers";
import { CAUSES, GATE_TITLES, VERDICT_WORDS } from "../components/wording";
import type { PolicyEffect } from "../domain/policy/effect";
import { stageMoveText } from "../domain/policy/stageMoveText";
import { changedSections, POLICY_SECTIONS } from "../domain/policy/sections";
import { counted } from "../domain/text";
import type { Settings } from "./store/settings";
import type { Ready } from "./store/state";

/** Assets listed below one move; more than that is counted. */
const LISTED = 50;

/** What the draft would do today, and the only way to store it. */
export function EffectPanel({ settings, data }: { readonly settings: Settings; readonly data: Ready }): JSX.Element {
  const { effect, isSaving, isSaved, saveProblem, base, draft } = data;
  const changed = base === null || draft === null ? [] : changedSections(base, draft);
  const isChanged = effect.kind !== "unchanged";
  return (
    <section className="rr-effect-panel" aria-labelledby="rr-effect">
      <h2 id="rr-effect">What it does to today&apos;s verdicts</h2>
      <div role="status">
        <EffectText settings={settings} data={data} />
      </div>
      {effect.kind === "shown" && effect.effect !== null && <Details effect={effect.effect} />}
      {changed.length > 0 && (
        <p className="rr-soft rr-small">
          Changed:{" "}
          {POLICY_SECTIONS.filter(({ id }) => changed.includes(id))
            .map(({ title }) => title)
            .join(", ")}
          .
        </p>
      )}
      {saveProblem !== null && (
        <Notice kind="error">The mapping was not saved. {saveProblem} Your changes are still here.</Notice>
      )}
      {isSaved && !isChanged && (
        <Notice kind="info">Saved. Everybody who opens Release Readiness reads by it now.</Notice>
      )}
      <div className="rr-buttons">
        <Button
          text={isSaving ? "Saving…" : "Save"}
          isPrimary
          isDisabled={isSaving || effect.kind !== "shown"}
          onClick={() => {
            void settings.save();
          }}
        />
        <Button
          text="Discard changes"
          isDisabled={isSaving || !isChanged}
          onClick={() => {
            settings.discard();
          }}
        />
      </div>
    </section>
  );
}

function EffectText({ settings, data }: { readonly settings: Settings; readonly data: Ready }): JSX.Element {
  const { effect, problems } = data;
  switch (effect.kind) {
    case "unchanged":
      return (
        <p className="rr-soft">Nothing is changed. The effect of a change is shown here before it can be saved.</p>
      );
    case "waiting":
      return <p className="rr-soft">Working it out…</p>;
    case "reading":
      return (
        <p className="rr-soft">
          Reading what this mapping looks at
          {effect.progress !== null && `: ${countText(effect.progress.read)} of ${countText(effect.progress.expected)}`}
          …
        </p>
      );
    case "failed":
      return (
        <>
          <p>The effect can&apos;t be shown, so this can&apos;t be saved. {effect.message}</p>
          <Button
            text="Try again"
            onClick={() => {
              settings.retry();
            }}
          />
        </>
      );
    case "invalid":
      return (
        <>
          <p>This is no mapping yet: {counted(problems.length, "thing")} to correct.</p>
          <ProblemList problems={problems} />
        </>
      );
    case "shown":
      return (
        <p>
          <b>{effect.effect === null ? effect.report.sentence : effect.effect.sentence}</b>
        </p>
      );
  }
}

/** Problems with their places in the document. */
export function ProblemList({ problems }: { readonly problems: Ready["problems"] }): JSX.Element {
  return (
    <ul className="rr-problems">
      {problems.map(({ path, message }) => (
        <li key={`${path}\n${message}`}>
          <code>{path === "" ? "document" : path}</code> {message}
        </li>
      ))}
    </ul>
  );
}

function Details({ effect }: { readonly effect: PolicyEffect }): JSX.Element {
  const { stages, verdicts, causes, releases, workloads } = effect;
  return (
    <>
      {stages.map((move) => (
        <details key={stageMoveText(move)}>
          <summary>
            {counted(move.assets.length, "asset")} {stageMoveText(move)}
          </summary>
          <ul>
            {move.assets.slice(0, LISTED).map((item) => (
              <li key={item.id} className="rr-item">
                <WorkItemLink item={item} />
              </li>
            ))}
            {move.assets.length > LISTED && <li>and {countText(move.assets.length - LISTED)} more</li>}
          </ul>
        </details>
      ))}
      {verdicts.length > 0 && (
        <details>
          <summary>{counted(verdicts.length, "verdict")} changed</summary>
          <ul>
            {verdicts.slice(0, LISTED).map(({ kind, name, release, gate, from, to }) => (
              <li key={JSON.stringify([kind, name, release, gate])}>
                {name}
                {release !== null && ` in ${release}`}, {GATE_TITLES[gate]}: {VERDICT_WORDS[from]} → {VERDICT_WORDS[to]}
              </li>
            ))}
            {verdicts.length > LISTED && <li>and {countText(verdicts.length - LISTED)} more</li>}
          </ul>
        </details>
      )}
      {causes.length > 0 && (
        <details>
          <summary>{counted(causes.length, "cause")} more or less often in the way</summary>
          <ul>
            {causes.map(({ code, before, after }) => (
              <li key={code}>
                {CAUSES[code]}: {countText(before)} → {countText(after)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Names title="new" noun="release" names={releases.gained} />
      <Names title="no longer there" noun="release" names={releases.lost} />
      <Names title="new" noun="workload" names={workloads.gained} />
      <Names title="no longer there" noun="workload" names={workloads.lost} />
    </>
  );
}

function Names(props: {
  readonly title: string;
  readonly noun: string;
  readonly names: readonly string[];
}): JSX.Element | null {
  const { title, noun, names } = props;
  if (names.length === 0) return null;
  return (
    <details>
      <summary>
        {counted(names.length, noun)} {title}
      </summary>
      <ul>
        {names.slice(0, LISTED).map((name, index) => (
          <li key={index}>{name}</li>
        ))}
        {names.length > LISTED && <li>and {countText(names.length - LISTED)} more</li>}
      </ul>
    </details>
  );
}
