import * as React from "react";
import { WorkItemLink } from "../../components/links";
import { VerdictMark } from "../../components/VerdictMark";
import { CAUSES, GATE_TITLES } from "../../components/wording";
import { GATE_NAMES } from "../../domain/readiness/blockers";
import type { Blocker } from "../../domain/readiness/report";
import type { WorkItemRef } from "../../domain/workItem";
import { dayText, timeText } from "../../files/format";
import type { Pack } from "../../files/pack";
import {
  ageText,
  basisLines,
  besideText,
  coveredText,
  evidenceText,
  ownerText,
  personText,
  proseText,
  releaseFacts,
} from "../../files/packWords";

/** A pack on one page. Times are UTC and words are English, since who reads the paper sits elsewhere. */
export function PackPage({ pack }: { readonly pack: Pack }): JSX.Element {
  const open = pack.causes.filter(({ effect }) => effect !== "warns");
  const warnings = pack.causes.filter(({ effect }) => effect === "warns");
  return (
    <article className="rr-pack" aria-label={`Go/no-go pack of ${pack.release.name}`}>
      <header>
        <h3 className="rr-pack-title">Go/no-go: {pack.release.name}</h3>
        <p className="rr-soft">{releaseFacts(pack).join(" · ")}</p>
        <p className="rr-pack-sentence">{proseText(pack.sentence)}</p>
        {!pack.data.complete && (
          <p className="rr-warn">⚠ Not everything could be read; see what this rests on, below.</p>
        )}
      </header>
      <Verdicts pack={pack} />
      <Table
        title="Decisions"
        none="None yet."
        head={["Decision", "By", "When", "Work item"]}
        rows={pack.decisions.map(({ item, isGo, by, at }) => [
          <b key="is">{isGo ? "Go" : "No-go"}</b>,
          personText(by),
          timeText(at),
          <Item key="item" item={item} />,
        ])}
      />
      <Table
        title="Waivers"
        none="None is in force."
        head={["Waiver", "Until", "Granted by", "When", "Covers"]}
        rows={pack.waivers.map(({ waiver, covers }) => [
          <Item key="item" item={waiver.item} />,
          dayText(waiver.until),
          personText(waiver.grantedBy),
          timeText(waiver.grantedAt),
          <ul key="covers">
            {covers.map((blocker, index) => (
              <li key={index}>{coveredText(blocker)}</li>
            ))}
          </ul>,
        ])}
      />
      <Table
        title="Sign-offs and evidence"
        none="None is asked for, and none was given."
        head={["Gate", "What", "Of", "State", "By", "When", "Why"]}
        rows={pack.evidence.map(({ gate, status, waiver }) => [
          GATE_TITLES[gate],
          status.item === null ? status.title : <Item key="item" item={{ ...status.item, title: status.title }} />,
          status.covers?.title ?? pack.release.name,
          <b key="state">{evidenceText({ status, waiver })}</b>,
          status.state === "missing" ? "" : personText(status.by),
          status.at === null ? "" : timeText(status.at),
          proseText(status.reason),
        ])}
      />
      <section aria-labelledby="rr-pack-open">
        <h4 id="rr-pack-open">In the way of {GATE_NAMES[pack.gate]}</h4>
        {open.length === 0 && <p>Nothing.</p>}
        {open.map(({ code, blockers }) => (
          <Blockers key={code} title={CAUSES[code]} blockers={blockers} pack={pack} />
        ))}
      </section>
      {warnings.length > 0 && (
        <section aria-labelledby="rr-pack-warnings">
          <h4 id="rr-pack-warnings">Warnings</h4>
          <p className="rr-soft">They hold nothing back.</p>
          {warnings.map(({ code, blockers }) => (
            <Blockers key={code} title={CAUSES[code]} blockers={blockers} pack={pack} />
          ))}
        </section>
      )}
      <section aria-labelledby="rr-pack-basis">
        <h4 id="rr-pack-basis">What this rests on</h4>
        <ul>
          {basisLines(pack).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </article>
  );
}

function Verdicts({ pack }: { readonly pack: Pack }): JSX.Element {
  return (
    <section aria-labelledby="rr-pack-verdicts">
      <h4 id="rr-pack-verdicts">Verdicts</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">{pack.data.labels.release} and workloads</th>
            {pack.gates.map((gate) => (
              <th key={gate} scope="col">
                {GATE_TITLES[gate]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pack.rows.map(({ title, isRelease, verdicts }, index) => (
            <tr key={index}>
              <th scope="row">{isRelease ? title : <span className="rr-pack-below">{title}</span>}</th>
              {verdicts.map((verdict, column) => (
                <td key={column}>
                  <VerdictMark assessment={verdict} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Blockers(props: {
  readonly title: string;
  readonly blockers: readonly Blocker[];
  readonly pack: Pack;
}): JSX.Element {
  const { title, blockers, pack } = props;
  return (
    <Table
      level={5}
      title={`${title} (${blockers.length})`}
      none=""
      head={["What", "Is", "Must be", "For", "Owner", "What to do"]}
      rows={blockers.map((blocker) => [
        <What key="what" blocker={blocker} release={pack.release.name} />,
        proseText(blocker.actual),
        proseText(blocker.expected),
        ageText(blocker.since, pack.data.now),
        ownerText(blocker.owner),
        proseText(blocker.fix),
      ])}
    />
  );
}

/** What is in the way, what it holds back, and where that is. */
function What({ blocker, release }: { readonly blocker: Blocker; readonly release: string }): JSX.Element {
  const { workItem, workload } = blocker;
  const beside = besideText(blocker);
  return (
    <>
      {workItem === null ? <b>{workload?.title ?? release}</b> : <Item item={workItem} />}
      {beside !== "" && <span className="rr-soft">{beside}</span>}
    </>
  );
}

/** A table under a heading; its head is printed again on each page that it goes on to. */
function Table(props: {
  readonly title: string;
  readonly level?: 4 | 5;
  readonly none: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly React.ReactNode[])[];
}): JSX.Element {
  const { title, level = 4, none, head, rows } = props;
  const Heading = level === 4 ? "h4" : "h5";
  const id = `rr-pack-${title.replace(/\W+/g, "-").toLowerCase()}`;
  return (
    <section aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      {rows.length === 0 ? (
        <p>{none}</p>
      ) : (
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <tr key={index}>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A work item with its id, so that it is found from the paper too. */
function Item({ item }: { readonly item: WorkItemRef }): JSX.Element {
  return (
    <>
      <WorkItemLink item={item} /> <span className="rr-soft">({item.id})</span>
    </>
  );
}
