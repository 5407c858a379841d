import { chooseBrowser, type Probe } from "../../../scripts/lib/browser.mjs";
import { candidates } from "../../../scripts/lib/browserPlaces.mjs";

/** A machine without any browser, on which nothing can be installed; each test adds what it is about. */
function machine(parts: Partial<Probe> & { files?: string[] } = {}): Probe & { ran: string[]; said: string[] } {
  const ran: string[] = [];
  const said: string[] = [];
  const files = parts.files ?? [];
  return {
    platform: "linux",
    env: { PATH: "/usr/bin" },
    home: "/home/someone",
    isRoot: false,
    exists: (path) => files.includes(path),
    downloaded: () => undefined,
    playwright: "cli.js",
    node: "node",
    say: (message) => said.push(message),
    ...parts,
    run: (command, args, limit) => {
      ran.push([command, ...args].join(" "));
      return parts.run?.(command, args, limit) ?? false;
    },
    ran,
    said,
  };
}

const asksForVersion = (_: string, args: readonly string[]) => args[0] === "--version";

describe("the browser of the browser tests", () => {
  it("is the one that the environment names", () => {
    const probe = machine({
      files: ["/opt/mine", "/usr/bin/chromium"],
      env: { RELEASE_READINESS_BROWSER: "/opt/mine" },
    });
    expect(chooseBrowser(probe)).toBe("/opt/mine");
    expect(probe.ran).toEqual([]);
  });

  it("is not replaced by another one when the named one is missing", () => {
    const probe = machine({ files: ["/usr/bin/chromium"], env: { RELEASE_READINESS_BROWSER: "/opt/gone" } });
    expect(() => chooseBrowser(probe)).toThrow("RELEASE_READINESS_BROWSER names /opt/gone");
  });

  it("is an installed one before anything is installed", () => {
    const probe = machine({ files: ["/usr/bin/chromium", "/usr/bin/apt-get"], isRoot: true, run: asksForVersion });
    expect(chooseBrowser(probe)).toBe("/usr/bin/chromium");
    expect(probe.ran).toEqual(["/usr/bin/chromium --version"]);
  });

  it("is not a file that cannot say its version", () => {
    const probe = machine({
      files: ["/usr/bin/chromium", "/usr/bin/microsoft-edge"],
      run: (command) => command === "/usr/bin/microsoft-edge",
    });
    expect(chooseBrowser(probe)).toBe("/usr/bin/microsoft-edge");
  });

  it("is found on macOS", () => {
    const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(chooseBrowser(machine({ platform: "darwin", files: [chrome], run: asksForVersion }))).toBe(chrome);
  });

  it("is found on Windows, without being started", () => {
    const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
    const env = { PROGRAMFILES: "C:\\Program Files", "PROGRAMFILES(X86)": "C:\\Program Files (x86)" };
    const probe = machine({ platform: "win32", env, files: [edge] });
    expect(chooseBrowser(probe)).toBe(edge);
    expect(probe.ran).toEqual([]);
  });

  it("is an earlier download of Playwright's before another one", () => {
    const probe = machine({ downloaded: () => "/cache/chrome" });
    expect(chooseBrowser(probe)).toBe("/cache/chrome");
    expect(probe.ran).toEqual([]);
  });

  it("is Debian's package for root, with the lists brought up to date first", () => {
    const files = ["/usr/bin/apt-get"];
    const probe = machine({
      files,
      isRoot: true,
      run: (command, args) => {
        if (args[0] === "install") files.push("/usr/bin/chromium");
        return command === "apt-get" || args[0] === "--version";
      },
    });
    expect(chooseBrowser(probe)).toBe("/usr/bin/chromium");
    expect(probe.ran).toEqual([
      "apt-get update -qq",
      "apt-get install -y -qq --no-install-recommends chromium",
      "/usr/bin/chromium --version",
    ]);
  });

  it("is Debian's package for whoever may use sudo without a password", () => {
    const files = ["/usr/bin/apt-get"];
    const probe = machine({
      files,
      run: (_, args) => {
        if (args.includes("install")) files.push("/usr/bin/chromium");
        return true;
      },
    });
    expect(chooseBrowser(probe)).toBe("/usr/bin/chromium");
    expect(probe.ran.slice(0, 2)).toEqual(["sudo -n true", "sudo -n apt-get update -qq"]);
  });

  it("is Playwright's download where no package can be installed", () => {
    let downloaded = false;
    const probe = machine({
      files: ["/usr/bin/apt-get"],
      downloaded: () => (downloaded ? "/cache/chrome" : undefined),
      run: (command) => (downloaded = command === "node"),
    });
    expect(chooseBrowser(probe)).toBe("/cache/chrome");
    expect(probe.ran).toEqual(["sudo -n true", "node cli.js install chromium"]);
  });

  it("is asked of the person when none can be had", () => {
    expect(() => chooseBrowser(machine())).toThrow(
      "The browser tests need Chrome, Edge or Chromium, and none was found (tried also: Playwright's download). " +
        "Install one of them, or name its program in RELEASE_READINESS_BROWSER.",
    );
  });

  it("looks through the folders of PATH", () => {
    expect(candidates(machine({ env: { PATH: "/nix/bin:/usr/bin" } }))).toContain("/nix/bin/chromium");
  });
});
