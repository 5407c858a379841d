import * as React from "react";
import type { Standing } from "../domain/readiness/standing";
import { MappingFields } from "./MappingFields";
import { isOfAssetType } from "./mappingValues";
import { MoveSection } from "./MoveSection";
import { RecordSection } from "./RecordSection";
import type { Mapping } from "./store/state";

/** What a person who may change the work item can do here. `standing` is null while it is new. */
export function Editing(props: { readonly standing: Standing | null; readonly mapping: Mapping }): JSX.Element {
  const { standing, mapping } = props;
  // What is out of scope has no stage that it could be moved from; the sentence says why.
  const canMove = standing?.kind === "workload" || (standing?.kind === "asset" && standing.asset.stage !== "Excluded");
  return (
    <>
      {canMove && <MoveSection standing={standing} mapping={mapping} />}
      {standing !== null && <RecordSection standing={standing} mapping={mapping} />}
      {standing?.kind !== "workload" && isOfAssetType(mapping) && <MappingFields mapping={mapping} />}
    </>
  );
}
