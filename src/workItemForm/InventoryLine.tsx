import * as React from "react";
import { formatTitle } from "../components/inventory/formats";
import { sizeText } from "../components/inventory/words";
import { OutsideLink } from "../components/links";
import { type BlockFacts, factsIn } from "../domain/inventory/description";
import { useFormPage } from "./FormContext";

/** One line of what an import wrote into the description; it leads to the record in the hub. Nothing where there is none. */
export function InventoryLine({ description }: { readonly description: string }): JSX.Element | null {
  const { addresses, open } = useFormPage();
  const facts = React.useMemo(() => factsIn(description), [description]);
  if (facts === null) return null;
  const text = factsText(facts);
  return (
    <section className="rr-form-part">
      <h2>Inventory</h2>
      <div className="rr-form-facts">
        {text !== "" && <span>{text}</span>}
        <span className="rr-soft">key {facts.key}</span>
        <OutsideLink url={addresses.record(facts.key)} open={open}>
          Open in the inventory
        </OutsideLink>
      </div>
    </section>
  );
}

/** `vm · 8 cores · 64 GiB · Windows Server 2016 · rehost · from RVTools vInfo`; what is not known is left out. */
function factsText({ kind, strategy, attributes, formats }: BlockFacts): string {
  const { os } = attributes;
  return [
    kind ?? "",
    sizeText(attributes),
    typeof os === "string" ? os : "",
    strategy ?? "",
    formats.length === 0 ? "" : `from ${formats.map(formatTitle).join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
