import { CommandLineError, helpText, parseCommandLine } from "../../../scripts/local-boards/host/node/commandLine";
import { parseFault } from "../../../scripts/local-boards/host/node/faultRule";

describe("options", () => {
  it("have defaults that need no thought", () => {
    expect(parseCommandLine([])).toEqual({
      help: false,
      port: 8080,
      host: "localhost",
      template: null,
      largeItems: null,
      data: ".local-boards",
      reset: false,
      faults: [],
      unreadableAreas: [],
      user: null,
      serverVersion: null,
      sandbox: false,
      handshake: "current",
      organization: null,
    });
  });

  it("are all read", () => {
    const args =
      "--port 0 --host 0.0.0.0 --template t --data d --reset --sandbox --legacy-handshake --on-premises 7.0".split(" ");
    const named = ["--user", "Ana Example"];
    const repeated = ["--unreadable-area", "P\\A", "--unreadable-area", "P\\B", "--fault", "wiql@1=503"];
    expect(parseCommandLine([...args, ...named, ...repeated])).toEqual({
      help: false,
      port: 0,
      host: "0.0.0.0",
      template: "t",
      largeItems: null,
      data: "d",
      reset: true,
      faults: [{ route: "wiql", nth: 1, action: { kind: "status", status: 503 } }],
      unreadableAreas: ["P\\A", "P\\B"],
      user: "Ana Example",
      serverVersion: "7.0",
      sandbox: true,
      handshake: "legacyWithoutContext",
      organization: null,
    });
  });

  it("name a real organisation, which is only read unless writes are allowed", () => {
    const url = "https://dev.azure.com/contoso";
    const args = ["--organization", `${url}/`, "--project", "My Project"];
    expect(parseCommandLine(args).organization).toMatchObject({
      address: { url },
      project: "My Project",
      allowsWrites: false,
    });
    expect(parseCommandLine([...args, "--allow-writes"]).organization?.allowsWrites).toBe(true);
  });

  it.each([
    [["--port", "eighty"], "--port eighty: expected a number from 0 to 65534"],
    [["--port", "65535"], "--port 65535: expected a number from 0 to 65534"],
    [["--estate", "huge"], "--estate huge: there is no such estate"],
    [["--estate", "large", "--items", "0"], "--items 0: expected a number from 1 to 200000"],
    [
      ["--organization", "https://dev.azure.com/contoso", "--project", "P", "--host", "0.0.0.0"],
      "a real organisation is shown to this machine alone",
    ],
    [["--items", "5"], "--items goes with --estate large"],
    [["--estate", "sample", "--template", "t"], "--estate and --template exclude each other"],
    [["--fault", "nonsense"], '--fault: "nonsense" is no fault; expected'],
    [["--on-premises", "2022"], "--on-premises 2022: expected the newest REST API version of the server, 7.0 or 7.1"],
    [["--data", ""], "--data: a value is missing"],
    [["--project", "P"], "--project goes with --organization URL"],
    [["--allow-writes"], "--allow-writes goes with --organization URL"],
    [["--organization", "https://dev.azure.com/o"], "--organization needs --project NAME"],
    [
      ["--organization", "https://dev.azure.com/o", "--project", "P", "--reset", "--user", "A"],
      "--user goes with what is made here",
    ],
    [
      ["--organization", "https://dev.azure.com/o/P", "--project", "P"],
      "--organization: https://dev.azure.com/o/P is the address of a project",
    ],
    [["--prot", "80"], "Unknown option '--prot'"],
    [["8080"], "Unexpected argument '8080'"],
  ])("%j is refused: %s", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(CommandLineError);
    expect(() => parseCommandLine(args)).toThrow(message);
  });

  it("make a large estate as large as asked for", () => {
    expect(parseCommandLine(["--estate", "large"])).toMatchObject({ largeItems: 50_000 });
    expect(parseCommandLine(["--estate", "large", "--items", "300"])).toMatchObject({ largeItems: 300 });
  });

  it("put extensions into sandboxed frames where a server is asked for", () => {
    expect(parseCommandLine(["--on-premises", "7.1"])).toMatchObject({ serverVersion: "7.1", sandbox: true });
  });

  it("stand in the help, one line each", () => {
    const lines = helpText().split("\n");
    for (const option of [
      "port",
      "host",
      "estate",
      "items",
      "template",
      "organization",
      "project",
      "allow-writes",
      "data",
      "reset",
      "fault",
      "unreadable-area",
      "user",
      "on-premises",
      "sandbox",
      "legacy-handshake",
      "help",
    ]) {
      expect(lines.filter((line) => line.startsWith(`  --${option} `) && !line.includes("="))).toHaveLength(
        option === "fault" ? 0 : 1,
      );
    }
    expect(lines.filter((line) => line.startsWith("  --fault RULE"))).toHaveLength(1);
  });
});

describe("faults", () => {
  it.each([
    ["wiql=503", { route: "wiql", action: { kind: "status", status: 503 } }],
    [
      "post workitemsbatch@2=429",
      { method: "POST", route: "workitemsbatch", nth: 2, action: { kind: "status", status: 429 } },
    ],
    ["wiql@every:3=delay:2000", { route: "wiql", every: 3, action: { kind: "delay", milliseconds: 2000 } }],
    ["/workitems\\/\\d+$/@2-4=drop", { route: "/workitems\\/\\d+$/", from: 2, to: 4, action: { kind: "drop" } }],
    ["wit/fields@3-=truncate", { route: "wit/fields", from: 3, action: { kind: "truncate" } }],
    ["wiql=throttled", { route: "wiql", action: { kind: "answer", name: "throttled" } }],
    ["wiql=slowed", { route: "wiql", action: { kind: "answer", name: "slowed" } }],
    ["wiql@1=slowed:1500", { route: "wiql", nth: 1, action: { kind: "answer", name: "slowed", milliseconds: 1500 } }],
    [
      "wiql=503,Retry-After:5,X-Moment:12:30",
      {
        route: "wiql",
        action: { kind: "status", status: 503, headers: { "Retry-After": "5", "X-Moment": "12:30" } },
      },
    ],
    ["workitems?ids=1=404", { route: "workitems?ids=1", action: { kind: "status", status: 404 } }],
  ])("%s", (text, rule) => {
    expect(parseFault(text)).toEqual(rule);
  });

  it.each([
    ["wiql", "is no fault"],
    ["=503", "is no fault"],
    ["wiql=100", '"100" in "wiql=100" is no action'],
    ["wiql=999", '"999" in "wiql=999" is no action'],
    ["wiql=delay", "is no action"],
    ["wiql=raced:2000", "is no action"],
    ["wiql=503,Retry-After", "is no action"],
    ["wiql=toString", "throttled, slowed, stopped, signIn, raced or slowed:MILLISECONDS"],
    ["wiql@0=503", '"0" in "wiql@0=503" names no requests'],
    ["wiql@never=503", "names no requests"],
    ["@2=503", "names no route"],
  ])("%s is refused", (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
  });
});
