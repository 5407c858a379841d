import * as React from "react";
import type { Standing } from "../domain/readiness/standing";
import { MappingFields } from "./MappingFields";
import { isOfAssetType } from "./mappingValues";
import { MoveSection } from "./MoveSection";
import type { Mapping } from "./store/state";

/** What a person who may change the work item can do here. `standing` is null while it is new. */
export function Editing(props: { readonly standing: Standing | null; readonly mapping: Mapping }): JSX.Element {
  const { standing, mapping } = props;
  const canMove = standing?.kind === "asset" || standing?.kind === "workload";
  return (
    <>
      {canMove && <MoveSection standing={standing} mapping={mapping} />}
      {standing?.kind !== "workload" && isOfAssetType(mapping) && <MappingFields mapping={mapping} />}
    </>
  );
}
