import type { Estate, EstateProject, EstateUser } from "../model/estate";
import { EstateBuilder } from "./builder";
import { Calendar, inWorkingHours } from "./sampleCalendar";
import { addEdgeCases } from "./sampleEdgeCases";
import { addEvidence } from "./sampleEvidence";
import { addIterationHistory } from "./sampleIterations";
import { addPilots } from "./samplePilots";
import { addProviders } from "./sampleProviders";
import { addSignOffs } from "./sampleSignOffs";
import { equipSampleTeams } from "./sampleTeams";
import { addWaivers } from "./sampleWaivers";
import {
  CURRENT_SPRINT,
  FROZEN_SPRINT,
  kindName,
  LEGAL,
  LEGAL_OWNER,
  plannedAsset,
  RELEASES,
  REOPENED,
  RUNGS,
  SPRINTS,
  TEAMS,
  type ReleasePlan,
  type Rung,
  type WorkloadPlan,
} from "./samplePlan";
import { SUCCESSOR, type AssetPath, type AssetPlan, type SampleWorkload, type SampleWorld } from "./sampleWorld";
import { Dice } from "./stable";

export const SAMPLE_PROJECT = "Contoso Datacenter Exit";

const DAY = 86_400_000;
const LONGEST_TITLE = 255;
/** Days from the move of an asset to its promotion, where its release leaves it that time. */
const PROMOTED_WITHIN = 42;
const SEED = 20_260_101;

/** People of the sample; all are invented. The first signs in, and administers; the others contribute. */
const PEOPLE = [
  "Amara Okafor",
  "Jonas Lindqvist",
  "Priya Raman",
  "Mateo Alvarez",
  "Hana Sato",
  "Luc Moreau",
  "Nadia Haddad",
  "Tomasz Zielinski",
] as const;

/** People of the sample who accept what is moved; they are in no team. */
const APPROVERS = { business: "Wanjiru Kamau", security: "Elif Aydin" } as const;

/** People of the sample who have no part in the work. */
const ONLOOKERS = [
  ["Ingrid Solberg", "reader"],
  ["Samuel Adeyemi", "stakeholder"],
] as const;

/** The activities of an asset, as child tasks, with the rung that they bring it to. */
const ACTIVITIES: readonly { readonly title: string; readonly rung: Rung }[] = [
  { title: "Assess", rung: "Active" },
  { title: "Migrate", rung: "Resolved" },
  { title: "Optimize", rung: "Resolved" },
  { title: "Secure", rung: "Staged" },
  { title: "Document", rung: "Staged" },
  { title: "Test", rung: "Accepted" },
];

/** Stories of a workload that describe its phases and are no assets. */
const PHASES = ["Assess the workload", "Test workload", "Promote workload"] as const;

const STRATEGIES = ["rehost", "rehost", "rehost", "replatform", "refactor"] as const;

/**
 * Generated sample data: a datacenter exit in its middle, with eight releases, some thirty workloads, 250 assets and
 * their tasks, and many edge cases. The same for the same `now`, and always in the same place relative to it.
 */
export function sampleEstate(options: { readonly now: number }): Estate {
  const now = Math.floor(options.now / DAY) * DAY;
  const builder = new EstateBuilder({ firstId: 101, when: inWorkingHours });
  const people = PEOPLE.map((name) => builder.user(name, uniqueNameOf(name)));
  const business = builder.user(APPROVERS.business, uniqueNameOf(APPROVERS.business));
  const security = builder.user(APPROVERS.security, uniqueNameOf(APPROVERS.security));
  for (const [name, role] of ONLOOKERS) builder.user(name, uniqueNameOf(name), role);
  const calendar = new Calendar(now);
  const project = builder.project({
    name: SAMPLE_PROJECT,
    description: "Generated sample data. No person, server or company in it is real.",
    process: "Agile",
    customStates: [{ type: "User Story", name: "On hold", category: "InProgress", color: "b4009e", after: "Active" }],
    areas: [...TEAMS, LEGAL].map((name) => ({ name })),
    iterations: [...calendar.sprints(), { name: "Hypercare" }],
    teams: Object.fromEntries(
      TEAMS.map((team) => [
        `${team} team`,
        [team, ...(team === LEGAL_OWNER ? [LEGAL] : [])].map((area) => `${SAMPLE_PROJECT}\\${area}`),
      ]),
    ),
  });
  const startOf = (sprint: number): number => calendar.startOf(sprint);
  equipSampleTeams({ builder, project, people, startOf });
  const sample = new Sample(builder, project, people, calendar);
  const epic = sample.addEpic();
  const workloads = sample.addReleases(epic);
  sample.addDependencies(workloads);
  const world: SampleWorld = {
    builder,
    project,
    people,
    approvers: { business, security },
    now,
    workloads,
    epic,
    addAsset: (asset) => sample.addAsset(asset),
  };
  // In this order: each takes the next ids, and those of what was there before stay.
  addEdgeCases(world);
  addProviders(world);
  addEvidence(world);
  addSignOffs(world);
  addWaivers(world);
  addPilots(world, startOf);
  // Last: it goes between the revisions of what is there.
  addIterationHistory({ builder, project, paths: sample.paths, now, lead: sample.lead, startOf });
  return builder.build({
    label: "sample",
    description: "Generated sample data: a datacenter exit in its middle. No person, server or company in it is real.",
  });
}

function uniqueNameOf(name: string): string {
  return `${name.toLowerCase().replace(" ", ".")}@contoso.example`;
}

class Sample {
  /** Of every asset, in their order. */
  readonly paths: AssetPath[] = [];
  private readonly dice = new Dice(SEED);
  readonly lead: EstateUser;

  constructor(
    private readonly builder: EstateBuilder,
    private readonly project: EstateProject,
    private readonly people: readonly EstateUser[],
    private readonly calendar: Calendar,
  ) {
    const [lead] = people;
    if (lead === undefined) throw new Error("The sample has no people.");
    this.lead = lead;
  }

  addEpic(): number {
    const planned = this.calendar.startOf(1) - 20 * DAY;
    const epic = this.builder.item({
      type: "Epic",
      title: "Leave the datacenter",
      project: this.project,
      at: planned,
      by: this.lead,
    });
    this.builder.change(epic, planned + 3 * DAY, this.lead, { "System.State": "Active" });
    return epic;
  }

  addReleases(epic: number): SampleWorkload[] {
    return RELEASES.flatMap((release) => release.workloads.map((plan) => this.addWorkload(plan, release, epic)));
  }

  private addWorkload(plan: WorkloadPlan, release: ReleasePlan, epic: number): SampleWorkload {
    const planned = this.calendar.startOf(1) - 15 * DAY;
    const id = this.builder.item({
      type: "Feature",
      title: plan.name,
      project: this.project,
      at: planned,
      by: this.lead,
      tags: [`release:${release.name}`],
      fields: {
        "System.AreaPath": this.area(plan.team),
        "System.IterationPath": this.iteration(release.sprints[0]),
        "System.AssignedTo": this.owner(plan.team).uniqueName,
        "Microsoft.VSTS.Scheduling.Effort": null,
      },
    });
    this.builder.parent(id, epic, planned, this.lead);
    const assets = Array.from({ length: plan.assets }, (_, index) => {
      const { kind, title } = plannedAsset(plan, index);
      const rung = plan.rungs[index % plan.rungs.length] ?? "New";
      return this.addAsset({
        title,
        kind,
        team: plan.team,
        rung,
        sprints: release.sprints,
        release: release.name,
        parent: id,
        isOfThePlan: true,
        isReopened: plan.name === REOPENED.workload && index === REOPENED.index,
      });
    });
    for (const phase of PHASES) this.addPhase(phase, plan, release, id);
    this.advanceWorkload(id, plan, release);
    this.builder.note(plan.name, `Workload of ${release.name}. ${release.condition}`, id);
    return { plan, release, id, assets };
  }

  /** A phase story beside the assets: it has no kind, and is no asset. */
  private addPhase(title: string, plan: WorkloadPlan, release: ReleasePlan, workload: number): void {
    const at = Math.min(this.calendar.startOf(release.sprints[0]), this.calendar.now - 9 * DAY);
    const id = this.builder.item({
      type: "User Story",
      title,
      project: this.project,
      at,
      by: this.lead,
      fields: { "System.AreaPath": this.area(plan.team), "System.IterationPath": this.iteration(release.sprints[1]) },
    });
    this.builder.parent(id, workload, at, this.lead);
    const reached = { "Assess the workload": "Active", "Test workload": "Accepted", "Promote workload": "Promoted" }[
      title
    ];
    const isDone = plan.rungs.every((rung) => height(rung) >= height((reached ?? "Promoted") as Rung));
    if (!isDone) return;
    const end = this.moment(release.sprints, 0.95);
    this.builder.change(id, end - 5 * DAY, this.lead, { "System.State": "Active" });
    this.builder.change(id, end, this.lead, { "System.State": "Closed" });
  }

  private advanceWorkload(id: number, plan: WorkloadPlan, release: ReleasePlan): void {
    const best = Math.max(...plan.rungs.map(height));
    const least = Math.min(...plan.rungs.map(height));
    if (best === 0) return;
    this.builder.change(id, this.moment(release.sprints, 0.05), this.lead, { "System.State": "Active" });
    if (least === height("Promoted")) {
      this.builder.change(id, this.moment(release.sprints, 0.99), this.lead, { "System.State": "Closed" });
    }
  }

  addAsset(asset: AssetPlan): number {
    const { dice } = this;
    const sprint = dice.between(...asset.sprints);
    const ahead = dice.between(3, 12);
    // The plan is made before the first sprint; a tenth of it is found when its release begins.
    const isThere = asset.isOfTheBeginning === true || (asset.isOfThePlan === true && ahead > 3);
    const begin = isThere ? 1 : asset.sprints[0];
    const created = Math.min(this.calendar.startOf(begin) - ahead * DAY, this.calendar.now - 8 * DAY);
    const owner = dice.pick(this.people);
    const tags = [`kind:${asset.kind}`, `strategy:${asset.strategy ?? dice.pick(STRATEGIES)}`];
    if (asset.release !== null) tags.push(`release:${asset.release}`);
    const id = this.builder.item({
      type: "User Story",
      title: asset.title,
      project: this.project,
      at: created + dice.between(0, 9) * 3_600_000,
      by: this.lead,
      tags,
      fields: {
        "System.AreaPath": this.area(asset.team),
        "System.IterationPath": this.iteration(sprint),
        // Some are assigned to no one yet.
        "System.AssignedTo": dice.chance(0.08) ? null : owner.uniqueName,
        "Microsoft.VSTS.Common.Priority": dice.between(1, 4),
        "Microsoft.VSTS.Scheduling.StoryPoints": this.estimate(),
        "System.Description": `<div>${kindName(asset.kind)} to be moved to the cloud.</div>`,
      },
    });
    if (asset.parent !== null) this.builder.parent(id, asset.parent, created, this.lead);
    const reached = this.advance(id, asset, sprint, owner);
    const resolved = reached.get("Resolved");
    const moved = resolved === undefined ? null : this.calendar.sprintAt(resolved);
    this.paths.push({
      id,
      team: asset.team,
      sprints: asset.sprints,
      planned: moved === null ? sprint : this.plannedSprint(asset, sprint),
      moved: moved === null ? null : { sprint: moved, begunAt: reached.get("Active") ?? created },
      moves: asset.strategy !== "retire" && asset.strategy !== "retain",
      isReopened: asset.isReopened === true,
    });
    if (asset.tasks !== false) this.addTasks(id, asset, sprint, owner, reached);
    return id;
  }

  /** A tenth is not estimated, and a few need no effort at all, which is not the same. */
  private estimate(): number | null {
    if (this.dice.chance(0.1)) return null;
    return this.dice.chance(0.05) ? 0 : this.dice.pick([1, 2, 3, 5, 8, 13]);
  }

  /**
   * Brings an asset to its rung, one revision after the other, in the time of its release.
   * @returns when it came to each rung for the first time
   */
  private advance(id: number, asset: AssetPlan, sprint: number, owner: EstateUser): ReadonlyMap<Rung, number> {
    const reached = new Map<Rung, number>();
    const steps = RUNGS.slice(1, height(asset.rung) + 1);
    const times = this.stepTimes(asset, sprint, steps);
    for (const [index, rung] of steps.entries()) {
      const at = times[index] ?? 0;
      reached.set(rung, at);
      switch (rung) {
        case "Active":
          this.builder.change(id, at, owner, { "System.State": rung });
          break;
        case "Resolved":
          this.builder.change(id, at, owner, { "System.State": rung });
          if (asset.isReopened === true) this.reopen(id, at, owner);
          break;
        case "Staged":
          this.builder.change(id, at, owner, { "System.State": "Closed" });
          this.builder.tag(id, at + 3_600_000, owner, "stage:staged");
          break;
        case "Accepted":
          this.builder.tag(id, at, owner, "stage:accepted");
          break;
        case "Promoted":
          this.builder.tag(id, at, owner, "stage:promoted");
          break;
        case "New":
          break;
      }
    }
    return reached;
  }

  /** Opened again on the first Thursday of the next sprint, and moved once more a week later. */
  private reopen(id: number, moved: number, owner: EstateUser): void {
    const opened = this.calendar.startOf(this.calendar.sprintAt(moved) + 1) + 3 * DAY;
    this.builder.change(id, opened, owner, { "System.State": "Active" });
    this.builder.change(id, opened + 7 * DAY, owner, { "System.State": "Resolved" });
  }

  /** When an asset comes to each of its rungs: it is moved within one past sprint, and what follows takes the rest of its release. */
  private stepTimes(asset: AssetPlan, sprint: number, steps: readonly Rung[]): readonly number[] {
    // From 0.3 up to 0.8.
    const shares = steps.map(() => 0.3 + 0.5 * this.dice.next());
    const planned = this.plannedSprint(asset, sprint);
    if (planned > this.lastMove(asset) || steps.length < 2) {
      return shares.map((share, index) => this.moment(asset.sprints, (index + share) / steps.length));
    }
    const [first = 0, second = 0, ...later] = shares;
    const moved = planned === FROZEN_SPRINT ? this.afterFreeze(asset, second > 0.55) : planned;
    const start = this.calendar.startOf(moved);
    // Up to the second Thursday, or up to yesterday.
    const days = Math.min(9.3, (this.calendar.now - start) / DAY - 2.2);
    const resolved = start + (1.2 + 2 * days * (second - 0.3)) * DAY;
    const begun = start + 0.3 * DAY + first * (resolved - start - 0.3 * DAY);
    const from = asset.isReopened === true ? this.calendar.startOf(moved + 1) + 10 * DAY : resolved;
    const { settles = asset.rung === "Promoted" ? PROMOTED_WITHIN : Infinity } = asset;
    const end = asset.settles === undefined ? this.calendar.startOf(asset.sprints[1] + 1) : Infinity;
    const to = Math.min(from + settles * DAY, end, this.calendar.now - DAY);
    return [begun, resolved, ...later.map((share, index) => from + ((index + share) / later.length) * (to - from))].map(
      Math.round,
    );
  }

  /** The sprint in which an asset is moved that was planned for the frozen one: the next one, or late the one after that. */
  private afterFreeze({ sprints: [, last] }: AssetPlan, isLate: boolean): number {
    return Math.min(FROZEN_SPRINT + (isLate ? 2 : 1), last, CURRENT_SPRINT - 1);
  }

  /** The sprint that an asset is planned for: up to the last one in which it can have been moved, unless its release begins later. */
  private plannedSprint(asset: AssetPlan, sprint: number): number {
    const [first, last] = asset.sprints;
    const sprints = Math.min(last, this.lastMove(asset)) - first + 1;
    return sprints > 0 ? first + ((sprint - first) % sprints) : first;
  }

  /** The last sprint in which an asset can have been moved: the current one in its second week, where that is all that was done. */
  private lastMove({ rung }: AssetPlan): number {
    const isLate = this.calendar.now - this.calendar.startOf(CURRENT_SPRINT) >= 7 * DAY;
    return rung === "Resolved" && isLate ? CURRENT_SPRINT : CURRENT_SPRINT - 1;
  }

  /** The activities of an asset: what led to a rung was begun after the rung before, and done when it was reached. */
  private addTasks(
    asset: number,
    plan: AssetPlan,
    sprint: number,
    owner: EstateUser,
    reached: ReadonlyMap<Rung, number>,
  ): void {
    const start = Math.min(this.calendar.startOf(plan.sprints[0]) - 2 * DAY, this.calendar.now - 7 * DAY);
    for (const [index, activity] of ACTIVITIES.entries()) {
      const hours = this.dice.between(2, 16);
      const id = this.builder.item({
        type: "Task",
        // Named after the asset: tasks named by their activity alone are the framework template's way.
        title: `${activity.title} ${plan.title}`.slice(0, LONGEST_TITLE),
        project: this.project,
        at: start + index * 60_000,
        by: this.lead,
        fields: {
          "System.AreaPath": this.area(plan.team),
          "System.IterationPath": this.iteration(sprint),
          "System.AssignedTo": owner.uniqueName,
          "Microsoft.VSTS.Scheduling.RemainingWork": hours,
        },
      });
      this.builder.parent(id, asset, start + index * 60_000, this.lead);
      const done = reached.get(activity.rung);
      const isNext = plan.rung !== "New" && height(plan.rung) + 1 === height(activity.rung);
      if (done === undefined && !isNext) continue;
      const before = RUNGS[height(activity.rung) - 1];
      const from = (before === undefined ? undefined : reached.get(before)) ?? start + 3_600_000;
      const to = done ?? this.calendar.now - DAY / 2;
      const together = ACTIVITIES.filter(({ rung }) => rung === activity.rung);
      const moment = (share: number): number =>
        from + ((together.indexOf(activity) + share) / together.length) * (to - from);
      this.builder.change(id, moment(0.1), owner, { "System.State": "Active" });
      if (done === undefined) continue;
      this.builder.change(id, moment(0.9), owner, {
        "System.State": "Closed",
        "Microsoft.VSTS.Scheduling.RemainingWork": null,
      });
    }
  }

  /** Each workload needs one of the release before it, and some of their assets need each other. */
  addDependencies(workloads: readonly SampleWorkload[]): void {
    const identity = workloads[0];
    for (const [index, workload] of workloads.entries()) {
      // Known as soon as both are there.
      const at = this.calendar.startOf(1) - 15 * DAY;
      const database = workload.assets[2];
      const application = workload.assets[0];
      if (database !== undefined && application !== undefined) {
        this.builder.link(database, SUCCESSOR, application, at, this.lead);
      }
      const domain = identity?.assets[0];
      const first = workload.assets[1];
      if (index > 0 && domain !== undefined && first !== undefined && index % 2 === 0) {
        this.builder.link(domain, SUCCESSOR, first, at, this.lead);
      }
    }
  }

  /** A moment in the time of some sprints, at a share of it; never later than yesterday. */
  private moment(sprints: readonly [first: number, last: number], share: number): number {
    const start = this.calendar.startOf(sprints[0]);
    const end = Math.min(this.calendar.startOf(sprints[1] + 1), this.calendar.now - DAY);
    // A release that begins later has had its first steps in the last days.
    const from = start < end - 3 * DAY ? start : this.calendar.now - 6 * DAY;
    return Math.round(from + share * (end - from));
  }

  private owner(team: string): EstateUser {
    const index = TEAMS.findIndex((candidate) => candidate === team);
    return this.people[index + 1] ?? this.lead;
  }

  private area(team: string): string {
    return `${SAMPLE_PROJECT}\\${team}`;
  }

  private iteration(sprint: number): string {
    return `${SAMPLE_PROJECT}\\Sprint ${Math.min(sprint, SPRINTS)}`;
  }
}

function height(rung: Rung): number {
  return RUNGS.indexOf(rung);
}
