import { readXml } from "./xml";

/** Reads the texts that a workbook's cells share, by their number. How a text is to be pronounced is left out. */
export function readSharedTexts(bytes: Uint8Array): readonly string[] {
  const texts: string[] = [];
  let text = "";
  let isText = false;
  let isPronunciation = false;
  readXml(bytes, {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "t") isText = !isPronunciation;
      else if (name === "rPh") isPronunciation = true;
    },
    text: (part) => {
      if (isText) text += part;
    },
    close: (name) => {
      if (name === "si") texts.push(unescaped(text));
      else if (name === "t") isText = false;
      else if (name === "rPh") isPronunciation = false;
    },
  });
  return texts;
}

/** A text of a workbook, in which what XML can't hold is written as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
