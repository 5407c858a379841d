import * as React from "react";
import { VelocityBars } from "../../../components/charts/VelocityBars";
import { Notice } from "../../../components/Notice";
import { SaveButton } from "../../../components/SaveButton";
import { fileName } from "../../../components/saving";
import { STAGE_NAMES } from "../../../domain/readiness/blockers";
import type { PlanningWorld } from "../../../domain/planning/world";
import { summaryOf } from "../../../domain/planning/velocity/summary";
import { counted } from "../../../domain/text";
import type { WorkItemRef } from "../../../domain/workItem";
import { useHub } from "../../HubContext";
import type { PlanningView } from "../../store/view";
import type { PlanningPageProps } from "../PlanningPage";
import { velocityCsv } from "../velocity/csv";
import { Flow } from "../velocity/Flow";
import { RecordTable } from "../velocity/RecordTable";
import "../velocity/velocity.css";
import { paceOf, paceSentence } from "../velocity/words";

/** The pace of a team, iteration by iteration, as of the end of each; and how assets went through the stages. */
export function VelocityPage({ world, subject }: PlanningPageProps): JSX.Element {
  const { hub } = useHub();
  const open = (change: Partial<PlanningView>): void => {
    hub.open({ subject: { kind: "planning", ...subject, ...change } });
  };
  return (
    <>
      <TeamVelocity world={world} subject={subject} open={open} />
      <Flow
        world={world}
        release={subject.release}
        onRelease={(release) => {
          open({ release });
        }}
      />
    </>
  );
}

function TeamVelocity(props: {
  readonly world: PlanningWorld;
  readonly subject: PlanningView;
  readonly open: (change: Partial<PlanningView>) => void;
}): JSX.Element {
  const { world, subject, open } = props;
  const { teams, records } = world;
  const asked = subject.team === null ? undefined : teams.find(({ name }) => name === subject.team);
  const team = asked ?? teams.find(({ name }) => records.some((record) => record.team === name)) ?? teams[0];
  const itemOf = useItems(world);
  if (team === undefined) {
    return (
      <div className="rr-empty">
        <h2>The project has no team whose pace could be told</h2>
        <p>Add a team in Project settings, Teams, and give it areas and iterations.</p>
      </div>
    );
  }
  const own = records.filter((record) => record.team === team.name);
  const unit = subject.unit ?? "assets";
  const summary = summaryOf(own);
  const sentence = paceSentence(team.name, summary, unit);
  return (
    <>
      <p className="rr-sentence">{sentence}</p>
      {subject.team !== null && asked === undefined && (
        <Notice kind="warning">
          There is no team {subject.team}. This is {team.name}.
        </Notice>
      )}
      <div className="rr-velocity-choices">
        <label className="rr-velocity-choice">
          Team
          <select
            className="rr-field"
            value={team.name}
            onChange={({ target }) => {
              open({ team: target.value });
            }}
          >
            {teams.map(({ id, name }) => (
              <option key={id} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="rr-velocity-units">
          <legend className="rr-unseen">Count in</legend>
          {(["assets", "effort"] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="rr-velocity-unit"
                checked={one === unit}
                onChange={() => {
                  open({ team: team.name, unit: one === "effort" ? one : undefined });
                }}
              />
              {one === "assets" ? "Assets" : "Effort"}
            </label>
          ))}
        </fieldset>
      </div>
      {own.length === 0 ? (
        <div className="rr-empty">
          <h2>{team.name} has no iteration that has begun</h2>
          <p>
            Give iterations dates in Project settings, Project configuration, and choose those of the team in Team
            configuration. Its pace is told from the first one that is over.
          </p>
        </div>
      ) : (
        <>
          <VelocityBars
            name={team.name}
            records={own}
            unit={unit}
            range={paceOf(summary, unit)}
            sentence={`Delivered beside committed in ${counted(own.length, "iteration")} of ${team.name}, in ${unit}.`}
          />
          <RecordTable records={own} unit={unit} itemOf={itemOf} />
          <div className="rr-buttons">
            <SaveButton
              text="Save the iterations as CSV"
              make={() => ({
                name: fileName(["velocity", team.name], "csv"),
                type: "text/csv;charset=utf-8",
                text: velocityCsv(own),
              })}
            />
          </div>
          <Notes world={world} />
        </>
      )}
    </>
  );
}

/** What the numbers mean, and what they must not be used for. */
function Notes({ world }: { readonly world: PlanningWorld }): JSX.Element {
  const { doneStage, graceDays } = world.policy.planning;
  return (
    <div className="rr-velocity-notes rr-soft">
      <p>
        Each iteration stands as it was at its end, and no later change alters it: what is opened again is told where
        that happened. Delivered means {STAGE_NAMES[doneStage]}.
      </p>
      <p>
        Committed is what carried the commitment&apos;s tag when the team committed; where nobody did, what was in the
        iteration {counted(graceDays, "day")} after it began. Added and removed are counted from then on.
      </p>
      <p>Teams are not compared: each has its own assets, and its own unit of effort.</p>
    </div>
  );
}

/** Finds work items by id; of one that is not in the project any more, what its past knows. */
function useItems({ snapshot, tracks }: PlanningWorld): (id: number) => WorkItemRef {
  return React.useMemo(() => {
    const items = new Map(snapshot.workItems.map((item) => [item.id, item]));
    const titles = new Map(tracks.map(({ id, title }) => [id, title]));
    return (id) => items.get(id) ?? { id, type: "Work item", title: titles.get(id) ?? "" };
  }, [snapshot, tracks]);
}
