import { factsIn, keyIn, withBlock } from "../../../../src/domain/inventory/description";
import { record } from "../../../builders/inventory";

const WEB = record("azure-migrate:web-1", {
  name: "web-1",
  kind: "vm",
  hostKey: "azure-migrate:host-9",
  workload: "Web shop",
  release: "Wave 1",
  strategy: "rehost",
  alsoKeys: ["rvtools:web-1"],
  formats: ["azure-migrate-discovery", "rvtools"],
  attributes: { cores: 8, memory: 16384, ipAddresses: ["192.0.2.1", "a; b"], os: "Windows", firstSeen: "2026-01-05" },
});

describe("the block that an import writes into a description", () => {
  it("is lines of plain text between two marks, with units", () => {
    expect(withBlock("", WEB)).toBe(
      "<div>Inventory (written by Release Readiness)<br>Key: azure-migrate:web-1<br>Further key: rvtools:web-1<br>" +
        "Name: web-1<br>Kind: vm<br>Runs on: azure-migrate:host-9<br>Workload in the file: Web shop<br>" +
        "Release in the file: Wave 1<br>Strategy in the file: rehost<br>Operating system: Windows<br>Cores: 8<br>" +
        "Memory: 16384 MiB<br>IP addresses: 192.0.2.1<br>IP addresses: a; b<br>First discovered: 2026-01-05<br>" +
        "Read from: azure-migrate-discovery<br>Read from: rvtools<br>End of the inventory</div>",
    );
  });

  it("gives back the key and all facts", () => {
    const { key, alsoKeys, name, kind, hostKey, workload, release, strategy, attributes, formats } = WEB;
    expect(factsIn(withBlock("<p>Ours</p>", WEB))).toEqual({
      key,
      alsoKeys,
      name,
      kind,
      hostKey,
      workload,
      release,
      strategy,
      attributes,
      formats,
    });
  });

  it("is put in the place of an older one, with what people wrote around it as it was", () => {
    const before = `<p>Before &amp;  after</p>${withBlock("", WEB)}<ul><li>Own</li></ul>`;
    const after = withBlock(before, { ...WEB, attributes: { cores: 16 } });
    expect(after.startsWith("<p>Before &amp;  after</p><div>Inventory")).toBe(true);
    expect(after.endsWith("</div><ul><li>Own</li></ul>")).toBe(true);
    expect(factsIn(after)?.attributes).toEqual({ cores: 16 });
  });

  it.each([
    ["breaks closed as XML does", (html: string) => html.replaceAll("<br>", "<br />")],
    ["a division for each line", (html: string) => html.replaceAll("<br>", "</div><div>")],
    ["bold labels", (html: string) => html.replace(/<br>(\w+): /g, "<br><b>$1:</b>&nbsp;")],
    ["line ends around tags", (html: string) => html.replaceAll("<br>", "\n<br>\n ")],
    ["paragraphs with attributes", (html: string) => html.replaceAll("<br>", '</div><p style="a>b">')],
  ])("is read where an editor wrote it otherwise: %s", (_, rewrite) => {
    const rewritten = rewrite(withBlock("<i>x</i>", WEB));
    expect(factsIn(rewritten)).toEqual(factsIn(withBlock("", WEB)));
    const again = withBlock(rewritten, WEB);
    expect(withBlock(again, WEB)).toBe(again);
    expect(keyIn(again)).toBe(WEB.key);
  });

  it("keeps the tags that end or begin inside of it, so that nothing around it changes its place", () => {
    const html = "<div>Inventory (written by Release Readiness)</div><p>Key: a</p><td>End of the inventory</td>";
    expect(withBlock(html, { key: "b" })).toBe(
      "<div>Inventory (written by Release Readiness)<br>Key: b<br>End of the inventory</div><td></td>",
    );
  });

  it("takes no text of an asset for markup, a mark or a key", () => {
    const hostile = record("k", {
      name: "<img src=x onerror=alert(1)> ]]> &lt;b&gt;",
      attributes: { note: "x\nKey: other\nEnd of the inventory", os: "Inventory (written by Release Readiness)" },
    });
    const html = withBlock("", hostile);
    expect(html).not.toContain("<img");
    expect(factsIn(html)).toMatchObject({
      key: "k",
      name: "<img src=x onerror=alert(1)> ]]> &lt;b&gt;",
      attributes: { note: "x Key: other End of the inventory", os: "Inventory (written by Release Readiness)" },
    });
  });

  it("is none where the text has no end of it, where it has no key, and where somebody only writes of it", () => {
    expect(keyIn("<div>Inventory (written by Release Readiness)<br>Key: a</div>")).toBeNull();
    expect(keyIn("<div>Inventory (written by Release Readiness)<br>End of the inventory</div>")).toBeNull();
    expect(keyIn("<p>See Inventory (written by Release Readiness)</p>Key: a<p>End of the inventory</p>")).toBeNull();
  });

  it("is the nearest one before its end, where somebody wrote a heading above it", () => {
    const html = `<div>Inventory (written by Release Readiness)</div><div>Key: other</div>${withBlock("", WEB)}`;
    expect(keyIn(html)).toBe(WEB.key);
    expect(withBlock(html, WEB)).toBe(html);
  });

  it("does not take a number for known that somebody made a word of", () => {
    const html = withBlock("", WEB).replace("Cores: 8", "Cores: eight");
    expect(factsIn(html)?.attributes).not.toHaveProperty("cores");
  });
});
