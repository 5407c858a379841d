import * as React from "react";
import { copy, download, isSandboxed, type SavedFile } from "../../components/saving";
import { messageOf } from "../../components/store/messageOf";
import "./pack.css";

/** What is told of an export after it was asked for. */
interface Outcome {
  readonly text: string;
  /** What could not be copied: it is shown, to be copied by hand. */
  readonly byHand: string | null;
}

/** How a format is called, and what it holds. */
export interface FormatTitle {
  readonly title: string;
  readonly holds: string;
}

/** Each format to download or to copy: frames that may not download still let a text be copied. */
export function ExportMenu<F extends string>(props: {
  readonly formats: Readonly<Record<F, FormatTitle>>;
  readonly make: (format: F) => Promise<SavedFile>;
}): JSX.Element {
  const { formats, make } = props;
  const ids = Object.keys(formats) as F[];
  const [files, setFiles] = React.useState<ReadonlyMap<F, SavedFile>>(new Map());
  const [outcome, setOutcome] = React.useState<Outcome | null>(null);
  const menu = React.useRef<HTMLDetailsElement>(null);

  // Written when the menu opens: copying must not wait for anything, or it counts as no press of a button any more.
  const prepare = (): void => {
    if (menu.current?.open !== true) return;
    setFiles(new Map());
    setOutcome(null);
    for (const format of ids) {
      make(format)
        .then((file) => {
          setFiles((now) => new Map([...now, [format, file]]));
        })
        .catch((thrown: unknown) => {
          setOutcome({
            text: `${formats[format].title} could not be written. ${messageOf(thrown)}`,
            byHand: null,
          });
        });
    }
  };
  const save = (file: SavedFile): void => {
    download(file);
    setOutcome({ text: `${file.name} was handed to the browser. If nothing came, copy it instead.`, byHand: null });
  };
  const take = async (file: SavedFile): Promise<void> => {
    const isCopied = await copy(file.text);
    setOutcome(
      isCopied
        ? { text: "Copied.", byHand: null }
        : { text: "The browser does not let this page copy. Copy it from here:", byHand: file.text },
    );
  };

  return (
    <details
      ref={menu}
      className="rr-export"
      onToggle={prepare}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || menu.current === null) return;
        menu.current.open = false;
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="rr-button">Export ▾</summary>
      <div className="rr-export-menu">
        {isSandboxed() && (
          <p className="rr-soft">This Azure DevOps does not let extensions download files. Copy still works.</p>
        )}
        {ids.map((format) => {
          const { title, holds } = formats[format];
          const file = files.get(format);
          return (
            <div key={format} className="rr-export-line">
              <span>
                <b>{title}</b> <span className="rr-soft">{holds}</span>
              </span>
              <button
                type="button"
                className="rr-textbutton"
                aria-label={`Download ${title}`}
                disabled={file === undefined || isSandboxed()}
                onClick={() => {
                  if (file !== undefined) save(file);
                }}
              >
                Download
              </button>
              <button
                type="button"
                className="rr-textbutton"
                aria-label={`Copy ${title}`}
                disabled={file === undefined}
                onClick={() => {
                  if (file !== undefined) void take(file);
                }}
              >
                Copy
              </button>
            </div>
          );
        })}
        <p role="status" className="rr-soft">
          {outcome?.text ?? (files.size < ids.length ? "Being written…" : "")}
        </p>
        {outcome !== null && outcome.byHand !== null && (
          <textarea className="rr-field" aria-label="Text to copy" readOnly rows={6} value={outcome.byHand} />
        )}
      </div>
    </details>
  );
}
