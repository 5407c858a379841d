import * as v from "valibot";
import { fold } from "../../domain/text";
import { ANY_VERSION, type Document, type DocumentStore } from "../documents";
import { BoardsError } from "../errors";
import { fnv1a } from "./hash";

/** Things that people of a project keep by name: mappings of columns, templates. */
export interface NamedStore<T> {
  /**
   * In order of their names.
   *
   * @throws BoardsError that names a document which can't be used; what the document store throws
   */
  list(): Promise<readonly T[]>;
  /** Keeps it in the place of one with the same name. The last one who saves wins. */
  save(value: T): Promise<void>;
  /** Forgets it; one that is not there is no error. */
  remove(name: string): Promise<void>;
}

/** What is kept, and where. */
export interface NamedStoreOptions<T> {
  /** A collection holds one kind of things of one project. */
  readonly collection: string;
  readonly schema: v.GenericSchema<unknown, T>;
  readonly nameOf: (value: T) => string;
}

/** Keeps things by name: one document each, with the name in it, since an id may have no more than 50 characters. */
export function createNamedStore<T>(
  documents: DocumentStore,
  { collection, schema, nameOf }: NamedStoreOptions<T>,
): NamedStore<T> {
  const kept = v.object({ id: v.string(), value: v.pipe(v.string(), v.parseJson(), schema) });

  function parsed(document: Document): T {
    const result = v.safeParse(kept, document);
    if (result.success) return result.output.value;
    const [issue] = result.issues;
    throw new BoardsError(
      `The document ${document.id} of the collection ${collection} can't be used ` +
        `(${v.getDotPath(issue) ?? "the document"}: ${issue.message}). Save it anew under its name.`,
    );
  }

  return {
    async list() {
      const values = (await documents.list(collection)).map(parsed);
      return values.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    },
    async save(value) {
      const id = idOf(nameOf(value));
      await documents.set(collection, { id, __etag: ANY_VERSION, value: JSON.stringify(value) });
    },
    async remove(name) {
      await documents.remove(collection, idOf(name));
    },
  };
}

/** 64 bits of the folded name: names may be longer than ids, and hold any sign. */
function idOf(name: string): string {
  const text = fold(name);
  const halves = [fnv1a(text), fnv1a(text, 0x2a5f1c3d)].map((hash) => hash.toString(16).padStart(8, "0"));
  return `n${halves.join("")}`;
}
