import { MAX_FILE, readFiles } from "../../../../src/files/inventory/readFiles";
import { dataOf, readAll, readOne } from "../../../builders/inventoryFiles";

const HEADER = "*Server name,*Cores,*Memory (In MB),*OS name";
const template = (...rows: readonly string[]): string => `${[HEADER, ...rows].join("\n")}\n`;

describe("rows of a file", () => {
  it("are read by their headers, whatever the order, the case, the white space, and what stands between", async () => {
    const { assets, taken, left } = await readOne(
      'OS  NAME,extra,"memory\n(in MB)", * Cores,Server Name\nLinux,x,8,2,web\n',
    );
    expect(assets).toMatchObject([{ name: "web", attributes: { os: "Linux", memory: 8, cores: 2 } }]);
    expect([taken, left]).toEqual([["OS NAME", "memory (in MB)", "* Cores", "Server Name"], ["extra"]]);
  });

  it.each([
    [";", "semicolons"],
    ["\t", "tabs"],
    ["|", "pipes"],
  ])("may be separated by %j", async (sign, name) => {
    const { assets, reading } = await readOne(template("web,2,4096,Linux").replaceAll(",", sign));
    expect(assets).toMatchObject([{ name: "web", attributes: { memory: 4096 } }]);
    expect(reading).toBe(`UTF-8, separated by ${name}, header in line 1.`);
  });

  it("may begin with Excel's line that names the separator", async () => {
    const { assets, reading } = await readOne(`sep=;\n${template("web,2,4096,Linux").replaceAll(",", ";")}`);
    expect(assets[0]?.places[0]?.line).toBe(3);
    expect(reading).toBe("UTF-8, separated by semicolons, header in line 2.");
  });

  it("have the lines that an editor shows, also behind a value of several lines", async () => {
    const { assets } = await readOne(template('a,1,1,"one\ntwo\nthree"', "", "b,1,1,x"));
    expect(assets.map(({ name, places }) => [name, places[0]?.line])).toEqual([
      ["a", 2],
      ["b", 6],
    ]);
  });

  it("are left out without what tells them apart, by line and column, and the others go on", async () => {
    const { assets, problems, rowCount } = await readOne(template("a,1,1,x", ",1,1,x", "c,1,1,x"));
    expect(assets.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(rowCount).toBe(3);
    expect(problems).toEqual([
      {
        place: { file: "file.csv", sheet: null, line: 3, column: "*Server name" },
        value: "",
        message: "The row has no Server name, which its key is made of. Fill it in.",
        leaves: "row",
      },
    ]);
  });

  it("keep what can be read where one value can't, which is named with its line, column and text", async () => {
    const { assets, problems } = await readOne(template('web,2,"4,096",Linux'));
    expect(assets[0]?.attributes).toEqual({ cores: 2, os: "Linux" });
    expect(problems).toMatchObject([
      { place: { line: 2, column: "*Memory (In MB)" }, value: "4,096", leaves: "value" },
    ]);
  });

  it("are listed in the order of their lines where something is wrong with them", async () => {
    const { problems } = await readOne(template('a,x,1,"one"', 'b,1,1,"x"y', 'c",1,1,"z"', "d,y,1,x"));
    expect(problems.map(({ place }) => place.line)).toEqual([2, 3, 5]);
  });

  it("are cut at the limit where a text has 40,000 characters, and say so", async () => {
    const { assets, problems } = await readOne(template(`web,2,4096,${"x".repeat(40_000)}`));
    expect(assets[0]?.attributes.os).toBe("x".repeat(1000));
    expect(problems).toMatchObject([
      {
        place: { line: 2, column: "*OS name" },
        value: `${"x".repeat(80)}…`,
        message: "The text has 40,000 characters; the first 1,000 were taken.",
        leaves: "notice",
      },
    ]);
  });

  it("are left out where the key is too long: two might be one once it is cut", async () => {
    const { assets, problems } = await readOne(template(`${"x".repeat(40_000)},2,4096,Linux`));
    expect(assets).toEqual([]);
    expect(problems).toMatchObject([{ place: { line: 2, column: "*Server name" }, leaves: "row" }]);
  });

  it("are left out where a separator in a value shifted the cells", async () => {
    const { assets, problems } = await readOne(template("a,1,1,Windows, Server", "b,1,1,x,,"));
    expect(assets.map(({ name }) => name)).toEqual(["b"]);
    expect(problems).toMatchObject([
      { place: { line: 2 }, leaves: "row", message: expect.stringContaining("5 cells") },
    ]);
  });

  it("say that their last cells are missing", async () => {
    const { assets, problems } = await readOne(template("a,1", "b,1,1,x"));
    expect(assets.map(({ attributes }) => attributes)).toEqual([{ cores: 1 }, { cores: 1, memory: 1, os: "x" }]);
    expect(problems).toMatchObject([{ place: { line: 2 }, leaves: "notice" }]);
  });
});

describe("rows with the same key", () => {
  it("are one asset without a word where they say the same", async () => {
    const { assets, problems } = await readOne(template("web,2,4096,Linux", "web,2,4096,Linux"));
    expect(assets.map(({ places }) => places.map(({ line }) => line))).toEqual([[2, 3]]);
    expect(problems).toEqual([]);
  });

  it("keep what the first says, and name both lines and the column that differs", async () => {
    const { assets, problems } = await readOne(template("web,2,4096,Linux", "web,4,4096,Linux"));
    expect(assets).toMatchObject([{ attributes: { cores: 2 } }]);
    expect(problems).toEqual([
      {
        place: { file: "file.csv", sheet: null, line: 3, column: "*Cores" },
        value: "4",
        message:
          "It is the same asset as in line 2. Cores is “4” here, line 2 says “2”, which was kept. Correct the one that is wrong.",
        leaves: "notice",
      },
    ]);
  });

  it("are joined where only one says something, which is told as well", async () => {
    const { assets, problems } = await readOne(template("web,,4096,Linux", "web,4,4096,"));
    expect(assets).toMatchObject([{ attributes: { cores: 4, memory: 4096, os: "Linux" } }]);
    expect(problems).toMatchObject([{ place: { line: 3, column: "*Cores" }, leaves: "notice" }]);
  });
});

describe("a file as a whole", () => {
  it("says that it has a header and no rows", async () => {
    const { assets, problems, rowCount } = await readOne(template());
    expect([assets, rowCount]).toEqual([[], 0]);
    expect(problems).toMatchObject([
      { place: { line: 1 }, leaves: "notice", message: expect.stringContaining("no row") },
    ]);
  });

  it("says which required column it lacks, and which format it nearly is", async () => {
    const [reading] = await readAll({ "a.csv": "*Server name,*Cores,*Memory (In MB)\nweb,2,4096\n" });
    expect(reading).toMatchObject({
      kind: "unknown",
      nearly: "It is nearly “Azure Migrate import template”, and lacks the column “OS name”.",
      rowCount: 1,
      sample: [["web", "2", "4096"]],
    });
  });

  it("is nearly no format of which it has a name and little more", async () => {
    const [reading] = await readAll({ "a.csv": "Workload,Machine,Operating System\nPayroll,web,Linux\n" });
    expect(reading).toMatchObject({ kind: "unknown", nearly: null });
  });

  it("finds its header below a banner, in any of the first thirty rows", async () => {
    const banner = `${"Contoso,,,\n"}${",,,\n".repeat(20)}`;
    const { assets, reading } = await readOne(banner + template("web,2,4096,Linux"));
    expect(assets).toHaveLength(1);
    expect(reading).toBe("UTF-8, separated by commas, header in line 22.");
  });

  it("says where two columns have the same header, of which the first is read", async () => {
    const { assets, problems } = await readOne(
      "*Server name,*Cores,*Cores,*Memory (In MB),*OS name\nweb,2,8,4096,Linux\n",
    );
    expect(assets).toMatchObject([{ attributes: { cores: 2 } }]);
    expect(problems).toMatchObject([{ place: { line: 1, column: "*Cores" }, leaves: "notice" }]);
  });

  it("says from which line on it is cut short in a quoted value, and keeps the rows before", async () => {
    const { assets, problems } = await readOne(`${HEADER}\na,1,1,x\nb,1,1,"Micro`);
    expect(assets.map(({ name }) => name)).toEqual(["a"]);
    expect(problems).toMatchObject([
      { place: { line: 3 }, leaves: "row", message: expect.stringContaining("opens in line 3 is never closed") },
    ]);
  });

  it("leaves a last row out that is too short and has no line break: it is cut short", async () => {
    const { assets, problems } = await readOne(`${HEADER}\na,1,1,x\nb,1`);
    expect(assets.map(({ name }) => name)).toEqual(["a"]);
    expect(problems).toMatchObject([
      { place: { line: 3 }, leaves: "row", message: expect.stringContaining("cut short") },
    ]);
  });

  it("says of a last row without a line break that its last value may be cut short", async () => {
    const { assets, problems } = await readOne(`${HEADER}\na,1,1,Wind`);
    expect(assets).toMatchObject([{ attributes: { os: "Wind" } }]);
    expect(problems).toMatchObject([{ place: { line: 2, column: "*OS name" }, value: "Wind", leaves: "notice" }]);
  });

  it("names the lines that a stray quote swallows", async () => {
    const { assets, problems } = await readOne(template("a,1,1,x", 'b,1,1,"x"y', "c,1,1,z", 'd,1,1,"w"', "e,1,1,v"));
    expect(assets.map(({ name }) => name)).toEqual(["a", "e"]);
    expect(problems).toMatchObject([
      { place: { line: 3 }, leaves: "row", message: expect.stringContaining("lines 3 to 5 were not read") },
    ]);
  });

  it("says that it was read as Windows-1252, with the first line that is not UTF-8", async () => {
    const { assets, problems, reading } = await readOne(Buffer.from(template("web,2,4096,Größe"), "latin1"));
    expect(assets[0]?.attributes.os).toBe("Größe");
    expect(reading).toBe("Windows-1252, separated by commas, header in line 1.");
    expect(problems).toMatchObject([{ place: { line: 2, column: null }, leaves: "notice" }]);
  });

  it.each([
    ["an empty file", "", "The file is empty."],
    ["blank lines", "\n \n,,\n", "It holds no table"],
    ["a letter", "Dear all,\n", "It holds no table"],
    ["a PDF", "%PDF-1.4", "It is a PDF"],
    ["a zip cut short", "PK\u0003\u0004abc", "damaged or cut short"],
  ])("can't be read, and says what to do: %s", async (_what, content, message) => {
    expect(await readAll({ "x.csv": content, "good.csv": template("web,2,4096,Linux") })).toMatchObject([
      {
        kind: "unreadable",
        name: "x.csv",
        problem: { place: { file: "x.csv" }, message: expect.stringContaining(message) },
      },
      { kind: "inventory" },
    ]);
  });

  it("is said to be no workbook where it is only called one", async () => {
    expect(await readAll({ "estate.XLSX": "Dear all,\n", "table.xls": template("web,2,4096,Linux") })).toMatchObject([
      { kind: "unreadable", problem: { message: expect.stringMatching(/^It is called a workbook, and is none/) } },
      { kind: "inventory" },
    ]);
  });

  it("is not looked at where it is too large", async () => {
    const data = new ArrayBuffer(MAX_FILE + 1);
    const read = await readFiles(
      { files: [{ name: "big.csv", data }], mappings: [] },
      () => undefined,
      () => Promise.resolve(),
    );
    expect(read).toMatchObject([{ kind: "unreadable", problem: { message: expect.stringContaining("100 MB") } }]);
  });
});

describe("reading files", () => {
  const many = template(...Array.from({ length: 2500 }, (_, at) => `web-${at},2,4096,Linux`));
  const request = { files: [{ name: "many.csv", data: dataOf(many) }], mappings: [] };

  it("says how far it is", async () => {
    const rows: number[] = [];
    await readFiles(
      request,
      (progress) => rows.push(progress.rows),
      () => Promise.resolve(),
    );
    expect(rows).toEqual([0, 1000, 2000, 2501]);
  });

  it("ends where the pause says so", async () => {
    let pauses = 0;
    const stop = (): Promise<void> => {
      pauses += 1;
      return pauses === 2 ? Promise.reject(new Error("enough")) : Promise.resolve();
    };
    await expect(readFiles(request, () => undefined, stop)).rejects.toThrow("enough");
    expect(pauses).toBe(2);
  });
});

describe("a file that is cut short at any byte", () => {
  const whole = new TextEncoder().encode(template('wäb-1,12,4096,"Windows, Server"', "wäb-2,24,8192,Linux"));

  it("never makes the reading fail, and never gives another value without a problem in that line", async () => {
    const expected = (await readOne(whole)).assets;
    let withProblem = 0;
    for (let length = 0; length < whole.length; length += 1) {
      const [reading] = await readAll({ "file.csv": whole.subarray(0, length) });
      if (reading?.kind !== "inventory") continue;
      const { assets, problems } = reading.file;
      const lines = new Set(problems.map(({ place }) => place.line));
      withProblem += lines.size > 0 ? 1 : 0;
      for (const asset of assets) {
        const line = asset.places[0]?.line ?? 0;
        const same = expected.find(({ places }) => places[0]?.line === line);
        if (!lines.has(line)) expect(asset).toEqual(same);
      }
    }
    expect(withProblem).toBeGreaterThan(50);
  });
});
