import { inspect } from "node:util";
import { exchangeAddresses } from "../../../scripts/local-boards/remote/addresses";
import { parseOrganizationUrl } from "../../../scripts/local-boards/remote/organizationUrl";
import { decide } from "../../../scripts/local-boards/remote/policy";
import { Secret, takeToken, TokenError } from "../../../scripts/local-boards/remote/token";

describe("the address of an organisation", () => {
  it.each([
    ["https://dev.azure.com/contoso", "https://dev.azure.com/contoso", "contoso"],
    ["https://dev.azure.com/contoso/", "https://dev.azure.com/contoso", "contoso"],
    ["https://contoso.visualstudio.com", "https://contoso.visualstudio.com", "contoso"],
    [
      "https://contoso.visualstudio.com/DefaultCollection/",
      "https://contoso.visualstudio.com/DefaultCollection",
      "contoso",
    ],
    ["https://server/tfs/Main", "https://server/tfs/Main", "Main"],
    ["https://server:8443/Main%20One", "https://server:8443/Main%20One", "Main One"],
  ])("is taken as %s", (text, url, name) => {
    expect(parseOrganizationUrl(text)).toMatchObject({ url, name, warning: null });
  });

  it.each([
    ["contoso", "is no address"],
    ["https://dev.azure.com", "names no organisation"],
    ["https://server/", "names no collection"],
    ["https://dev.azure.com/contoso/Pay%20roll", 'the project as --project "Pay roll"'],
    ["https://contoso.visualstudio.com/Payroll", 'the project as --project "Payroll"'],
    ["https://server/tfs/Main/_git/x", "is the address of a page"],
    ["https://dev.azure.com/contoso?x=1", "has more than"],
    ["ftp://server/Main", "is not of the web"],
  ])("is refused: %s", (text, message) => {
    expect(() => parseOrganizationUrl(text)).toThrow(message);
  });

  it("holds no secret, and a refusal does not repeat one", () => {
    expect(() => parseOrganizationUrl("https://me:hidden@dev.azure.com/c")).toThrow(
      /^(?!.*hidden).*no name or password/,
    );
  });

  it("is warned of where others on the way can read the token", () => {
    expect(parseOrganizationUrl("http://server/tfs/Main").warning).toContain("without encryption");
    for (const name of ["localhost:1", "127.0.0.1", "[::1]"]) {
      expect(parseOrganizationUrl(`http://${name}/local`).warning).toBeNull();
    }
  });
});

describe("the token", () => {
  it("signs as a personal access token, or as one of Microsoft Entra where it is a JWT", () => {
    expect(new Secret("secretsecret").authorization()).toBe(`Basic ${Buffer.from(":secretsecret").toString("base64")}`);
    expect(new Secret("eyJhbGci.eyJzdWIi.c2ln").authorization()).toBe("Bearer eyJhbGci.eyJzdWIi.c2ln");
  });

  it("does not show itself, and is taken out of texts in both of its forms", () => {
    const secret = new Secret("secretsecret");
    const basic = Buffer.from(":secretsecret").toString("base64");
    expect([String(secret), JSON.stringify({ secret }), inspect(secret, { showHidden: true })].join()).not.toMatch(
      /secretsecret/,
    );
    expect(secret.removedFrom(`a secretsecret b ${basic} c`)).toBe("a *** b *** c");
    const bare = Buffer.from("secretsecre!").toString("base64");
    expect(new Secret("secretsecre!").removedFrom(`x ${bare} y`)).toBe("x *** y");
    const padded = Buffer.from(":secretsecre!").toString("base64");
    expect(padded).toContain("=");
    expect(new Secret("secretsecre!").removedFrom(padded.replaceAll("=", "%3D"))).not.toContain(
      padded.replaceAll("=", ""),
    );
  });

  it("is taken out of the environment, so that no child process has it", () => {
    const environment: Record<string, string | undefined> = { AZURE_DEVOPS_TOKEN: " secretsecret\n", OTHER: "1" };
    expect(takeToken(environment).authorization()).toContain("Basic ");
    expect(environment).toEqual({ OTHER: "1" });
  });

  it.each([
    {},
    { AZURE_DEVOPS_TOKEN: " " },
    { AZURE_DEVOPS_TOKEN: "has spaces in it" },
    { AZURE_DEVOPS_TOKEN: "short" },
  ])("is asked for where there is none: %j", (environment) => {
    expect(() => takeToken(environment)).toThrow(TokenError);
  });
});

describe("addresses in JSON", () => {
  const { prefixes } = parseOrganizationUrl("https://dev.azure.com/contoso");
  const { toLocal, toRemote } = exchangeAddresses("http://localhost:8080/local", prefixes);

  it.each([
    ['{"url":"https://dev.azure.com/contoso/_apis/x"}', '{"url":"http://localhost:8080/local/_apis/x"}'],
    ['{"url":"https://dev.azure.com/contoso"}', '{"url":"http://localhost:8080/local"}'],
    ['{"url":"https://dev.azure.com/Contoso/p"}', '{"url":"http://localhost:8080/local/p"}'],
    ['{"u":"https:\\/\\/dev.azure.com\\/contoso\\/p"}', '{"u":"http:\\/\\/localhost:8080\\/local\\/p"}'],
    ['["https://contoso.visualstudio.com/p"]', '["http://localhost:8080/local/p"]'],
    ['["https://contoso.visualstudio.com/DefaultCollection/p"]', '["http://localhost:8080/local/p"]'],
    // Another organisation, a part of a text, and what somebody quoted in one stay.
    ['["https://dev.azure.com/contoso2/p"]', '["https://dev.azure.com/contoso2/p"]'],
    ['["see https://dev.azure.com/contoso/p"]', '["see https://dev.azure.com/contoso/p"]'],
    ['["<a href=\\"https://dev.azure.com/contoso/p\\">"]', '["<a href=\\"https://dev.azure.com/contoso/p\\">"]'],
  ])("of the organisation become local: %s", (answer, expected) => {
    expect(toLocal(answer)).toBe(expected);
  });

  it("that are local become the organisation's", () => {
    expect(toRemote('{"url":"http://localhost:8080/local/_apis/wit/workItems/5"}')).toBe(
      '{"url":"https://dev.azure.com/contoso/_apis/wit/workItems/5"}',
    );
    expect(toRemote('["http://localhost:8080/locals"]')).toBe('["http://localhost:8080/locals"]');
  });
});

describe("what is passed on", () => {
  const project = { id: "11111111-2222-4333-8444-555555555555", name: "My Project" };
  const kind = (method: string, path: string, allowsWrites = false): string => {
    const decision = decide({ method, path, query: "" }, project, allowsWrites);
    return decision.kind === "write" ? `write ${decision.item}` : decision.kind;
  };

  it.each([
    ["GET", "/_apis/wit/workitems/1"],
    ["GET", "/My%20Project/_apis/wit/fields"],
    ["GET", "/my%20project/Team%20A/_apis/work/teamsettings"],
    ["GET", "/11111111-2222-4333-8444-555555555555/_apis/wit/classificationnodes/areas/A%5CB"],
    ["POST", "/My%20Project/_apis/wit/wiql"],
    ["POST", "/_apis/wit/workItemsBatch"],
    ["POST", "/_apis/wit/reporting/workItemRevisions"],
    ["HEAD", "/_apis/wit/wiql/1"],
    ["OPTIONS", "/_apis"],
    ["OPTIONS", "/_apis/wit"],
    ["GET", "/_apis/connectionData"],
  ])("as a read: %s %s", (method, path) => {
    expect([kind(method, path), kind(method, path, true)]).toEqual(["read", "read"]);
  });

  it.each([
    ["GET", "/Other/_apis/wit/fields"],
    ["GET", "/_apis/git/repositories"],
    ["GET", "/_apis"],
    ["GET", "/My%20Project/_apis/wit/../git"],
    ["POST", "/_apis/wit/wiql%2F..%2Fworkitems"],
    // One escape that cannot be read must not hide what the others say.
    ["GET", "/_apis/wit/%ff%2f..%2f..%2fgit/repositories"],
    ["GET", "/My%20Project/..%ff%2f..%2fOther/_apis/wit/workitems/1"],
    ["GET", "/_apis/wit/..;/..;/git"],
    ["GET", "/_apis/wit/..%00/git"],
    ["GET", "/_apis/wit/%2525252e%2525252e/git"],
    ["POST", "/My%20Project/_apis/wit/workitems/$x%2f..%2f$batch"],
    ["POST", "/My%20Project/_apis/wit/workitems/$batch$"],
    ["POST", "/_apis/wit/%77iql"],
    ["PATCH", "/_apis/wit/$batch"],
    ["DELETE", "/_apis/wit/workitems/1"],
    ["POST", "/_apis/wit/workitems/$Task"],
    ["PUT", "/_apis/work/teamsettings"],
  ])("in no case: %s %s", (method, path) => {
    expect([kind(method, path), kind(method, path, true)]).toEqual(["refused", "refused"]);
  });

  it.each([
    ["PATCH", "/_apis/wit/workitems/12", "write 12"],
    // Also where the address names the project: what it belongs to is looked up.
    ["PATCH", "/My%20Project/_apis/wit/workItems/12", "write 12"],
    ["POST", "/My%20Project/_apis/wit/workitems/$User%20Story", "write null"],
    ["POST", "/My%20Project/_apis/wit/workitems/%24Task", "write null"],
  ])("where writes are allowed: %s %s", (method, path, expected) => {
    expect([kind(method, path), kind(method, path, true)]).toEqual(["refused", expected]);
  });

  it("a change of one item that is only validated, and says nothing else", () => {
    const validated = (query: string, path = "/_apis/wit/workitems/7"): string =>
      decide({ method: "PATCH", path, query }, project, false).kind;
    expect(validated("?validateOnly=true")).toBe("write");
    expect(validated("?api-version=7.0&validateOnly=true")).toBe("write");
    expect(validated("?validateOnly=true&api-version=7.1-preview.3")).toBe("write");
    for (const query of [
      "?validateOnly=true&validateOnly=false",
      "?validateOnly.=false&validateOnly=true",
      "?a=1;validateOnly=false&validateOnly=true",
      "?validateOnly[]=false&validateOnly=true",
      "?%u0076alidateOnly=false&validateOnly=true",
      "?validateOnly=true&bypassRules=true",
      "?validateOnly=True%00",
    ]) {
      expect([query, validated(query)]).toEqual([query, "refused"]);
    }
    expect(validated("?validateOnly=true", "/_apis/wit/$batch")).toBe("refused");
  });

  it("keeps documents of extensions here", () => {
    expect(kind("PUT", "/_apis/ExtensionManagement/InstalledExtensions/a/b/Data/x")).toBe("documents");
  });
});
