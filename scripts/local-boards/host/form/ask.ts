/** A question over everything else. */
import { button, element } from "../dom";

/** Asks; resolves to whether the answer was yes. Escape is no. */
export function ask(question: string, yes: string, no: string): Promise<boolean> {
  return new Promise((resolve) => {
    function answer(given: boolean): void {
      dialog.close();
      dialog.remove();
      resolve(given);
    }
    const dialog = element(
      "dialog",
      {
        class: "overlay message",
        role: "alertdialog",
        "aria-label": question,
        cancel: (event) => {
          event.preventDefault();
          answer(false);
        },
      },
      element(
        "div",
        { class: "overlay-content" },
        element("p", {}, question),
        element(
          "footer",
          { class: "overlay-footer" },
          button(no, () => answer(false), { autofocus: true }),
          button(yes, () => answer(true), { class: "primary" }),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
