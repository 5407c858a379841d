import * as React from "react";
import { useStore } from "../../../components/store/useStore";
import type { Release } from "../../../domain/backlog/releases";
import { lastName } from "../../../domain/change/describe";
import { backlogsOf } from "../../../domain/planning/iteration/backlogs";
import type { PlanningEdits } from "../../../domain/planning/iteration/edits";
import { nestingFaults } from "../../../domain/planning/iteration/nesting";
import { type PlanAsset, planViewOf } from "../../../domain/planning/iteration/planView";
import { counted, fold } from "../../../domain/text";
import { BacklogKeys } from "../backlog/BacklogKeys";
import "../backlog/backlog.css";
import { FirstWorkloads, NestingFaults } from "../backlog/Beside";
import { LaneGrid, type LaneActions } from "../backlog/LaneGrid";
import { assetsOf, laneRows, type LaneRow } from "../backlog/lanes";
import { MoveBar } from "../backlog/MoveBar";
import { moveEdits, neighbourOf, rungsOf, type Target, workloadEdits } from "../backlog/moves";
import { FilterFields } from "../../FilterFields";
import { sieveOf } from "../../filter";
import { useHub } from "../../HubContext";
import type { PlanningPageProps } from "../PlanningPage";
import "../plan/plan.css";
import { type ListState, NOTHING_SELECTED } from "../plan/selection";
import { FIELD_TITLES, valueText } from "../plan/values";

/** The migration, its releases and their iterations, with their backlogs: what is planned, and where it does not fit. */
export function BacklogPage({ data, tools, world, subject, mayWrite }: PlanningPageProps): JSX.Element {
  const { hub } = useHub();
  const { view } = useStore(hub);
  const { draft } = tools;
  const { planned, edits, conflicts } = useStore(draft);
  const { snapshot, report, stored } = data;
  const { policy } = stored;
  const { teams, now } = world;
  const label = report.labels.release;

  const plan = React.useMemo(
    () => ({
      backlogs: backlogsOf(snapshot, planned, policy, teams, now),
      faults: nestingFaults(snapshot, planned, policy, now),
      view: planViewOf(snapshot, planned, policy, teams, now),
    }),
    [snapshot, planned, policy, teams, now],
  );
  const sieve = React.useMemo(() => sieveOf(view.filter, report), [view.filter, report]);
  const passes = React.useMemo(() => {
    if (!sieve.isActive && subject.team === null) return null;
    return (asset: PlanAsset) => sieve.asset(asset) && (subject.team === null || asset.team?.name === subject.team);
  }, [sieve, subject.team]);
  const { open, closed } = view;
  const rows = React.useMemo(() => {
    const emptyOf = (release: Release) =>
      policy.releases.source.kind !== "iteration"
        ? []
        : planned.iterations
            .filter(({ path }) => fold(path).startsWith(`${fold(release.key)}\\`))
            .map(({ path }) => plan.view.iterationOf(path))
            .filter(({ time }) => time === "future" || time === "running");
    return laneRows(plan.backlogs, { opened: { open, closed }, passes, emptyOf });
  }, [plan, planned, policy, open, closed, passes]);

  const [state, setState] = React.useState<ListState>(NOTHING_SELECTED);
  const [said, say] = React.useState("");
  const move = React.useRef<HTMLSelectElement>(null);
  const isChoosing = React.useRef(false);
  React.useEffect(() => {
    if (!isChoosing.current) return;
    isChoosing.current = false;
    move.current?.focus();
  });

  const inScope = React.useMemo(() => plan.view.assets.filter((asset) => asset.isInScope), [plan]);
  const shown = React.useMemo(() => (passes === null ? inScope : inScope.filter(passes)), [inScope, passes]);
  const selected = React.useMemo(
    () => shown.filter(({ item }) => state.selected.has(item.id)),
    [shown, state.selected],
  );
  const present = React.useMemo(
    () => ({ ...state, selected: new Set(selected.map(({ item }) => item.id)) }),
    [state, selected],
  );

  const planEach = (more: PlanningEdits, sentence: string): void => {
    draft.editEach(more);
    say(sentence);
  };
  const byId = (ids: readonly number[]): PlanAsset[] => {
    const wanted = new Set(ids);
    return inScope.filter(({ item }) => wanted.has(item.id));
  };
  const goTo = (assets: readonly PlanAsset[], target: Target): void => {
    planEach(moveEdits(assets, target, policy), `${namesOf(assets)} planned for ${targetText(target, label)}.`);
  };
  const actions: LaneActions = {
    drop: (ids, onto) => {
      goTo(byId(ids), targetAt(onto));
    },
    shift: (ids, by) => {
      const more = new Map(
        byId(ids).flatMap((asset) => {
          const rungs = rungsOf(asset.team, planned.iterations);
          const next = rungs.find((path) => plan.view.iterationOf(path).time !== "past") ?? null;
          const path = neighbourOf(asset, rungs, by, next);
          return path === null ? [] : [[asset.item.id, { iterationPath: path }] as const];
        }),
      );
      const [path] = [...more.values()].map(({ iterationPath }) => lastName(iterationPath));
      if (path === undefined) say(`There is no ${by === 1 ? "later" : "earlier"} iteration.`);
      else planEach(more, `${namesOf(byId([...more.keys()]))} planned for ${path}.`);
    },
    set: (ids, field, value) => {
      planEach(
        new Map(ids.map((id) => [id, { [field]: value }])),
        `${FIELD_TITLES[field]} of ${namesOf(byId(ids))} planned as ${valueText(value)}.`,
      );
    },
    choose: () => {
      isChoosing.current = true;
    },
    say,
  };
  const toggle = (row: LaneRow): void => {
    if (row.kind === "asset") return;
    const [others, shut] = [open, closed].map((keys) => keys.filter((key) => key !== row.key)) as [string[], string[]];
    hub.adjust(
      row.isOpen ? { open: others, closed: [...shut, row.key] } : { open: [...others, row.key], closed: shut },
    );
  };
  const workloads = new Set(selected.flatMap(({ workload }) => workload?.id ?? []));

  return (
    <>
      <p className="rr-sentence">{sentenceOf(inScope, plan.faults.length, label)}</p>
      <FilterFields
        report={report}
        filter={view.filter}
        shown={`${shown.length} of ${counted(inScope.length, "asset")}`}
        isNarrowed={subject.team !== null}
        onClear={() => {
          hub.adjust({ filter: { text: "", area: "" }, subject: { kind: "planning", ...subject, team: null } });
        }}
      >
        <select
          className="rr-field"
          aria-label="Team"
          value={subject.team ?? ""}
          onChange={({ target }) => {
            hub.adjust({ subject: { kind: "planning", ...subject, team: target.value === "" ? null : target.value } });
          }}
        >
          <option value="">All teams</option>
          {teams.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
        </select>
      </FilterFields>
      {mayWrite === true && <BacklogKeys />}
      {rows.length === 0 ? (
        <p className="rr-soft">
          {inScope.length === 0
            ? "No asset is in scope. Add work items for what moves, or change the mapping."
            : "No asset matches the filter."}
        </p>
      ) : (
        <LaneGrid
          rows={rows}
          edits={edits}
          conflicts={conflicts}
          label={label}
          state={present}
          onState={(change) => {
            setState(change(present));
          }}
          allOf={(row) => assetsOf(row, plan.backlogs, passes).map(({ item }) => item.id)}
          onToggle={toggle}
          actions={mayWrite === true ? actions : null}
        />
      )}
      <NestingFaults faults={plan.faults} />
      <FirstWorkloads workloads={plan.backlogs.first} label={label} />
      {mayWrite === true && rows.length > 0 && (
        <MoveBar
          count={selected.length}
          workloads={workloads.size}
          label={label}
          releases={plan.view.releases}
          iterations={planned.iterations.filter(({ level }) => level > 0)}
          moveRef={move}
          onMove={(target, isWhole) => {
            const isOf = ({ item, workload }: PlanAsset) =>
              state.selected.has(item.id) || (workload !== null && workloads.has(workload.id));
            const assets = isWhole ? inScope.filter(isOf) : selected;
            if (isWhole && target.kind === "release") {
              const more = workloadEdits(assets, inScope, target.release, policy);
              planEach(more, `${counted(workloads.size, "workload")} planned for ${targetText(target, label)}.`);
            } else goTo(assets, target);
          }}
          onSet={(field, value) => {
            actions.set(
              selected.map(({ item }) => item.id),
              field,
              value,
            );
          }}
          onNone={() => {
            setState(NOTHING_SELECTED);
          }}
        />
      )}
      <p className="rr-unseen" role="status">
        {said}
      </p>
    </>
  );
}

/** Where what is let go over a line goes. */
function targetAt(row: LaneRow): Target {
  if (row.kind === "release") return { kind: "release", release: row.backlog.release };
  const { path } = row.kind === "iteration" ? row.iteration : row.asset.iteration;
  return { kind: "lane", release: row.release, path };
}

function targetText(target: Target, label: string): string {
  const release = target.kind === "iteration" ? null : (target.release?.name ?? `no ${label.toLowerCase()}`);
  return target.kind === "release"
    ? (release ?? "")
    : `${lastName(target.path)}${release === null ? "" : ` of ${release}`}`;
}

function namesOf(assets: readonly PlanAsset[]): string {
  const [first] = assets;
  return assets.length === 1 && first !== undefined ? first.item.title : counted(assets.length, "asset");
}

function sentenceOf(assets: readonly PlanAsset[], faults: number, label: string): string {
  const open = assets.filter(({ isDone }) => !isDone);
  const releases = new Set(open.flatMap((asset) => asset.releases.slice(0, 1).map(({ key }) => key))).size;
  const loose = open.filter((asset) => asset.releases.length === 0).length;
  const unestimated = open.filter(({ item }) => item.effort === null).length;
  const word = label.toLowerCase();
  const parts = [
    ...(loose > 0 ? [`${loose} ${loose === 1 ? "is" : "are"} in no ${word}`] : []),
    ...(unestimated > 0 ? [`${unestimated} ${unestimated === 1 ? "has" : "have"} no estimate`] : []),
    ...(faults > 0 ? [`${counted(faults, "place")} ${faults === 1 ? "does" : "do"} not nest`] : []),
  ];
  const first = `${counted(open.length, "asset")} ${open.length === 1 ? "is" : "are"} left to migrate`;
  const where =
    releases === 0 ? "" : `${loose > 0 ? `, ${open.length - loose} of them` : ""} in ${counted(releases, word)}`;
  return `${[first + where, ...parts].join("; ")}.`;
}
