import { EstateBuilder } from "../../../scripts/local-boards/estates/builder";
import { parseEstate } from "../../../scripts/local-boards/model/estateSchema";
import { sampleEstate } from "../../../scripts/local-boards/server";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const ABOUT = { label: "small", description: "An estate for one test." };

describe("roles of users", () => {
  it("are administrator for the first and contributor for the others, unless said", () => {
    const builder = new EstateBuilder();
    builder.user("First", "first@contoso.example");
    builder.user("Second", "second@contoso.example");
    builder.user("Third", "third@contoso.example", "reader");
    expect(builder.build(ABOUT).users.map(({ role }) => role)).toEqual(["administrator", "contributor", "reader"]);
  });

  it("are given in the same way to an estate that was kept before there were roles", () => {
    const kept = JSON.parse(JSON.stringify(sampleEstate({ now: NOW }))) as { users: { role?: string }[] };
    for (const user of kept.users) delete user.role;
    const roles = parseEstate(kept).users.map(({ role }) => role);
    expect(roles).toEqual(["administrator", ...roles.slice(1).map(() => "contributor")]);
  });

  it("come back from a file as they were", () => {
    const estate = sampleEstate({ now: NOW });
    expect(parseEstate(JSON.parse(JSON.stringify(estate))).users).toEqual(estate.users);
  });

  it("are all in the sample, whose reader and stakeholder stand last and have no part in the work", () => {
    const { users, workItems } = sampleEstate({ now: NOW });
    expect(users.map(({ role }) => role)).toEqual([
      "administrator",
      ...Array.from({ length: 9 }, () => "contributor"),
      "reader",
      "stakeholder",
    ]);
    const work = JSON.stringify(workItems);
    for (const { uniqueName } of users.slice(-2)) expect(work).not.toContain(uniqueName);
    expect(work).toContain(users[1]?.uniqueName);
  });
});
