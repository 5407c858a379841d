import * as React from "react";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { messageOf } from "../../../components/store/messageOf";
import { useStore } from "../../../components/store/useStore";
import { append } from "../../../domain/group";
import type { TemplateNode, WorkloadTemplate } from "../../../domain/inventory/template";
import { templateFrom } from "../../../domain/inventory/templateFrom";
import { counted, fold, tidy } from "../../../domain/text";
import { useHub } from "../../HubContext";
import type { Ready } from "../../store/state";
import { sceneWith } from "../assets/edits";
import type { InventoryEffects } from "../effects";
import { choicesOf } from "../import/choices";
import type { Templates } from "./WorkloadsPage";

/** The project's own templates: made from a workload that is there, removed when nobody needs them. */
export function SavedTemplates(props: {
  readonly data: Ready;
  readonly effects: InventoryEffects;
  readonly templates: Templates;
  readonly onChanged: () => void;
}): JSX.Element {
  const { data, effects, templates, onChanged } = props;
  const [told, setTold] = React.useState<{ readonly isBad: boolean; readonly text: string } | null>(null);
  const known = templates.kind === "read" ? templates.templates : [];
  const act = (what: Promise<string>): void => {
    what.then(
      (text) => {
        setTold({ isBad: false, text });
        onChanged();
      },
      (thrown: unknown) => {
        setTold({ isBad: true, text: `${messageOf(thrown)} The templates are as they were.` });
      },
    );
  };
  return (
    <section className="rr-inventory-form" aria-labelledby="rr-templates">
      <h2 id="rr-templates" className="rr-heading">
        Templates of this project
      </h2>
      {templates.kind === "reading" && <p role="status">Reading the templates…</p>}
      {templates.kind === "read" && known.length === 0 && (
        <p className="rr-soft">None yet. A workload that went well is worth saving as one.</p>
      )}
      {known.length > 0 && (
        <ul className="rr-held rr-inventory-found" aria-label="Templates">
          {known.map((template) => (
            <li key={template.id}>
              <span className="rr-clip" title={template.title}>
                {template.title}
              </span>
              <span className="rr-soft">{sizeOf(template)}</span>
              <RemoveButton
                title={template.title}
                onRemove={() => {
                  act(effects.templates.remove(template.id).then(() => `${template.title} was removed.`));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <SaveFields
        data={data}
        known={known}
        onSave={(id, request) => {
          act(save(effects, data, id, request));
        }}
      />
      {told !== null && (told.isBad ? <Notice kind="error">{told.text}</Notice> : <p role="status">{told.text}</p>)}
    </section>
  );
}

interface SaveRequest {
  readonly id: string;
  readonly title: string;
  readonly withAssets: boolean;
}

/** Reads the texts of the workload's work items, which are part of a template, and keeps it. */
async function save(effects: InventoryEffects, data: Ready, workload: number, request: SaveRequest): Promise<string> {
  const below = idsBelow(data, workload);
  const scene = await sceneWith(effects, data, [workload, ...below], new AbortController().signal);
  const template = templateFrom(scene, workload, request);
  if (template === null) throw new Error(`Work item ${workload} is no workload that was read.`);
  await effects.templates.save(template);
  return `${request.title} was saved, with ${sizeOf(template)}.`;
}

/** Everything below a work item, whatever it is. */
function idsBelow({ snapshot }: Pick<Ready, "snapshot">, root: number): readonly number[] {
  const below = new Set([root]);
  const children = new Map<number, number[]>();
  for (const { id, parent } of snapshot.workItems) {
    if (parent !== null) append(children, parent, id);
  }
  for (const id of below) for (const child of children.get(id) ?? []) below.add(child);
  below.delete(root);
  return [...below];
}

function sizeOf({ root, asset }: WorkloadTemplate): string {
  const count = ({ children }: TemplateNode): number => children.reduce((sum, child) => sum + 1 + count(child), 0);
  const tasks = asset === null ? "" : `, ${count(asset)} more for each asset`;
  return `${counted(1 + count(root), "work item")}${tasks}`;
}

/** Which workload is saved, and what the template is called. The address may name the workload. */
function SaveFields(props: {
  readonly data: Ready;
  readonly known: readonly WorkloadTemplate[];
  readonly onSave: (workload: number, request: SaveRequest) => void;
}): JSX.Element {
  const { data, known, onSave } = props;
  const { workload: named } = useStore(useHub().hub).view.inventory;
  const { workloads } = React.useMemo(() => choicesOf(data), [data]);
  const [workload, setWorkload] = React.useState(named);
  const chosen = workloads.find(({ item }) => String(item.id) === workload) ?? null;
  const [title, setTitle] = React.useState<string | null>(null);
  const [withAssets, setWithAssets] = React.useState(false);
  const called = tidy(title ?? chosen?.item.title ?? "");
  const isThere = known.some(({ id }) => id === idOf(called));
  return (
    <form
      className="rr-inventory-do"
      aria-label="Save as template"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null && called !== "") {
          onSave(chosen.item.id, { id: idOf(called), title: called, withAssets });
        }
      }}
    >
      <label className="rr-inventory-labelled">
        Save this workload as a template
        <select
          className="rr-field"
          value={chosen === null ? "" : workload}
          onChange={({ target }) => {
            setWorkload(target.value);
          }}
        >
          <option value="">Choose…</option>
          {workloads.map(({ item, label }) => (
            <option key={item.id} value={String(item.id)}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="rr-inventory-labelled">
        Name of the template
        <input
          className="rr-field"
          autoComplete="off"
          value={title ?? chosen?.item.title ?? ""}
          onChange={({ target }) => {
            setTitle(target.value);
          }}
        />
      </label>
      <label className="rr-choice">
        <input
          type="checkbox"
          checked={withAssets}
          onChange={({ target }) => {
            setWithAssets(target.checked);
          }}
        />
        <span>With its assets; otherwise each new workload brings its own</span>
      </label>
      <button type="submit" className="rr-button" disabled={chosen === null || called === ""}>
        {isThere ? "Save in the place of the one with this name" : "Save as template"}
      </button>
    </form>
  );
}

/** A template's name is what it is found by; the framework's own is never replaced. */
function idOf(title: string): string {
  return `own:${fold(title)}`;
}

function RemoveButton(props: { readonly title: string; readonly onRemove: () => void }): JSX.Element {
  const { title, onRemove } = props;
  const [isAsking, setIsAsking] = React.useState(false);
  if (!isAsking) {
    return (
      <button
        type="button"
        className="rr-textbutton"
        aria-label={`Remove the template ${title}`}
        onClick={() => {
          setIsAsking(true);
        }}
      >
        Remove…
      </button>
    );
  }
  return (
    <span className="rr-buttons">
      <Button text="Remove it for all" onClick={onRemove} />
      <Button
        text="Keep it"
        onClick={() => {
          setIsAsking(false);
        }}
      />
    </span>
  );
}
