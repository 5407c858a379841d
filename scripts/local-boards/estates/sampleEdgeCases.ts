import { LEGAL } from "./samplePlan";
import { asset, lead, type SampleWorld, SUCCESSOR, workload } from "./sampleWorld";

const DAY = 86_400_000;

/**
 * Adds the edge cases to the sample, each with a note that says what it is. They stand where they do not spoil the
 * condition of a release that is promoted, ready for promotion, or ready for UAT.
 */
export function addEdgeCases(world: SampleWorld): void {
  addExcluded(world);
  addMisplaced(world);
  addStageTrouble(world);
  addOpenItems(world);
  addTitles(world);
  addLostOnes(world);
  addEmptyRelease(world);
  addDependencyTrouble(world);
  addRollback(world);
}

/** Assets that are not moved: removed, abandoned, retired, retained. */
function addExcluded(world: SampleWorld): void {
  const { builder, now } = world;
  const pensions = workload(world, "Pensions");
  const shop = workload(world, "Web shop");
  const common = {
    kind: "vm",
    rung: "New",
    release: pensions.release.name,
    sprints: pensions.release.sprints,
  } as const;

  const removed = world.addAsset({ ...common, title: "VM Pensions spare", team: "Payroll", parent: pensions.id });
  builder.change(removed, now - 4 * DAY, lead(world), { "System.State": "Removed" });
  builder.note("Removed asset", "Its state is Removed; it is no longer part of the plan.", removed);

  const abandoned = world.addAsset({
    ...common,
    title: "VM Web shop old cache",
    team: "Retail",
    rung: "Active",
    release: shop.release.name,
    sprints: shop.release.sprints,
    parent: shop.id,
  });
  builder.change(abandoned, now - 12 * 3_600_000, lead(world), {
    "System.State": "Closed",
    "System.Reason": "Abandoned",
  });
  builder.note("Abandoned asset", "Closed with the reason Abandoned: finished by name, and not done.", abandoned);

  const retired = world.addAsset({
    ...common,
    title: "VM Pensions print server",
    team: "Payroll",
    parent: pensions.id,
    strategy: "retire",
  });
  builder.note("Retired asset", "Strategy retire: it is switched off and not moved.", retired);

  const retained = world.addAsset({
    ...common,
    kind: "appliance",
    title: "Appliance Store systems safe",
    team: "Retail",
    release: shop.release.name,
    sprints: shop.release.sprints,
    parent: workload(world, "Store systems").id,
    strategy: "retain",
  });
  builder.note("Retained asset", "Strategy retain: it stays where it is.", retained);
}

/** Assets and workloads that do not stand where they should. */
function addMisplaced(world: SampleWorld): void {
  const { builder, now } = world;
  const invoicing = workload(world, "Invoicing");
  const common = { kind: "vm", team: "Finance", sprints: invoicing.release.sprints, isOfTheBeginning: true } as const;
  const release = invoicing.release.name;

  const loose = world.addAsset({ ...common, title: "VM exchange rates", rung: "Active", release, parent: null });
  builder.note("Asset of a release without a workload", `It names ${release} and stands below no workload.`, loose);

  const alone = world.addAsset({ ...common, title: "VM badge printer", rung: "New", release: null, parent: null });
  builder.note("Asset without workload and release", "It stands below nothing and names no release.", alone);

  const split = world.addAsset({
    ...common,
    title: "VM Invoicing archive",
    rung: "Resolved",
    release: null,
    parent: invoicing.id,
  });
  builder.note("Split scope", `The one asset of Invoicing that names no release; the others name ${release}.`, split);

  const warehouse = workload(world, "Data warehouse");
  builder.tag(warehouse.id, now - 2 * DAY, lead(world), "release:R7 Heritage");
  builder.note("Workload claimed by two releases", "It names R6 Analytics and R7 Heritage.", warehouse.id);

  const nested = world.addAsset({
    ...common,
    kind: "database",
    title: "Database General ledger history",
    isOfTheBeginning: false,
    rung: "Active",
    release,
    parent: asset(world, "General ledger", 0),
  });
  builder.note("Asset below an asset", "A database below the application that it serves.", nested);

  const unplanned = builder.item({
    type: "Feature",
    title: "Badge readers",
    project: world.project,
    at: now - 30 * DAY,
    by: lead(world),
    fields: { "System.AreaPath": `${world.project.name}\\Logistics` },
  });
  for (const number of ["01", "02", "03"]) {
    world.addAsset({
      ...common,
      team: "Logistics",
      title: `Appliance Badge readers ${number}`,
      kind: "appliance",
      rung: "New",
      release: null,
      parent: unplanned,
    });
  }
  builder.note("Workload without a release", "Its assets name no release either: it is unplanned.", unplanned);
}

/** Stages that do not follow from the ladder. */
function addStageTrouble(world: SampleWorld): void {
  const { builder, now } = world;
  const gap = asset(world, "Invoicing", 0);
  builder.tag(gap, now - 20 * 3_600_000, lead(world), "stage:accepted");
  builder.note("Stage out of order", "Tagged stage:accepted without stage:staged.", gap);

  const held = asset(world, "Report portal", 0);
  builder.change(held, now - 20 * 3_600_000, lead(world), { "System.State": "On hold" });
  builder.note("State that no policy knows", "The organisation added the state On hold to the User Story.", held);

  const reopened = asset(world, "General ledger", 4);
  builder.change(reopened, now - 20 * 3_600_000, lead(world), {
    "System.State": "Active",
    "System.Reason": "Closed in error",
  });
  builder.note("Re-opened asset", "It was closed and staged, and is active again; the tag stayed.", reopened);

  const undated = asset(world, "Fleet", 0);
  builder.change(undated, now - 20 * 3_600_000, lead(world), {
    "System.IterationPath": `${world.project.name}\\Hypercare`,
  });
  builder.note("Iteration without dates", "It is planned for Hypercare, which has no dates.", undated);

  const done = world.addAsset({
    title: "VM Treasury gateway",
    isOfTheBeginning: true,
    kind: "vm",
    team: "Finance",
    rung: "New",
    sprints: workload(world, "Treasury").release.sprints,
    release: "R4 Finance",
    parent: workload(world, "Treasury").id,
    tasks: false,
  });
  for (const title of ["Assess VM Treasury gateway", "Migrate VM Treasury gateway"]) {
    const task = builder.item({ type: "Task", title, project: world.project, at: now - 6 * DAY, by: lead(world) });
    builder.parent(task, done, now - 6 * DAY, lead(world));
    builder.change(task, now - 2 * DAY, lead(world), { "System.State": "Closed" });
  }
  builder.note("All tasks closed, asset not moved", "Its tasks are closed and its state is still New.", done);
}

/** Open items that hold a gate back. */
function addOpenItems(world: SampleWorld): void {
  const { builder, now, project } = world;
  const ledger = workload(world, "General ledger");
  const area = { "System.AreaPath": `${project.name}\\Finance` };

  const blocker = builder.item({
    type: "Issue",
    title: "Firewall rules to the bank are not approved",
    project,
    at: now - 9 * DAY,
    by: lead(world),
    tags: ["blocker"],
    fields: area,
  });
  builder.parent(blocker, ledger.id, now - 9 * DAY, lead(world));
  builder.note("Open blocking item", "An open issue tagged blocker below General ledger.", blocker);

  const defect = builder.item({
    type: "Bug",
    title: "Amounts are rounded twice in the migrated ledger",
    project,
    at: now - 5 * DAY,
    by: lead(world),
    tags: ["uat"],
    fields: { ...area, "Microsoft.VSTS.Common.Severity": "2 - High" },
  });
  builder.parent(defect, ledger.id, now - 5 * DAY, lead(world));
  builder.note("Open UAT defect", "An open bug tagged uat below General ledger.", defect);
}

/** Titles that a page must show as text, whole, and in their own direction. */
function addTitles(world: SampleWorld): void {
  const { builder } = world;
  const warehouse = workload(world, "Warehouse");
  const titles: readonly (readonly [subject: string, title: string])[] = [
    ["Title with markup", "<img src=x onerror=alert(1)>"],
    [
      "Title of 250 characters",
      `VM ${"warehouse conveyor controller with a very long name ".repeat(5)}`.slice(0, 249) + ".",
    ],
    ["Title from right to left", "خادم المستودع الرئيسي"],
    ["Title with pictures", "🚚 Fleet tracker 🛰️ — naïve ☃"],
  ];
  for (const [subject, title] of titles) {
    const id = world.addAsset({
      title,
      kind: "vm",
      team: "Logistics",
      rung: "New",
      isOfTheBeginning: true,
      sprints: warehouse.release.sprints,
      release: warehouse.release.name,
      parent: warehouse.id,
    });
    builder.note(subject, "It is shown as text, whole.", id);
  }
}

/** What was there and is not found any more. */
function addLostOnes(world: SampleWorld): void {
  const { builder, now } = world;
  const fleet = workload(world, "Fleet");
  const deleted = world.addAsset({
    title: "VM Fleet route planner",
    kind: "vm",
    team: "Logistics",
    rung: "New",
    sprints: fleet.release.sprints,
    release: fleet.release.name,
    parent: fleet.id,
    tasks: false,
  });
  builder.remove(deleted, now - 3 * DAY, lead(world));
  builder.note("Deleted asset", "It lies in the recycle bin.", deleted);
}

/** A release that someone has announced, and nobody has filled yet. */
function addEmptyRelease(world: SampleWorld): void {
  const { builder, now, project } = world;
  const branches = builder.item({
    type: "Feature",
    title: "Branch offices",
    project,
    at: now - 25 * DAY,
    by: lead(world),
    tags: ["release:R8 Branch offices"],
    fields: {
      "System.AreaPath": `${project.name}\\Logistics`,
      "System.IterationPath": `${project.name}\\Sprint 16`,
    },
  });
  builder.parent(branches, world.epic, now - 25 * DAY, lead(world));
  builder.note("Release without an asset", "R8 Branch offices: one Feature names it, with nothing below it.", branches);
}

/** Dependencies that a plan has to look at twice. */
function addDependencyTrouble(world: SampleWorld): void {
  const { builder, now } = world;
  const at = now - 5 * DAY;
  const link = (provider: number, consumer: number): void =>
    builder.link(provider, SUCCESSOR, consumer, at, lead(world));

  const bridge = asset(world, "Mainframe bridge", 0);
  const interfaces = asset(world, "General ledger", 1);
  link(bridge, interfaces);
  builder.note("Dependency on a later release", "Its provider is planned for R7 Heritage.", interfaces, bridge);

  // Azure Boards refuses a circle of links: this one closes over the workload that stands for its assets.
  const warehouse = workload(world, "Warehouse");
  const report = asset(world, "Report portal", 2);
  const scanner = asset(world, "Warehouse", 1);
  link(warehouse.id, report);
  link(report, scanner);
  builder.note(
    "Circle of dependencies over two releases",
    "Warehouse is needed by a part of Report portal that a part of Warehouse needs.",
    warehouse.id,
    report,
    scanner,
  );

  link(workload(world, "General ledger").id, workload(world, "Financial reporting").id);
  builder.note(
    "Dependency between workloads",
    "Financial reporting needs General ledger as a whole.",
    workload(world, "Financial reporting").id,
  );

  const stays = world.addAsset({
    title: "Appliance Fleet toll terminal",
    kind: "appliance",
    team: "Logistics",
    rung: "New",
    sprints: workload(world, "Fleet").release.sprints,
    release: workload(world, "Fleet").release.name,
    parent: workload(world, "Fleet").id,
    strategy: "retain",
    tasks: false,
  });
  const toll = asset(world, "Fleet", 2);
  link(stays, toll);
  builder.note("Provider that stays", "It is retained, and an asset that moves needs it.", stays, toll);

  const order = builder.item({
    type: "Issue",
    title: "Leased line to the new region is ordered",
    project: world.project,
    at: now - 21 * DAY,
    by: lead(world),
    fields: { "System.AreaPath": `${world.project.name}\\Platform` },
  });
  const loader = asset(world, "Data warehouse", 1);
  link(order, loader);
  builder.note("Provider that is no asset", "An open issue that an asset of Data warehouse waits for.", order, loader);

  const archive = workload(world, "Personnel archive");
  const hold = world.addAsset({
    title: "Database Legal hold archive",
    kind: "database",
    team: LEGAL,
    rung: "New",
    sprints: archive.release.sprints,
    release: null,
    parent: null,
  });
  const files = asset(world, "Personnel archive", 0);
  link(hold, files);
  builder.note(
    "Provider in an area of its own",
    `Hide it with --unreadable-area "${world.project.name}\\${LEGAL}": its dependant then has a provider out of sight.`,
    hold,
    files,
  );
}

/** Promoted, and taken back. */
function addRollback(world: SampleWorld): void {
  const { builder, now } = world;
  const portal = workload(world, "Report portal");
  const rolledBack = world.addAsset({
    title: "Application Report portal preview",
    kind: "application",
    team: "Platform",
    rung: "Promoted",
    sprints: portal.release.sprints,
    release: portal.release.name,
    parent: portal.id,
    strategy: "rehost",
    tasks: false,
  });
  builder.change(rolledBack, now - 18 * 3_600_000, lead(world), {
    "System.State": "Active",
    "System.Reason": "Closed in error",
    "System.Tags": `kind:application; release:${portal.release.name}; strategy:rehost`,
  });
  builder.note("Rolled back asset", "It was promoted; its stage tags were removed and it is active again.", rolledBack);
}
