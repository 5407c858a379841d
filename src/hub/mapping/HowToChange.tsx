import * as React from "react";
import { stageName } from "../../components/wording";
import type { ItemFilter, Policy, ReleaseSource } from "../../domain/policy/policy";

/** What a team does in Azure Boards to be read differently, in the words of its own mapping. */
export function HowToChange({ policy }: { readonly policy: Policy }): JSX.Element {
  const { assets, workloads, releases, signals } = policy;
  const tags = signals.filter(({ kind }) => kind === "tag");
  return (
    <section className="rr-policy" aria-labelledby="rr-how">
      <h3 id="rr-how">How to change what is read</h3>
      <p className="rr-soft">
        Most things change with the work items: change them in Azure Boards, then refresh. The rest is edited in the
        project settings.
      </p>
      <ul>
        <li>
          To put a workload into a release: {placing(releases.source)}
          {releases.source.kind !== "none" &&
            (releases.assetsFollowWorkload
              ? ", on the workload; its assets follow."
              : ", on each of its assets: one without it holds the release back.")}
        </li>
        <li>
          To make a work item an asset: put it below a {workloads.types.join(" or ")} and give it the tag{" "}
          <code>{assets.includeTag}</code>. To take one out: the tag <code>{assets.excludeTag}</code>.
        </li>
        {tags.length > 0 && (
          <li>
            To record a stage that no state stands for:{" "}
            {tags.map((signal, index) => (
              <React.Fragment key={index}>
                {index > 0 && ", "}the tag <code>{signal.kind === "tag" && signal.tag}</code> for{" "}
                {stageName(signal.stage)}
              </React.Fragment>
            ))}
            .
          </li>
        )}
        {isAsked(policy.blockingItems) && (
          <li>
            To hold back every gate of a workload or an asset: an open item below it, {filtered(policy.blockingItems)}.
          </li>
        )}
        {isAsked(policy.uatDefects) && (
          <li>To hold back its promotion: an open item below it, {filtered(policy.uatDefects)}.</li>
        )}
        <li>
          To give a state a stage, or to read assets, workloads, releases or target dates otherwise: the project
          settings, or a new proposal below.
        </li>
      </ul>
    </section>
  );
}

function placing(source: ReleaseSource): JSX.Element {
  switch (source.kind) {
    case "none":
      return <>this mapping names none; tag assets or set their iterations, and propose again.</>;
    case "tag":
      return (
        <>
          the tag <code>{source.prefix}</code> and the release&apos;s name, such as <code>{source.prefix}R1</code>
        </>
      );
    case "iteration":
      return (
        <>an iteration at or below the release&apos;s own, which stands at level {source.level} of the iteration tree</>
      );
    case "field":
      return (
        <>
          the release&apos;s name in the field <code>{source.field}</code>
        </>
      );
  }
}

function isAsked({ types, tags }: ItemFilter): boolean {
  return types.length + tags.length > 0;
}

function filtered({ types, tags }: ItemFilter): JSX.Element {
  return (
    <>
      {types.length === 0 ? "of any type" : `a ${types.join(" or ")}`}
      {tags.length > 0 && (
        <>
          , with the tag{" "}
          {tags.map((tag, index) => (
            <React.Fragment key={tag}>
              {index > 0 && " or "}
              <code>{tag}</code>
            </React.Fragment>
          ))}
        </>
      )}
    </>
  );
}
