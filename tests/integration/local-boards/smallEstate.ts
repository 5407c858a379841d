import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import type { Estate, EstateProject, EstateUser } from "../../../scripts/local-boards/model/estate";

export const NOW = Date.parse("2026-03-10T12:00:00Z");
const LONG_AGO = Date.parse("2026-01-05T09:30:00Z");

/** An organisation of one Agile project with whatever a test puts into it. */
export class SmallEstate {
  readonly builder = new EstateBuilder();
  readonly lead: EstateUser = this.builder.user("Lead Person", "lead@contoso.example");
  readonly other: EstateUser = this.builder.user("Other Person", "other@contoso.example");
  readonly project: EstateProject = this.builder.project({
    name: "Contoso Move",
    areas: [{ name: "Payroll" }, { name: "Secret", children: [{ name: "Deeper" }] }],
    iterations: [
      { name: "Sprint 1", start: "2026-03-02", finish: "2026-03-13", children: [{ name: "Week 1" }] },
      { name: "Later" },
    ],
    teams: { "Move team": ["Contoso Move"] },
  });

  item(
    title: string,
    more: { type?: string; tags?: string[]; at?: number; area?: string; iteration?: string } = {},
  ): number {
    return this.builder.item({
      type: more.type ?? "User Story",
      title,
      project: this.project,
      at: more.at ?? LONG_AGO,
      by: this.lead,
      tags: more.tags ?? [],
      fields: {
        ...(more.area === undefined ? {} : { "System.AreaPath": more.area }),
        ...(more.iteration === undefined ? {} : { "System.IterationPath": more.iteration }),
      },
    });
  }

  build(): Estate {
    return this.builder.build({ label: "small", description: "An estate for one test." });
  }
}
