import type {
  Comparator,
  Comparison,
  Condition,
  FieldName,
  MacroName,
  MacroShift,
  Query,
  SortField,
  Value,
} from "./ast";
import { WiqlError } from "./error";
import { tokenize, type Symbol, type Token } from "./lexer";

const COMPARATORS: Readonly<Partial<Record<Symbol, Comparator>>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

const MACROS: Readonly<Record<string, MacroName>> = {
  project: "project",
  me: "me",
  today: "today",
  startofday: "startofday",
  startofweek: "startofweek",
  startofmonth: "startofmonth",
  startofyear: "startofyear",
};

/** Words that end a list of conditions or fields and so cannot name a field without brackets. */
const RESERVED = new Set(["select", "from", "where", "order", "by", "asof", "mode", "and", "or", "not", "in", "ever"]);

/**
 * Reads a flat query.
 * @throws WiqlError with the position where the text leaves the language, or names what is not served here.
 */
export function parseWiql(text: string): Query {
  return new Parser(text).query();
}

class Parser {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(private readonly text: string) {
    this.tokens = tokenize(text);
  }

  query(): Query {
    this.expectWord("select");
    const select = this.list(() => this.fieldName());
    this.source();
    const where = this.takeWord("where") ? this.disjunction() : null;
    let orderBy: SortField[] = [];
    let asOf: Value | null = null;
    if (this.takeWord("order")) {
      this.expectWord("by");
      orderBy = this.list(() => this.sortField());
    }
    if (this.takeWord("asof")) asOf = this.value();
    if (this.isWord("mode")) throw this.refusal("MODE belongs to queries over WorkItemLinks.");
    if (this.peek().kind !== "end") throw this.refusal("Expecting end of string.");
    return { select, where, orderBy, asOf };
  }

  private source(): void {
    if (!this.takeWord("from")) throw this.refusal("The query statement is missing a FROM clause.", "TF51006");
    if (this.isWord("workitemlinks")) throw this.refusal("Queries over WorkItemLinks are not served here yet.");
    if (!this.takeWord("workitems")) throw this.refusal("FROM names WorkItems or WorkItemLinks.");
  }

  private disjunction(): Condition {
    const first = this.conjunction();
    const terms = [first];
    while (this.takeWord("or")) terms.push(this.conjunction());
    return terms.length === 1 ? first : { kind: "or", terms };
  }

  private conjunction(): Condition {
    const first = this.negation();
    const terms = [first];
    while (this.takeWord("and")) terms.push(this.negation());
    return terms.length === 1 ? first : { kind: "and", terms };
  }

  private negation(): Condition {
    if (this.takeWord("not")) return { kind: "not", term: this.negation() };
    if (this.isWord("ever")) throw this.refusal("EVER is not served here.");
    if (!this.takeSymbol("(")) return this.comparison();
    const inner = this.disjunction();
    if (!this.takeSymbol(")")) throw this.refusal("A closing parenthesis is expected.");
    return inner;
  }

  private comparison(): Comparison {
    const field = this.fieldName();
    const at = field.at;
    const token = this.peek();
    if (token.kind === "symbol") {
      const operator = COMPARATORS[token.name];
      if (operator === undefined) throw this.refusal("An operator is expected.");
      this.index += 1;
      return { kind: "compare", field, operator, value: this.value(), at };
    }
    if (this.takeWord("is")) {
      const negated = this.takeWord("not");
      this.expectWord("empty");
      return { kind: "empty", field, negated, at };
    }
    if (this.isWord("ever") || this.isWord("was")) throw this.refusal("EVER is not served here.");
    const negated = this.takeWord("not");
    if (this.takeWord("in")) {
      if (this.isWord("group")) throw this.refusal("IN GROUP is not served here.");
      return { kind: "in", field, negated, values: this.valueList(), at };
    }
    if (this.takeWord("under")) return { kind: "match", field, operator: "under", negated, value: this.value(), at };
    if (this.takeWord("contains")) {
      const operator = this.takeWord("words") ? "containsWords" : "contains";
      return { kind: "match", field, operator, negated, value: this.value(), at };
    }
    if (this.isWord("ever")) throw this.refusal("EVER is not served here.");
    throw this.refusal("An operator is expected.");
  }

  private valueList(): Value[] {
    if (!this.takeSymbol("(")) throw this.refusal("IN is followed by a list in parentheses.");
    const values = this.list(() => this.value());
    if (!this.takeSymbol(")")) throw this.refusal("A closing parenthesis is expected.");
    return values;
  }

  private value(): Value {
    const token = this.peek();
    switch (token.kind) {
      case "string":
        this.index += 1;
        return { kind: "string", value: token.value, at: token.at };
      case "number":
        this.index += 1;
        return { kind: "number", value: token.value, at: token.at };
      case "macro":
        return this.macro(token.name, token.at);
      case "symbol":
        if (token.name === "-" || token.name === "+") return this.signedNumber(token.name === "-" ? -1 : 1, token.at);
        break;
      case "word": {
        const word = token.name.toLowerCase();
        if (word !== "true" && word !== "false") break;
        this.index += 1;
        return { kind: "boolean", value: word === "true", at: token.at };
      }
      case "field":
        if (token.name.toLowerCase() === "any") throw this.refusal("[Any] is not served here.");
        throw this.refusal("Comparing a field with a field is not served here.");
      case "end":
        break;
    }
    throw this.refusal("A value is expected.");
  }

  private signedNumber(sign: number, at: number): Value {
    this.index += 1;
    const token = this.peek();
    if (token.kind !== "number") throw this.refusal("A number is expected.");
    this.index += 1;
    return { kind: "number", value: sign * token.value, at };
  }

  private macro(name: string, at: number): Value {
    const known = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
    if (known === undefined) throw this.refusal(`The macro @${name} is not served here.`);
    this.index += 1;
    const takesShift = known.startsWith("startof");
    const shift = takesShift && this.takeSymbol("(") ? this.macroShift() : null;
    const takesOffset = takesShift || known === "today";
    return { kind: "macro", name: known, shift, offset: takesOffset ? this.macroOffset() : 0, at };
  }

  private macroShift(): MacroShift {
    const token = this.peek();
    const match = token.kind === "string" ? /^\s*([+-]?\d+)\s*([dwMyhm]?)\s*$/.exec(token.value) : null;
    if (match === null) throw this.refusal("A shift such as '+3d' is expected.");
    this.index += 1;
    if (!this.takeSymbol(")")) throw this.refusal("A closing parenthesis is expected.");
    return { amount: Number(match[1]), unit: (match[2] || "d") as MacroShift["unit"] };
  }

  private macroOffset(): number {
    const sign = this.takeSymbol("-") ? -1 : this.takeSymbol("+") ? 1 : 0;
    if (sign === 0) return 0;
    const token = this.peek();
    if (token.kind !== "number") throw this.refusal("A number of days is expected.");
    this.index += 1;
    return sign * token.value;
  }

  private sortField(): SortField {
    const field = this.fieldName();
    const descending = this.takeWord("desc");
    if (!descending) this.takeWord("asc");
    return { field, descending };
  }

  private fieldName(): FieldName {
    const token = this.peek();
    const isName = token.kind === "field" || (token.kind === "word" && !RESERVED.has(token.name.toLowerCase()));
    if (!isName) throw this.refusal("A field name is expected.");
    this.index += 1;
    return { name: token.name, at: token.at };
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeSymbol(",")) items.push(item());
    return items;
  }

  private peek(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw new Error("The parser ran past the end of the query.");
    return token;
  }

  private isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === "word" && token.name.toLowerCase() === word;
  }

  private takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.index += 1;
    return found;
  }

  private expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.refusal(`${word.toUpperCase()} is expected.`);
  }

  private takeSymbol(symbol: Symbol): boolean {
    const token = this.peek();
    const found = token.kind === "symbol" && token.name === symbol;
    if (found) this.index += 1;
    return found;
  }

  private refusal(problem: string, code: string | null = null): WiqlError {
    const token = this.peek();
    return new WiqlError(
      problem,
      token.at,
      token.text === "" ? "end of query" : this.text.slice(token.at, token.at + 40),
      code,
    );
  }
}
