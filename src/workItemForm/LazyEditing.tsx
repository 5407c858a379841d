import * as React from "react";
import type { Standing } from "../domain/readiness/standing";
import type { Mapping } from "./store/state";

const Editing = React.lazy(() => import("./Editing").then((part) => ({ default: part.Editing })));

/** What can be changed, loaded after what is shown to everybody; nothing for who may not change it. */
export function LazyEditing(props: {
  readonly standing: Standing | null;
  readonly mapping: Mapping;
}): JSX.Element | null {
  const { standing, mapping } = props;
  if (!mapping.mayWrite) return null;
  return (
    <React.Suspense fallback={null}>
      <Editing standing={standing} mapping={mapping} />
    </React.Suspense>
  );
}
