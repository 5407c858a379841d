import * as React from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import type { PolicyProblem } from "../domain/policy/parse";
import { ProblemList } from "./EffectPanel";
import { exportedText, POLICY_FILE, SCHEMA_FILE } from "./store/document";
import type { Settings } from "./store/settings";
import type { Ready } from "./store/state";

/** The mapping as a file: out, to be reviewed and kept in a repository, and in again (M11). */
export function DocumentPage(props: {
  readonly settings: Settings;
  readonly data: Ready;
  readonly mayWrite: boolean;
  /** Where this version of the product has the JSON Schema. */
  readonly schemaUrl: string;
}): JSX.Element {
  const { settings, data, mayWrite, schemaUrl } = props;
  return (
    <>
      {data.draft !== null && <Export text={exportedText(data.draft)} schemaUrl={schemaUrl} />}
      {mayWrite && <Import settings={settings} />}
    </>
  );
}

function Export({ text, schemaUrl }: { readonly text: string; readonly schemaUrl: string }): JSX.Element {
  const [told, setTold] = React.useState("");
  const area = React.useRef<HTMLTextAreaElement>(null);
  React.useEffect(() => {
    setTold("");
  }, [text]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setTold("Copied.");
    } catch {
      // Hosts may forbid the clipboard to a frame.
      area.current?.focus();
      area.current?.select();
      setTold("The browser does not let this page copy. The text is selected: press Ctrl+C.");
    }
  };
  return (
    <fieldset className="rr-group">
      <legend>Export</legend>
      <p className="rr-soft">
        The mapping as it stands on this page, with changes that are not saved yet. Its{" "}
        <a className="rr-link" href={schemaUrl} target="_blank" rel="noopener noreferrer">
          JSON Schema
        </a>{" "}
        comes with each version of the extension; put it beside the file as {SCHEMA_FILE}, and an editor checks the
        file.
      </p>
      <textarea
        ref={area}
        className="rr-field rr-lines rr-code"
        aria-label="The mapping as JSON"
        readOnly
        rows={12}
        spellCheck={false}
        value={text}
      />
      <div className="rr-buttons">
        <Button
          text="Download"
          onClick={() => {
            download(text);
            setTold(`Downloading ${POLICY_FILE}. Where nothing arrives, copy the text instead.`);
          }}
        />
        <Button
          text="Copy"
          onClick={() => {
            void copy();
          }}
        />
        <span className="rr-soft" role="status">
          {told}
        </span>
      </div>
    </fieldset>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = POLICY_FILE;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}

function Import({ settings }: { readonly settings: Settings }): JSX.Element {
  const [text, setText] = React.useState("");
  const [outcome, setOutcome] = React.useState<readonly PolicyProblem[] | null>(null);
  const take = (document: string): void => {
    setOutcome(settings.import(document));
  };
  return (
    <fieldset className="rr-group">
      <legend>Import</legend>
      <p className="rr-soft">It takes the place of what is on this page. Nothing is stored before you save it.</p>
      <label className="rr-labelled">
        <span>A file</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file === undefined) return;
            file.text().then(
              (read) => {
                setText(read);
                take(read);
              },
              (thrown: unknown) => {
                setOutcome([{ path: "", message: `could not be read: ${String(thrown)}` }]);
              },
            );
            // Choosing the same file again, once it was corrected, is a choice too.
            target.value = "";
          }}
        />
      </label>
      <label className="rr-labelled">
        <span>Or its text</span>
        <textarea
          className="rr-field rr-lines rr-code"
          rows={6}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setOutcome(null);
          }}
        />
      </label>
      <div className="rr-buttons">
        <Button
          text="Import"
          isDisabled={text.trim() === ""}
          onClick={() => {
            take(text);
          }}
        />
      </div>
      {outcome !== null && outcome.length === 0 && (
        <Notice kind="info">Imported. See what it does to today&apos;s verdicts, then save it.</Notice>
      )}
      {outcome !== null && outcome.length > 0 && (
        <Notice kind="error">
          <p>This is no mapping, and nothing of it was taken. Correct it and import it again.</p>
          <ProblemList problems={outcome} />
        </Notice>
      )}
    </fieldset>
  );
}
