import * as React from "react";
import { Button } from "./Button";
import { copy, download, isSandboxed, type SavedFile } from "./saving";
import "./save.css";

/** Saves a text as a file; where this page may not, copies it, or shows it to be copied by hand. */
export function SaveButton(props: { readonly text: string; readonly make: () => SavedFile }): JSX.Element {
  const { text, make } = props;
  const [told, setTold] = React.useState("");
  const [byHand, setByHand] = React.useState<string | null>(null);
  const save = (): void => {
    const file = make();
    if (!isSandboxed()) {
      download(file);
      setTold(`${file.name} was handed to the browser.`);
      return;
    }
    void copy(file.text).then((isCopied) => {
      setTold(
        isCopied
          ? "This Azure DevOps does not let extensions save files. The text was copied instead."
          : "This Azure DevOps does not let extensions save files. Copy the text from here:",
      );
      setByHand(isCopied ? null : file.text);
    });
  };
  return (
    <>
      <Button text={text} onClick={save} />
      <span role="status" className="rr-soft">
        {told}
      </span>
      {byHand !== null && (
        <textarea className="rr-field rr-byhand" aria-label="Text to copy" readOnly rows={6} value={byHand} />
      )}
    </>
  );
}
