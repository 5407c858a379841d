import * as React from "react";
import { releaseId } from "../../domain/backlog/releases";
import type { Freeze, Policy, ReleaseSettings, ReleaseSource, WorkloadSplit } from "../../domain/policy/policy";
import { optionsOf } from "../fields/choices";
import { CheckField, ChoiceField, DayField, LinesField, NumberField, TextField } from "../fields/fields";
import { ListEditor } from "../fields/ListEditor";
import { PlaceProblems } from "../fields/problems";
import type { SectionProps } from "./section";

const SOURCES = optionsOf({
  none: "Nowhere yet",
  iteration: "The iteration tree",
  tag: "Tags that begin with",
  field: "A field",
});
const MODELS = optionsOf({ staged: "Staging, UAT, promotion", "single-step": "Staging is promotion" });
const OWN_MODEL = optionsOf({
  default: "As the others",
  staged: MODELS[0]?.text ?? "",
  "single-step": MODELS[1]?.text ?? "",
});

/** Where releases are named, and what is known of each (M3, M9, G4, G5). */
export function ReleasesSection({ policy, onChange, report }: SectionProps): JSX.Element {
  const { releases } = policy;
  const set = (change: Partial<Policy["releases"]>): void => {
    onChange({ ...policy, releases: { ...releases, ...change } });
  };
  return (
    <>
      <Source
        value={releases.source}
        onValue={(source) => {
          set({ source });
        }}
      />
      <CheckField
        label="Assets that name no release belong to that of their workload"
        hint="Off, such an asset holds the release back until it names one."
        isChecked={releases.assetsFollowWorkload}
        onChange={(assetsFollowWorkload) => {
          set({ assetsFollowWorkload });
        }}
      />
      <ChoiceField
        label="Gates of a release"
        path="releases.defaultModel"
        options={MODELS}
        value={releases.defaultModel}
        onValue={(defaultModel) => {
          set({ defaultModel });
        }}
      />
      <EachRelease policy={policy} onChange={onChange} report={report} />
      <Splits policy={policy} onChange={onChange} report={report} />
    </>
  );
}

const EMPTY: { readonly [K in ReleaseSource["kind"]]: Extract<ReleaseSource, { kind: K }> } = {
  none: { kind: "none" },
  iteration: { kind: "iteration", level: 1 },
  tag: { kind: "tag", prefix: "release:" },
  field: { kind: "field", field: "" },
};

function Source(props: {
  readonly value: ReleaseSource;
  readonly onValue: (value: ReleaseSource) => void;
}): JSX.Element {
  const { value, onValue } = props;
  return (
    <fieldset className="rr-group">
      <legend>Releases are named by</legend>
      <div className="rr-card-fields">
        <ChoiceField
          label="Source"
          path="releases.source.kind"
          options={SOURCES}
          value={value.kind}
          onValue={(kind) => {
            onValue(EMPTY[kind]);
          }}
        />
        {value.kind === "iteration" && (
          <NumberField
            label="Level"
            path="releases.source.level"
            hint="1 stands right below the project."
            value={value.level}
            onValue={(level) => {
              onValue({ ...value, level: level ?? NaN });
            }}
          />
        )}
        {value.kind === "tag" && (
          <TextField
            label="Beginning of the tag"
            path="releases.source.prefix"
            value={value.prefix}
            onValue={(prefix) => {
              onValue({ ...value, prefix });
            }}
          />
        )}
        {value.kind === "field" && (
          <TextField
            label="Reference name of the field"
            path="releases.source.field"
            value={value.field}
            onValue={(field) => {
              onValue({ ...value, field });
            }}
          />
        )}
      </div>
    </fieldset>
  );
}

type Props = Pick<SectionProps, "policy" | "onChange" | "report">;

interface Named {
  readonly key: string;
  readonly name: string;
}

/** The releases that are in use, in their order, and after them those that only the policy knows. */
function releasesOf({ policy, report }: Pick<Props, "policy" | "report">): Named[] {
  const found = (report?.releases ?? []).map(({ key, name }) => ({ key, name }));
  const ids = new Set(found.map(({ key }) => releaseId(key)));
  const others = policy.releases.settings.filter(({ key }) => !ids.has(releaseId(key)));
  return [...found, ...others.map(({ key }) => ({ key, name: `${key} (not in use)` }))];
}

function EachRelease({ policy, onChange, report }: Props): JSX.Element {
  const { settings } = policy.releases;
  const named = releasesOf({ policy, report });
  /** Nothing is kept of a release about which nothing is said. */
  const setRelease = (key: string, next: ReleaseSettings): void => {
    const others = settings.filter((one) => releaseId(one.key) !== releaseId(key));
    const place = settings.findIndex((one) => releaseId(one.key) === releaseId(key));
    const says = Object.keys(next).length > 1;
    const at = place < 0 ? others.length : place;
    const kept = says ? [...others.slice(0, at), next, ...others.slice(at)] : others;
    onChange({ ...policy, releases: { ...policy.releases, settings: kept } });
  };
  return (
    <fieldset className="rr-group">
      <legend>Each release</legend>
      <PlaceProblems path="releases.settings" />
      {named.length === 0 && <p className="rr-soft">No release is named yet. They appear here once work items do.</p>}
      {named.map(({ key, name }) => {
        const place = settings.findIndex((one) => releaseId(one.key) === releaseId(key));
        return (
          <OneRelease
            key={releaseId(key)}
            name={name}
            path={`releases.settings[${place}]`}
            value={settings[place] ?? { key }}
            onValue={(next) => {
              setRelease(key, next);
            }}
          />
        );
      })}
    </fieldset>
  );
}

/** Without the members that say nothing: one that is undefined would be a problem of the document. */
function said(settings: { [K in keyof ReleaseSettings]: ReleaseSettings[K] | undefined }): ReleaseSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as unknown as ReleaseSettings;
}

function OneRelease(props: {
  readonly name: string;
  readonly path: string;
  readonly value: ReleaseSettings;
  readonly onValue: (value: ReleaseSettings) => void;
}): JSX.Element {
  const { name, path, value, onValue } = props;
  return (
    <fieldset className="rr-card">
      <legend>{name}</legend>
      <div className="rr-card-fields">
        <NumberField
          label="Place"
          path={`${path}.order`}
          hint="Without one: by target date."
          step="any"
          value={value.order ?? null}
          onValue={(order) => {
            onValue(said({ ...value, order: order ?? undefined }));
          }}
        />
        <DayField
          label="Target date"
          path={`${path}.targetDate`}
          value={value.targetDate}
          onValue={(targetDate) => {
            onValue(said({ ...value, targetDate }));
          }}
        />
        <ChoiceField
          label="Gates"
          path={`${path}.model`}
          options={OWN_MODEL}
          value={value.model ?? "default"}
          onValue={(model) => {
            onValue(said({ ...value, model: model === "default" ? undefined : model }));
          }}
        />
      </div>
      <ListEditor
        values={value.freezes ?? []}
        onValues={(freezes) => {
          onValue(said({ ...value, freezes: freezes.length === 0 ? undefined : freezes }));
        }}
        nameOf={(freeze, index) => (freeze.name === "" ? `Freeze ${index + 1}` : `Freeze ${freeze.name}`)}
        addText={`Add a freeze to ${name}`}
        make={(): Freeze => ({ name: "", from: "", to: "" })}
      >
        {(freeze, index, change) => <FreezeFields value={freeze} path={`${path}.freezes[${index}]`} onValue={change} />}
      </ListEditor>
    </fieldset>
  );
}

function FreezeFields(props: {
  readonly value: Freeze;
  readonly path: string;
  readonly onValue: (value: Freeze) => void;
}): JSX.Element {
  const { value, path, onValue } = props;
  return (
    <>
      <TextField
        label="Name"
        path={`${path}.name`}
        value={value.name}
        onValue={(name) => {
          onValue({ ...value, name });
        }}
      />
      <DayField
        label="First day"
        path={`${path}.from`}
        value={value.from}
        onValue={(from) => {
          onValue({ ...value, from: from ?? "" });
        }}
      />
      <DayField
        label="Last day"
        path={`${path}.to`}
        value={value.to}
        onValue={(to) => {
          onValue({ ...value, to: to ?? "" });
        }}
      />
      <PlaceProblems path={path} />
    </>
  );
}

/** Workloads that go live in parts: each release has a part of its own, with a verdict of its own. */
function Splits({ policy, onChange, report }: Props): JSX.Element {
  const { splits } = policy.workloads;
  const titles = React.useMemo(() => {
    const workloads = [
      ...(report?.releases ?? []).flatMap((release) => release.workloads),
      ...(report?.unplanned ?? []),
    ];
    return new Map(workloads.flatMap(({ item, title }) => (item === null ? [] : [[item.id, title] as const])));
  }, [report]);
  const keys = releasesOf({ policy, report }).map(({ key }) => key);
  const free = [...titles.keys()].filter((id) => !splits.some(({ workload }) => workload === id));
  return (
    <fieldset className="rr-group">
      <legend>Workloads that go live in parts</legend>
      <p className="rr-soft rr-small">
        Without a record here, a workload whose assets claim several releases holds them back.
      </p>
      <PlaceProblems path="workloads.splits" />
      <ListEditor
        values={splits}
        onValues={(next) => {
          onChange({ ...policy, workloads: { ...policy.workloads, splits: next } });
        }}
        nameOf={({ workload }) => titles.get(workload) ?? `Workload ${workload}`}
        addText="Add a workload"
        make={(): WorkloadSplit => ({ workload: free[0] ?? 0, releases: [] })}
      >
        {({ workload, releases }, index, change) => (
          <>
            <ChoiceField
              label="Workload"
              path={`workloads.splits[${index}].workload`}
              options={[workload, ...free].map((id) => ({
                value: String(id),
                text: titles.get(id) ?? `Work item ${id}`,
              }))}
              value={String(workload)}
              onValue={(id) => {
                change({ workload: Number(id), releases });
              }}
            />
            <LinesField
              label="Releases"
              path={`workloads.splits[${index}].releases`}
              values={releases}
              offers={keys}
              onValues={(next) => {
                change({ workload, releases: next });
              }}
            />
          </>
        )}
      </ListEditor>
    </fieldset>
  );
}
