import { connect } from "../../../scripts/local-boards/remote/connection";
import { parseOrganizationUrl } from "../../../scripts/local-boards/remote/organizationUrl";
import { Secret } from "../../../scripts/local-boards/remote/token";
import { type Asked, asking } from "../../../scripts/local-boards/probe/asking";
import { probe, reportOf } from "../../../scripts/local-boards/probe/probe";
import { QUESTIONS } from "../../../scripts/local-boards/probe/questions";
import { type StandIn, startStandIn } from "../../../scripts/local-boards/probe/standIn";
import type { LocalBoardsOptions } from "../../../scripts/local-boards/server";
import { serve, type Served } from "./serve";
import { NOW, SmallEstate } from "./smallEstate";

describe("the probe of a real organisation", () => {
  let standIn: StandIn;
  let served: Served | null = null;

  beforeAll(async () => {
    standIn = await startStandIn(NOW);
  });
  afterAll(() => standIn.close());
  afterEach(async () => {
    await served?.close();
    served = null;
  });

  /** An organisation that is not ours to change: another local Azure Boards, asked with its lead's token. */
  async function organization(options: Partial<LocalBoardsOptions> = {}): Promise<Asked> {
    const small = new SmallEstate();
    small.item("Something secret");
    served = await serve({ estate: small.build(), clock: () => NOW, ...options });
    const { boards } = served;
    const token = new Secret(boards.tokens.issue(small.lead.id));
    return asking(connect(parseOrganizationUrl(boards.organizationUrl), token), small.project);
  }

  async function differences(asked: Asked): Promise<string[]> {
    const findings = await probe(asked, standIn.asked, QUESTIONS);
    return findings.filter(({ isSame }) => !isSame).map(({ id }) => id);
  }

  it("finds no difference between two that are alike, whatever is in them", async () => {
    expect(await differences(await organization())).toEqual([]);
  });

  it("names what is different, and nothing else", async () => {
    const asked = await organization({
      omittedAs: "absent",
      faults: [{ route: "wit/nothing-is-here", action: { kind: "status", status: 500 } }],
    });
    expect(await differences(asked)).toEqual(["omit", "unknownRoute"]);
  });

  it("finds an older server by its versions", async () => {
    const found = await differences(await organization({ serverVersion: "7.0" }));
    expect(found).toEqual(expect.arrayContaining(["v72", "locations", "resourceAreas"]));
  });

  it("writes nothing, and asks by GET, OPTIONS and the two reads that are sent as POST", async () => {
    const asked = await organization();
    const before = served?.boards.snapshot();
    await probe(asked, standIn.asked, QUESTIONS);
    expect(served?.boards.snapshot()).toEqual(before);
    const answered = await served?.raw("GET", "/_local/requests");
    const requests = answered?.json as { method: string; path: string }[];
    expect(requests.length).toBeGreaterThan(QUESTIONS.length - 2);
    const writing = requests.filter(
      ({ method, path }) =>
        !["GET", "OPTIONS"].includes(method) && !(method === "POST" && /\/wit\/(wiql|workitemsbatch)$/.test(path)),
    );
    expect(writing).toEqual([]);
    await expect(asked.ask({ method: "POST", path: "/{project}/_apis/wit/workitems/$Task" })).rejects.toThrow(
      "would write",
    );
  });

  it("prints both answers where they differ, and no content of work items", async () => {
    const asked = await organization({ omittedAs: "absent" });
    const findings = await probe(asked, standIn.asked, QUESTIONS);
    const report = reportOf(findings);
    expect(report).toContain(`${QUESTIONS.length} questions, 1 answered differently.`);
    expect(report).toMatch(/DIFFERENT {2}\[C\] {2}what errorPolicy omit .*\n +there {2}"left out"\n +here {3}"null"/);
    expect(report).toContain("Not asked:");
    expect(JSON.stringify(findings) + report).not.toContain("secret");
  });
});
