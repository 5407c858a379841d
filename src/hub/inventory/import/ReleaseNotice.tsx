import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { counted } from "../../../domain/text";
import type { Importing } from "./importing";
import type { OtherRelease } from "./otherReleases";

/** Says that assets would be made for another release than their workloads are in, and offers those of the workloads. */
export function ReleaseNotice(props: {
  readonly importing: Importing;
  /** By the key of a row. */
  readonly others: ReadonlyMap<string, OtherRelease>;
}): JSX.Element {
  const { importing, others } = props;
  const isOne = others.size === 1;
  const take = (): void => {
    importing.decideEach(new Map([...others].map(([row, { key }]) => [row, { release: key }])));
  };
  return (
    <Notice
      kind="warning"
      actions={<Button text={isOne ? "Take the workload's" : "Take those of the workloads"} onClick={take} />}
    >
      {counted(others.size, "asset")} would be made for{" "}
      {isOne ? "another release than its workload is" : "other releases than their workloads are"} in, which splits the
      scope of the workload.
    </Notice>
  );
}
