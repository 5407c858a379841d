import { Parser } from "saxen";
import { DAMAGED, FileRefused } from "./fileRefused";

/** What is told of an XML document, element by element; names are without their prefix. */
export interface XmlReader {
  /** `attribute` finds one by its name; where it is asked for with a prefix, with any prefix. */
  open?(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML without ever keeping it as a tree, so that a sheet of a million empty rows costs nothing but time. Document types
 * and their entities are ignored.
 *
 * @throws FileRefused where it is not well formed
 */
export function readXml(bytes: Uint8Array, reader: XmlReader): void {
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) => {
    if (reader.open === undefined) return;
    const all = attributes();
    reader.open(localName(name), (wanted) => {
      const value = wanted.includes(":") ? prefixed(all, localName(wanted)) : all[wanted];
      return value === undefined ? undefined : decode(value);
    });
  });
  parser.on("text", (text, decode) => reader.text?.(decode(text)));
  parser.on("cdata", (text) => reader.text?.(text));
  parser.on("closeTag", (name) => reader.close?.(localName(name)));
  parser.on("error", (error) => {
    throw new FileRefused(DAMAGED, { cause: error });
  });
  parser.parse(new TextDecoder().decode(bytes));
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function prefixed(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(attributes).find(([own]) => own.includes(":") && localName(own) === name)?.[1];
}
