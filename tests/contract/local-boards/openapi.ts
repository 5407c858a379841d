import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";

const FOLDER = resolve(__dirname, "../../../../shared/contracts/openapi");
const AREAS = ["wit", "work", "core", "extensionManagement"] as const;

/** One of the official documents. */
export type Area = (typeof AREAS)[number];

/** Whether the documents lie beside the repository. */
export const present = AREAS.every((area) => existsSync(resolve(FOLDER, `${area}-7.1.json`)));

/** A schema of Swagger 2.0, as far as the documents use it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly allOf?: readonly Schema[];
}

interface Swagger {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, { schema?: Schema }>> }>>>
  >;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** A request that the documents know. */
export interface Operation {
  readonly area: Area;
  readonly method: string;
  /** Below the organisation, as the document writes it. */
  readonly path: string;
  /** Of the body of a success; null where there is none. */
  readonly schema: Schema | null;
}

/** Where the documents are wrong: what the service answers and they do not allow, and how that is known. */
export interface Correction {
  /** `Definition.property`, by the definition that declares it or ought to; `Definition.*` for any further property. */
  readonly of: string;
  /** What is allowed besides what the document says. */
  readonly allows: object;
  readonly reason: string;
}

/** The documents, made strict: what they do not name is an error, unless it is corrected. */
export class OpenApi {
  private readonly documents: Readonly<Record<Area, Swagger>>;
  private readonly ajv: Ajv;
  private readonly used = new Set<string>();
  private readonly validators = new Map<string, ValidateFunction>();

  /** Throws where the documents are absent, or a correction is of a definition that there is not. */
  constructor(private readonly corrections: readonly Correction[]) {
    this.documents = Object.fromEntries(
      AREAS.map((area) => [area, JSON.parse(readFileSync(resolve(FOLDER, `${area}-7.1.json`), "utf8")) as Swagger]),
    ) as Record<Area, Swagger>;
    this.ajv = newAjv((correction) => this.used.add(correction));
    for (const { of } of corrections) {
      const definition = of.slice(0, of.indexOf("."));
      if (!AREAS.some((area) => definition in this.documents[area].definitions)) {
        throw new Error(`There is a correction of ${of}, and no document defines ${definition}.`);
      }
    }
    for (const area of AREAS) {
      const { definitions } = this.documents[area];
      this.ajv.addSchema({
        $id: area,
        definitions: Object.fromEntries(Object.keys(definitions).map((name) => [name, this.strict(area, name)])),
      });
    }
  }

  /**
   * The operation of a request, its path being below `_apis`: an address or the template of a route; without regard to
   * case. Null where the documents have none.
   */
  operation(method: string, path: string): Operation | null {
    const wanted = path.split("?")[0]?.toLowerCase().split("/") ?? [];
    const found = AREAS.flatMap((area) =>
      Object.entries(this.documents[area].paths).map((entry) => [area, ...entry] as const),
    )
      .filter(([, path, operations]) => method.toLowerCase() in operations && matches(wanted, below(path)))
      // A literal segment wins over a parameter.
      .sort(([, a], [, b]) => parameters(a) - parameters(b))[0];
    if (found === undefined) return null;
    const [area, foundPath, operations] = found;
    return {
      area,
      method,
      path: foundPath,
      schema: operations[method.toLowerCase()]?.responses["200"]?.schema ?? null,
    };
  }

  /** What is wrong with the body of a success; empty for nothing. Lists are served as `{count, value}`. */
  problems(operation: Operation, body: unknown): readonly string[] {
    const { area, schema } = operation;
    if (schema === null) return [];
    const key = `${area} ${operation.method} ${operation.path}`;
    const validate = this.validators.get(key) ?? this.ajv.compile(served(schema, area));
    this.validators.set(key, validate);
    return validate(body) ? [] : (validate.errors ?? []).map(problem);
  }

  /** Corrections that no answer has needed since. */
  unusedCorrections(): readonly string[] {
    return this.corrections.map(({ of }) => of).filter((of) => !this.used.has(of));
  }

  /** The properties of a definition with those that it takes over, and their schemas. Throws where there is none. */
  propertiesOf(area: Area, definition: string): Readonly<Record<string, Schema>> {
    const schema = this.documents[area].definitions[definition];
    if (schema === undefined) throw new Error(`The document ${area} does not define ${definition}.`);
    const taken = (schema.allOf ?? []).map(({ $ref }) =>
      $ref === undefined ? {} : this.propertiesOf(area, nameOf($ref)),
    );
    return Object.assign({}, ...taken, schema.properties) as Record<string, Schema>;
  }

  /** A definition with all that it takes over, closed against what it does not name. */
  private strict(area: Area, name: string): object {
    const schema = this.documents[area].definitions[name];
    if (schema?.properties === undefined) return converted(schema ?? {}, area);
    const { "*": further, ...properties } = this.correctedProperties(area, name);
    return { type: "object", properties, additionalProperties: further ?? false };
  }

  private correctedProperties(area: Area, name: string): Record<string, object> {
    const schema = this.documents[area].definitions[name];
    const result: Record<string, object> = {};
    for (const { $ref } of schema?.allOf ?? []) {
      if ($ref !== undefined) Object.assign(result, this.correctedProperties(area, nameOf($ref)));
    }
    for (const [property, value] of Object.entries(schema?.properties ?? {})) result[property] = converted(value, area);
    for (const { of, allows } of this.corrections) {
      if (!of.startsWith(`${name}.`)) continue;
      const property = of.slice(name.length + 1);
      const corrected = { allOf: [allows], if: allows, then: { correctedBy: of } };
      const present = result[property];
      result[property] = present === undefined ? corrected : { anyOf: [present, corrected] };
    }
    return result;
  }
}

function newAjv(onCorrection: (correction: string) => void): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addKeyword({
    keyword: "correctedBy",
    validate: (correction: string) => {
      onCorrection(correction);
      return true;
    },
  });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/);
  ajv.addFormat("uuid", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i);
  ajv.addFormat("int32", { type: "number", validate: (n: number) => Number.isInteger(n) && Math.abs(n) < 2 ** 31 });
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  // Says nothing beyond what `number` does; the others stand for types of the service's own language.
  for (const name of ["double", "float", "byte", "T", "JToken", "JTokenType"]) ajv.addFormat(name, true);
  return ajv;
}

/** What Swagger says of a value, in JSON Schema: an object of which nothing is said is any value. */
function converted(schema: Schema, area: Area): object {
  if (schema.$ref !== undefined) return { $ref: `${area}#/definitions/${nameOf(schema.$ref)}` };
  if (schema.enum !== undefined) return { type: "string", enum: schema.enum };
  if (schema.type === "array") return { type: "array", items: converted(schema.items ?? {}, area) };
  if (schema.type === "object") {
    return schema.additionalProperties === undefined
      ? {}
      : { type: "object", additionalProperties: converted(schema.additionalProperties, area) };
  }
  return {
    ...(schema.type === undefined ? {} : { type: schema.type }),
    ...(schema.format === undefined ? {} : { format: schema.format }),
  };
}

function served(schema: Schema, area: Area): object {
  if (schema.type !== "array") return converted(schema, area);
  return {
    type: "object",
    properties: { count: { type: "integer" }, value: converted(schema, area) },
    required: ["count", "value"],
    additionalProperties: false,
  };
}

function problem({ instancePath, message, params }: ErrorObject): string {
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `${instancePath === "" ? "the body" : instancePath} ${message}${extra === undefined ? "" : `: ${extra}`}`;
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function below(path: string): readonly string[] {
  return path
    .slice(path.indexOf("_apis/") + "_apis/".length)
    .replace(/\/$/, "")
    .toLowerCase()
    .split("/");
}

function parameters(path: string): number {
  return below(path).filter((segment) => segment.includes("{")).length;
}

/** A path at the end of an address may have any number of segments, also none. */
function matches(wanted: readonly string[], template: readonly string[]): boolean {
  const takesRest = template.at(-1) === "{path}" || template.at(-1) === "{query}";
  const length = takesRest ? Math.max(template.length, wanted.length) : template.length;
  if (takesRest && wanted.length === template.length - 1) return matches(wanted, template.slice(0, -1));
  if (wanted.length !== length) return false;
  return template.every((segment, index) => {
    const name = wanted[index] ?? "";
    // `${type}` stands for a segment that begins with a dollar sign, and no other does.
    if (segment.startsWith("${")) return name.startsWith("$");
    return segment.startsWith("{") ? !name.startsWith("$") : segment === name;
  });
}
