import { firstMissing } from "../../../scripts/lib/install.mjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/react": { version: "16.14.0" },
    "node_modules/only-on-windows": { version: "1.0.0", optional: true },
  },
};

describe("an installation", () => {
  it("is whole with every package in its version, those of other systems apart", () => {
    expect(firstMissing(wanted, { packages: { "node_modules/react": { version: "16.14.0" } } })).toBeUndefined();
  });

  it("may hold more", () => {
    const more = { "node_modules/react": { version: "16.14.0" }, "node_modules/more": { version: "1.0.0" } };
    expect(firstMissing(wanted, { packages: more })).toBeUndefined();
  });

  it("lacks a package that is not there", () => {
    expect(firstMissing(wanted, { packages: {} })).toBe("node_modules/react 16.14.0");
  });

  it("lacks a package that is there in another version, an optional one too", () => {
    expect(firstMissing(wanted, { packages: { "node_modules/react": { version: "16.13.0" } } })).toBe(
      "node_modules/react 16.14.0",
    );
    const packages = {
      "node_modules/react": { version: "16.14.0" },
      "node_modules/only-on-windows": { version: "0.9.0" },
    };
    expect(firstMissing(wanted, { packages })).toBe("node_modules/only-on-windows 1.0.0");
  });
});
