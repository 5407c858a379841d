import * as React from "react";
import { Notice } from "../../../components/Notice";
import { messageOf } from "../../../components/store/messageOf";
import type { WorkloadTemplate } from "../../../domain/inventory/template";
import { PlanSteps } from "../assets/PlanPreview";
import { usePlanner } from "../assets/usePlanner";
import { useRecords } from "../assets/useRecords";
import { Button } from "../../../components/Button";
import { itemFinder } from "../import/scene";
import type { InventoryPageProps } from "../InventoryPage";
import { NewWorkload } from "./NewWorkload";
import { SavedTemplates } from "./SavedTemplates";

/** The project's own templates, as far as they are read. */
export type Templates =
  | { readonly kind: "reading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "read"; readonly templates: readonly WorkloadTemplate[] };

/** New workloads from templates, and the templates of the project. */
export function WorkloadsPage(props: InventoryPageProps): JSX.Element {
  const { data, effects, mayWrite } = props;
  const [records, readRecords] = useRecords(effects, data.snapshot);
  const [templates, readTemplates] = useTemplates(effects);
  const [planner, planning] = usePlanner(effects);
  const titleOf = React.useMemo(() => itemFinder(data.snapshot), [data.snapshot]);
  if (mayWrite !== true) {
    return (
      <p className="rr-none rr-soft">
        {mayWrite === null
          ? "Whether you may change work items here is being asked…"
          : "Workloads are made by those who may change work items here, and while now is looked at."}
      </p>
    );
  }
  const isPlanned = planning.kind !== "idle";
  return (
    <>
      {isPlanned && <PlanSteps planner={planner} planning={planning} titleOf={titleOf} />}
      {/* What was typed is there again when a preview is left. */}
      <div hidden={isPlanned}>
        {templates.kind === "failed" && (
          <Notice kind="error" actions={<Button text="Try again" onClick={readTemplates} />}>
            The project&apos;s own templates could not be read. {templates.message} The framework&apos;s is there.
          </Notice>
        )}
        {records.kind === "failed" && (
          <Notice kind="error" actions={<Button text="Try again" onClick={readRecords} />}>
            The records of the inventory could not be read. {records.message} Assets can be named without them.
          </Notice>
        )}
        <NewWorkload
          data={data}
          templates={templates.kind === "read" ? templates.templates : []}
          records={records.kind === "read" ? records.records : []}
          planner={planner}
        />
        <SavedTemplates data={data} effects={effects} templates={templates} onChanged={readTemplates} />
      </div>
    </>
  );
}

function useTemplates({ templates }: InventoryPageProps["effects"]): readonly [Templates, () => void] {
  const [state, setState] = React.useState<Templates>({ kind: "reading" });
  const [tries, setTries] = React.useState(0);
  React.useEffect(() => {
    let isGone = false;
    templates.list().then(
      (read) => {
        if (!isGone) setState({ kind: "read", templates: read });
      },
      (thrown: unknown) => {
        if (!isGone) setState({ kind: "failed", message: messageOf(thrown) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [templates, tries]);
  const again = React.useCallback(() => {
    setTries((count) => count + 1);
  }, []);
  return [state, again];
}
