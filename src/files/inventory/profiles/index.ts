import { azureMigrateAssessment } from "./azureMigrateAssessment";
import { azureMigrateDependencies } from "./azureMigrateDependencies";
import { azureMigrateDiscovery } from "./azureMigrateDiscovery";
import { azureMigrateImport } from "./azureMigrateImport";
import { azureMigrateMachines } from "./azureMigrateMachines";
import { azureMigrateSql } from "./azureMigrateSql";
import type { Profile } from "./profile";
import { rvtools } from "./rvtools";
import { waveSheet } from "./waveSheet";

/** All kinds of files that are recognised by their headers. */
export const PROFILES: readonly Profile[] = [
  azureMigrateImport,
  azureMigrateDiscovery,
  azureMigrateMachines,
  azureMigrateSql,
  azureMigrateAssessment,
  azureMigrateDependencies,
  rvtools,
  waveSheet,
];
