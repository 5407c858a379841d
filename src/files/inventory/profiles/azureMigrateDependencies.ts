import { type Profile, unidentified } from "./profile";

/** The dependencies that Azure Migrate observed: one row for each connection in each slot of six hours. */
export const azureMigrateDependencies: Profile = {
  id: "azure-migrate-dependencies",
  title: "Azure Migrate dependency export",
  required: [["Source server name"], ["Destination server name"], ["Destination IP"], ["Destination port"]],
  identifying: [
    "Source server name",
    "Source application",
    "Source process",
    "Destination server name",
    "Destination IP",
    "Destination application",
    "Destination process",
    "Destination port",
  ],
  rowOf: (cell) => {
    const from = cell("Source server name");
    const to = cell("Destination server name");
    const toAddress = cell("Destination IP");
    if (from === "") return unidentified("Source server name");
    if (to === "" && toAddress === "") {
      return {
        kind: "leftOut",
        column: "Destination server name",
        message: "The row names neither the destination's server nor its address.",
      };
    }
    const ends = [
      cell("Source process") || cell("Source application"),
      cell("Destination process") || cell("Destination application"),
    ].filter((end) => end !== "");
    const port = cell("Destination port");
    const detail = [ends.join(" to "), port === "" ? "" : `port ${port}`].filter((part) => part !== "").join(", ");
    return { kind: "edge", from, to, toAddress, detail };
  },
  columns: [],
};
