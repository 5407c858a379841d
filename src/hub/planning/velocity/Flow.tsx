import * as React from "react";
import { StageFlowPlot } from "../../../components/charts/StageFlowPlot";
import { Notice } from "../../../components/Notice";
import { releaseId } from "../../../domain/backlog/releases";
import { stageFlowOf } from "../../../domain/planning/flow/stageFlow";
import type { PlanningWorld } from "../../../domain/planning/world";

/** How assets went through the stages, of the whole project or of a release that is chosen. */
export function Flow(props: {
  readonly world: PlanningWorld;
  /** Key of a release; null for the project. */
  readonly release: string | null;
  readonly onRelease: (key: string | null) => void;
}): JSX.Element {
  const { world, release, onRelease } = props;
  const { tracks, report, now } = world;
  const known = release === null ? undefined : report.releases.find(({ key }) => releaseId(key) === releaseId(release));
  const key = known?.key ?? null;
  const flow = React.useMemo(() => stageFlowOf(tracks, key === null ? null : releaseId(key), now), [tracks, key, now]);
  return (
    <section className="rr-velocity-flow" aria-labelledby="rr-velocity-flow">
      <h2 className="rr-heading" id="rr-velocity-flow">
        Stages over time
      </h2>
      <label className="rr-velocity-choice">
        Of
        <select
          className="rr-field"
          value={key ?? ""}
          onChange={({ target }) => {
            onRelease(target.value === "" ? null : target.value);
          }}
        >
          <option value="">All of the project</option>
          {report.releases.map((one) => (
            <option key={one.key} value={one.key}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {release !== null && known === undefined && (
        <Notice kind="warning">There is no release {release}. This is all of the project.</Notice>
      )}
      <StageFlowPlot name={known?.name ?? report.project.name} flow={flow} />
    </section>
  );
}
