import { Button } from "azure-devops-ui/Button";
import * as React from "react";
import { OutsideLink } from "../../components/links";
import { PolicySummary } from "../../components/policy/PolicySummary";
import { releaseWords } from "../../domain/readiness/words";
import { useHub, ViewLink } from "../HubContext";
import type { Ready } from "../store/state";
import { HowToChange } from "./HowToChange";
import "./mapping.css";

/** The mapping in use, and the way to a new proposal. */
export function MappingPage({ data }: { readonly data: Ready }): JSX.Element {
  const { hub, settingsUrl, openOutside } = useHub();
  const { schemaVersion, fingerprint } = data.report.policy;
  return (
    <>
      <div className="rr-title">
        <nav aria-label="Back">
          <ViewLink to={{}}>← {releaseWords(data.report).Many}</ViewLink>
        </nav>
        <h2>Mapping</h2>
        <div className="rr-facts">
          <span>
            Version {schemaVersion}, fingerprint <code>{fingerprint}</code>
          </span>
        </div>
      </div>
      <p className="rr-sentence">
        This is how the verdicts read the project. It was confirmed by a person and is stored with the extension.
      </p>
      <p className="rr-soft">
        Edit, export and import it in the{" "}
        <OutsideLink className="rr-link rr-underlined" url={settingsUrl} open={openOutside}>
          project settings
        </OutsideLink>
        , where each change shows its effect before it is saved.
      </p>
      <PolicySummary policy={data.stored.policy} />
      <HowToChange policy={data.stored.policy} />
      <div className="rr-buttons">
        <Button
          text="Propose a mapping again"
          disabled={data.refreshing !== null}
          onClick={() => {
            void hub.proposeMapping();
          }}
        />
        <span className="rr-soft">Reads the whole project. The mapping in use stays until you confirm another.</span>
      </div>
    </>
  );
}
