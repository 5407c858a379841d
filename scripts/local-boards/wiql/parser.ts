import type {
  Comparator,
  Comparison,
  Condition,
  FieldName,
  LinkConditions,
  LinkMode,
  Literal,
  MacroName,
  MacroShift,
  MacroUnit,
  Matcher,
  Query,
  Side,
  SortField,
  Value,
} from "./ast";
import { WiqlError } from "./error";
import { tokenize, type Symbol, type Token } from "./lexer";
import { linkSections } from "./linkSections";

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

/** The unit of a shift that names none is the macro's own period [D]. */
const NATURAL_UNITS: Readonly<Partial<Record<MacroName, MacroUnit>>> = {
  startofday: "d",
  startofweek: "w",
  startofmonth: "M",
  startofyear: "y",
};

const MODES: Readonly<Record<string, LinkMode>> = {
  mustcontain: "mustContain",
  maycontain: "mayContain",
  doesnotcontain: "doesNotContain",
  recursive: "recursive",
  returnmatchingchildren: "returnMatchingChildren",
};

/** How deep NOT and parentheses may be nested; whether the service has a limit, and which, is [?]. */
const DEEPEST = 100;

/** Words that end a list of conditions or fields and so cannot name a field without brackets. */
const RESERVED = new Set(["select", "from", "where", "order", "by", "asof", "mode", "and", "or", "not", "in", "ever"]);

/**
 * Reads a query, by the grammar that is documented and that Microsoft's editor for queries has [D, C].
 * @throws WiqlError with the position where the text leaves the language, or names what is not served here.
 */
export function parseWiql(text: string): Query {
  return new Parser(text).query();
}

class Parser {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  private isOverLinks = false;

  constructor(private readonly text: string) {
    this.tokens = tokenize(text);
  }

  query(): Query {
    this.expectWord("select");
    const select = this.list(() => this.fieldName());
    this.isOverLinks = this.readSource();
    const whereAt = this.peek();
    const where = this.takeWord("where") ? this.disjunction() : null;
    const orderAt = this.peek();
    const orderBy = this.orderBy();
    const asOfAt = this.peek();
    const asOf = this.takeWord("asof") ? this.literal() : null;
    if (!this.isOverLinks) {
      if (this.isWord("mode")) throw this.refusal("MODE belongs to queries over WorkItemLinks.");
      this.expectEnd();
      return { kind: "flat", select, where, orderBy, asOf };
    }
    const mode = this.mode();
    this.expectEnd();
    const sections = linkSections(where, (problem, at) => this.refusalAt(problem, at));
    if (mode === "recursive" || mode === "returnMatchingChildren") {
      // [D]; an example of the same page sorts a tree all the same, so how the service takes it is not certain.
      if (orderBy.length > 0) throw this.refusal("ORDER BY is not compatible with MODE (Recursive).", null, orderAt);
      if (asOf !== null) throw this.refusal("ASOF is not compatible with MODE (Recursive).", null, asOfAt);
      this.requireOneLinkType(sections, whereAt);
    }
    return { kind: "links", select, where: sections, orderBy, asOf, mode };
  }

  /** Whether the query is one over links. */
  private readSource(): boolean {
    if (!this.takeWord("from")) throw this.refusal("The query statement is missing a FROM clause.", "TF51006");
    if (this.takeWord("workitemlinks")) return true;
    if (!this.takeWord("workitems")) throw this.refusal("FROM names WorkItems or WorkItemLinks.");
    return false;
  }

  private orderBy(): SortField[] {
    if (!this.takeWord("order")) return [];
    this.expectWord("by");
    return this.list(() => this.sortField());
  }

  /** Without MODE links must be there [D]. The two words of a tree may come in either order, one implies the other [C]. */
  private mode(): LinkMode {
    if (!this.takeWord("mode")) return "mustContain";
    this.expectSymbol("(", "MODE is followed by a mode in parentheses.");
    const first = this.modeWord();
    let mode = first;
    if (this.takeSymbol(",")) {
      const second = this.peek();
      const other = this.modeWord();
      const isPair = [first, other].sort().join() === "recursive,returnMatchingChildren";
      if (!isPair) throw this.refusal("Only Recursive and ReturnMatchingChildren go together.", null, second);
      mode = "returnMatchingChildren";
    }
    this.expectSymbol(")", "A closing parenthesis is expected.");
    return mode;
  }

  private modeWord(): LinkMode {
    const token = this.peek();
    const name = token.kind === "word" ? token.name.toLowerCase() : "";
    const mode = Object.hasOwn(MODES, name) ? MODES[name] : undefined;
    if (mode === undefined) {
      throw this.refusal("A mode is expected: MustContain, MayContain, DoesNotContain, Recursive.");
    }
    this.index += 1;
    return mode;
  }

  /** A tree has one type of link, which is named by `=` [D, C]. */
  private requireOneLinkType({ link }: LinkConditions, where: Token): void {
    if (link?.kind === "compare" && link.operator === "=") return;
    throw this.refusal("A query with MODE (Recursive) names one type of links: [System.Links.LinkType] = '…'.", null, {
      at: link === null ? where.at : firstPlace(link),
    });
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
    const before = this.peek();
    if (this.takeWord("not")) {
      const term = this.nested(before, () => this.negation());
      if (holdsEver(term)) throw this.notEver(before);
      return { kind: "not", term };
    }
    if (this.takeWord("ever")) return this.everBefore();
    if (!this.takeSymbol("(")) return this.comparison();
    const inner = this.nested(before, () => this.disjunction());
    this.expectSymbol(")", "A closing parenthesis is expected.");
    return inner;
  }

  /** Reads what is within NOT or parentheses. The text is not to decide how much of the stack is taken. */
  private nested(before: Token, read: () => Condition): Condition {
    if (this.depth === DEEPEST) {
      throw this.refusal(`NOT and parentheses are nested more than ${DEEPEST} deep.`, null, before);
    }
    this.depth += 1;
    const condition = read();
    this.depth -= 1;
    return condition;
  }

  /** `EVER [field] = value`. */
  private everBefore(): Comparison {
    const field = this.fieldName();
    if (!this.takeSymbol("=")) throw this.refusal("EVER goes with a comparison by =, and with no other.");
    return { kind: "ever", field, value: this.literal(), at: field.at };
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
    if (this.takeWord("ever")) return { kind: "ever", field, value: this.literal(), at };
    const negated = this.takeWord("not");
    if (this.isWord("ever")) throw this.notEver(token);
    if (this.takeWord("in")) {
      if (this.takeWord("group")) return this.match(field, "inGroup", negated);
      return { kind: "in", field, negated, values: this.valueList(), at };
    }
    if (this.takeWord("under")) return this.match(field, "under", negated);
    if (this.takeWord("contains"))
      return this.match(field, this.takeWord("words") ? "containsWords" : "contains", negated);
    throw this.refusal("An operator is expected.");
  }

  private match(field: FieldName, operator: Matcher, negated: boolean): Comparison {
    return { kind: "match", field, operator, negated, value: this.literal(), at: field.at };
  }

  /** EVER cannot be negated [D]. */
  private notEver(place: Token): WiqlError {
    return this.refusal("EVER cannot be negated.", null, place);
  }

  private valueList(): Literal[] {
    this.expectSymbol("(", "IN is followed by a list in parentheses.");
    const values = this.list(() => this.literal());
    this.expectSymbol(")", "A closing parenthesis is expected.");
    return values;
  }

  /** A literal, `[Any]` or the name of a field. */
  private value(): Value {
    const token = this.peek();
    if (token.kind === "field" && token.name.toLowerCase() === "any") {
      this.index += 1;
      return { kind: "any", at: token.at };
    }
    if (token.kind === "field" || (token.kind === "word" && !isTruth(token.name))) {
      const field = this.fieldName();
      // The grammar has no prefix on the right-hand side [C]: the field is one of the same work item.
      if (field.side !== null) throw this.refusal("The field on the right has no prefix.", null, token);
      return { kind: "field", field, at: token.at };
    }
    return this.literal();
  }

  private literal(): Literal {
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
      case "word":
        if (!isTruth(token.name)) break;
        this.index += 1;
        return { kind: "boolean", value: token.name.toLowerCase() === "true", at: token.at };
      case "field":
      case "end":
        break;
    }
    throw this.refusal("A value is expected.");
  }

  private signedNumber(sign: number, at: number): Literal {
    this.index += 1;
    const token = this.peek();
    if (token.kind !== "number") throw this.refusal("A number is expected.");
    this.index += 1;
    return { kind: "number", value: sign * token.value, at };
  }

  private macro(name: string, at: number): Literal {
    if (name === "currentiteration" || name === "teamareas") {
      this.index += 1;
      const team = this.takeSymbol("(") ? this.teamArgument() : null;
      if (name === "teamareas") return { kind: "teamAreas", team, at };
      return { kind: "iteration", team, offset: this.macroOffset(), at };
    }
    const known = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
    if (known === undefined) throw this.refusal(`The macro @${name} is not served here.`);
    this.index += 1;
    const unit = NATURAL_UNITS[known];
    const shift = unit !== undefined && this.takeSymbol("(") ? this.macroShift(unit) : null;
    const takesOffset = unit !== undefined || known === "today";
    return { kind: "macro", name: known, shift, offset: takesOffset ? this.macroOffset() : 0, at };
  }

  private teamArgument(): string {
    const token = this.peek();
    if (token.kind !== "string") throw this.refusal("A team is expected, in quotes.");
    this.index += 1;
    this.expectSymbol(")", "A closing parenthesis is expected.");
    return token.value;
  }

  private macroShift(natural: MacroUnit): MacroShift {
    const token = this.peek();
    const match = token.kind === "string" ? /^\s*([+-]?\d+)\s*([dwMyhm]?)\s*$/.exec(token.value) : null;
    if (match === null) throw this.refusal("A shift such as '+3d' is expected.");
    this.index += 1;
    this.expectSymbol(")", "A closing parenthesis is expected.");
    return { amount: Number(match[1]), unit: match[2] ? (match[2] as MacroUnit) : natural };
  }

  private macroOffset(): number {
    const sign = this.takeSymbol("-") ? -1 : this.takeSymbol("+") ? 1 : 0;
    if (sign === 0) return 0;
    const token = this.peek();
    if (token.kind !== "number" || !Number.isInteger(token.value)) throw this.refusal("A whole number is expected.");
    this.index += 1;
    return sign * token.value;
  }

  private sortField(): SortField {
    const field = this.fieldName();
    const descending = this.takeWord("desc");
    if (!descending) this.takeWord("asc");
    return { field, descending };
  }

  /** A field; in what follows FROM WorkItemLinks also with `[Source].`, `Source.` and the same for the target. */
  private fieldName(): FieldName {
    const token = this.peek();
    const isName = token.kind === "field" || (token.kind === "word" && !RESERVED.has(token.name.toLowerCase()));
    if (!isName) throw this.refusal("A field name is expected.");
    this.index += 1;
    const side = sideOf(token.name);
    if (side !== null && this.takeSymbol(".")) {
      if (!this.isOverLinks) throw this.refusal("A prefix belongs to queries over WorkItemLinks.", null, token);
      const name = this.peek();
      if (name.kind !== "field" && name.kind !== "word") throw this.refusal("A field name is expected.");
      this.index += 1;
      return { name: name.name, side, at: token.at };
    }
    const dot = token.kind === "word" && this.isOverLinks ? token.name.indexOf(".") : -1;
    const prefix = dot < 0 ? null : sideOf(token.name.slice(0, dot));
    if (prefix !== null) return { name: token.name.slice(dot + 1), side: prefix, at: token.at };
    return { name: token.name, side: null, at: token.at };
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

  private expectSymbol(symbol: Symbol, problem: string): void {
    if (!this.takeSymbol(symbol)) throw this.refusal(problem);
  }

  private expectEnd(): void {
    if (this.peek().kind !== "end") throw this.refusal("Expecting end of string.");
  }

  private refusal(
    problem: string,
    code: string | null = null,
    place: { readonly at: number } = this.peek(),
  ): WiqlError {
    return this.refusalAt(problem, place.at, code);
  }

  private refusalAt(problem: string, at: number, code: string | null = null): WiqlError {
    const excerpt = this.text.slice(at, at + 40);
    return new WiqlError(problem, at, excerpt === "" ? "end of query" : excerpt, code);
  }
}

function isTruth(word: string): boolean {
  return word.toLowerCase() === "true" || word.toLowerCase() === "false";
}

function sideOf(word: string): Side | null {
  const lower = word.toLowerCase();
  return lower === "source" || lower === "target" ? lower : null;
}

function holdsEver(condition: Condition): boolean {
  switch (condition.kind) {
    case "ever":
      return true;
    case "not":
      return holdsEver(condition.term);
    case "and":
    case "or":
      return condition.terms.some(holdsEver);
    default:
      return false;
  }
}

function firstPlace(condition: Condition): number {
  switch (condition.kind) {
    case "not":
      return firstPlace(condition.term);
    case "and":
    case "or":
      return Math.min(...condition.terms.map(firstPlace));
    default:
      return condition.at;
  }
}
