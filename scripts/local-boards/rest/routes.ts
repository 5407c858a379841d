import type { Route } from "../http/router";
import { BATCH_ROUTES } from "./batch";
import { CATEGORY_ROUTES } from "./categories";
import { CLASSIFICATION_ROUTES } from "./classificationNodes";
import { EXTENSION_DATA_ROUTES } from "./extensionData";
import { HISTORY_ROUTES } from "./history";
import { RESOURCE_AREA_ROUTES } from "./locations";
import { PROJECT_ROUTES } from "./projects";
import { QUERY_ROUTES } from "./queries";
import { RECYCLE_BIN_ROUTES } from "./recycleBin";
import { REPORTING_ROUTES } from "./reporting";
import { TAG_ROUTES } from "./tags";
import { TEAM_ROUTES } from "./teams";
import { TYPE_FIELD_ROUTES } from "./typeFields";
import { TYPE_ROUTES } from "./types";
import { WIQL_ROUTES } from "./wiql";
import { BACKLOG_CONFIGURATION_ROUTES } from "./work/backlogConfiguration";
import { BACKLOG_ROUTES } from "./work/backlogs";
import { BOARD_ROUTES } from "./work/boards";
import { CAPACITY_ROUTES } from "./work/capacities";
import { TEAM_FIELD_ROUTES } from "./work/teamFieldValues";
import { TEAM_ITERATION_ROUTES } from "./work/teamIterations";
import { TEAM_SETTINGS_ROUTES } from "./work/teamSettings";
import { WORK_ITEM_ROUTES } from "./workItems";
import { WORK_ITEMS_DELETE_ROUTES } from "./workItemsDelete";

/** Everything that REST serves. */
export const ROUTES: readonly Route[] = [
  ...WIQL_ROUTES,
  ...QUERY_ROUTES,
  ...WORK_ITEM_ROUTES,
  ...WORK_ITEMS_DELETE_ROUTES,
  ...BATCH_ROUTES,
  ...HISTORY_ROUTES,
  ...REPORTING_ROUTES,
  ...RECYCLE_BIN_ROUTES,
  ...CLASSIFICATION_ROUTES,
  ...TAG_ROUTES,
  ...TYPE_ROUTES,
  ...TYPE_FIELD_ROUTES,
  ...CATEGORY_ROUTES,
  ...BACKLOG_CONFIGURATION_ROUTES,
  ...BACKLOG_ROUTES,
  ...BOARD_ROUTES,
  ...TEAM_SETTINGS_ROUTES,
  ...TEAM_FIELD_ROUTES,
  ...TEAM_ITERATION_ROUTES,
  ...CAPACITY_ROUTES,
  ...PROJECT_ROUTES,
  ...TEAM_ROUTES,
  ...EXTENSION_DATA_ROUTES,
  ...RESOURCE_AREA_ROUTES,
];
