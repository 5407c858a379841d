import * as React from "react";
import { useStore } from "../../../components/store/useStore";
import { planViewOf } from "../../../domain/planning/iteration/planView";
import { releaseWords } from "../../../domain/readiness/words";
import { useHub } from "../../HubContext";
import { todayOf } from "../../store/past";
import { choiceOf } from "../plan/choice";
import { Choices, NothingToPlan } from "../plan/Choices";
import { PlanBoard } from "../plan/PlanBoard";
import { firstRelease } from "../plan/rows";
import type { PlanningPageProps } from "../PlanningPage";

/** Plans an iteration: the release's backlog beside it. */
export function PlanPage({ data, tools, world, subject, mayWrite }: PlanningPageProps): JSX.Element {
  const { hub } = useHub();
  const draft = useStore(tools.draft);
  const { report, snapshot } = data;
  const today = todayOf(report);
  const choice = choiceOf(world.teams, subject, today, "next");
  const { team, iteration } = choice;
  const { policy, teams, now } = world;
  const view = React.useMemo(
    () => planViewOf(snapshot, draft.planned, policy, teams, now),
    [snapshot, draft.planned, policy, teams, now],
  );
  const words = releaseWords(report);
  const isThere = subject.release === "" || report.releases.some(({ key }) => key === subject.release);
  const first = team === null ? "" : firstRelease(view, team);
  const release = subject.release !== null && isThere ? subject.release : first;
  const named = report.releases.find(({ key }) => key === release);
  const missing = subject.release === null || isThere ? [] : [`There is no ${words.one} "${subject.release}" here.`];

  return (
    <div className="rr-plan">
      <Choices
        teams={world.teams}
        choice={{ ...choice, missing: [...choice.missing, ...missing] }}
        subject={subject}
        today={today}
      >
        <label className="rr-labelled">
          {words.One}
          <select
            className="rr-field"
            value={named?.key ?? ""}
            onChange={({ target }) => {
              hub.open({ subject: { kind: "planning", ...subject, release: target.value } });
            }}
          >
            {report.releases.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
            <option value="">No {words.one}</option>
          </select>
        </label>
      </Choices>
      {team === null || iteration === null ? (
        <NothingToPlan team={team} />
      ) : (
        <PlanBoard
          // Selection and focus belong to the lists that they were made in.
          key={JSON.stringify([team.id, iteration.id, release])}
          tools={tools}
          world={world}
          draft={draft}
          snapshot={snapshot}
          report={report}
          view={view}
          team={team}
          iteration={iteration}
          release={named?.key ?? ""}
          releaseTitle={named?.name ?? `No ${words.one}`}
          mayWrite={mayWrite === true}
        />
      )}
    </div>
  );
}
