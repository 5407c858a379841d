import { WiqlError } from "./error";

/** A word of a query, with its place in the text. */
export type Token =
  | { readonly kind: "field"; readonly name: string; readonly at: number; readonly text: string }
  | { readonly kind: "word"; readonly name: string; readonly at: number; readonly text: string }
  | { readonly kind: "string"; readonly value: string; readonly at: number; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly at: number; readonly text: string }
  | { readonly kind: "macro"; readonly name: string; readonly at: number; readonly text: string }
  | { readonly kind: "symbol"; readonly name: Symbol; readonly at: number; readonly text: string }
  | { readonly kind: "end"; readonly at: number; readonly text: string };

const SYMBOLS = ["<>", "<=", ">=", "!=", "=", "<", ">", "(", ")", ",", "+", "-", "."] as const;

/** Punctuation and comparison operators. */
export type Symbol = (typeof SYMBOLS)[number];

const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const MACRO = /@[A-Za-z]+/y;
const BLANK = /\s+/y;

/**
 * Splits a query into tokens; the last one is `end`.
 * @throws WiqlError for a string or field name that is not closed and for characters outside the language.
 */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(query)?.[0] ?? null;
  };
  while (at < query.length) {
    const blank = take(BLANK);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const token = readToken(query, at, take);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: "end", at, text: "" });
  return tokens;
}

function readToken(query: string, at: number, take: (pattern: RegExp) => string | null): Token {
  const first = query.charAt(at);
  if (first === "'" || first === '"') return readString(query, at, first);
  if (first === "[") return readField(query, at);
  const macro = take(MACRO);
  if (macro !== null) return { kind: "macro", name: macro.slice(1).toLowerCase(), at, text: macro };
  const word = take(WORD);
  if (word !== null) return { kind: "word", name: word, at, text: word };
  const digits = take(NUMBER);
  if (digits !== null) return { kind: "number", value: Number(digits), at, text: digits };
  const symbol = SYMBOLS.find((candidate) => query.startsWith(candidate, at));
  if (symbol !== undefined) return { kind: "symbol", name: symbol, at, text: symbol };
  throw new WiqlError("The query has a character that does not belong there.", at, query.slice(at, at + 20));
}

/** A string ends at the quote that began it; that quote doubled stands for itself. */
function readString(query: string, at: number, quote: string): Token {
  let value = "";
  for (let i = at + 1; i < query.length; i += 1) {
    const character = query.charAt(i);
    if (character !== quote) value += character;
    else if (query.charAt(i + 1) === quote) {
      value += quote;
      i += 1;
    } else return { kind: "string", value, at, text: query.slice(at, i + 1) };
  }
  throw new WiqlError("The string is not closed.", at, query.slice(at, at + 40));
}

function readField(query: string, at: number): Token {
  const end = query.indexOf("]", at);
  if (end < 0) throw new WiqlError("The field name is not closed.", at, query.slice(at, at + 40));
  const name = query.slice(at + 1, end).trim();
  if (name === "") throw new WiqlError("The field name is empty.", at, query.slice(at, end + 1));
  return { kind: "field", name, at, text: query.slice(at, end + 1) };
}
