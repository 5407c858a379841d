import { ATTRIBUTES, type AttributeId, type Attributes, type AttributeValue } from "../../domain/inventory/attributes";

const MIB_PER_GIB = 1024;
const GIB_PER_TIB = 1024;

/** A number as tables show it: at most one decimal. */
function numberText(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

/** GiB as people say it: `1.5 TiB`, `64 GiB`. */
export function gibText(gib: number): string {
  return gib >= GIB_PER_TIB ? `${numberText(gib / GIB_PER_TIB)} TiB` : `${numberText(gib)} GiB`;
}

/** MiB as people say it: `64 GiB`, `512 MiB`. */
function mibText(mib: number): string {
  return mib >= MIB_PER_GIB ? gibText(mib / MIB_PER_GIB) : `${numberText(mib)} MiB`;
}

/** A number that is known of an asset, in the attribute's unit; null where none is. */
export function numberIn(attributes: Attributes, attribute: AttributeId): number | null {
  const value = attributes[attribute];
  return typeof value === "number" ? value : null;
}

/** How strong an asset is: `8 cores · 64 GiB`; what is not known is left out. */
export function powerText(attributes: Attributes): string {
  const [cores, memory] = [numberIn(attributes, "cores"), numberIn(attributes, "memory")];
  return [
    ...(cores === null ? [] : [`${numberText(cores)} ${cores === 1 ? "core" : "cores"}`]),
    ...(memory === null ? [] : [mibText(memory)]),
  ].join(" · ");
}

/** What it stores: `500 GiB disk`; empty where that is not known. */
export function storageText(attributes: Attributes): string {
  const storage = numberIn(attributes, "storage");
  return storage === null ? "" : `${gibText(storage)} disk`;
}

/** The size of an asset: `8 cores · 64 GiB · 500 GiB disk`; what is not known is left out. */
export function sizeText(attributes: Attributes): string {
  return [powerText(attributes), storageText(attributes)].filter((part) => part !== "").join(" · ");
}

/** An attribute as it is shown in full, in people's units. */
export function attributeText(attribute: AttributeId, value: AttributeValue): string {
  if (typeof value === "string") return value;
  if (typeof value !== "number") return value.join(", ");
  const { unit } = ATTRIBUTES[attribute];
  if (unit === "MiB") return mibText(value);
  if (unit === "GiB") return gibText(value);
  return unit === "" ? numberText(value) : `${numberText(value)} ${unit}`;
}
