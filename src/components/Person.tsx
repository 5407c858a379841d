import * as React from "react";
import type { Identity } from "../domain/workItem";

/** Who something is assigned to. Initials rather than pictures: no request, and nothing that may fail to load. */
export function Person({ person }: { readonly person: Identity | null }): JSX.Element {
  if (person === null) return <span className="rr-soft">Unassigned</span>;
  return (
    <span className="rr-person" title={person.uniqueName || person.displayName}>
      <span className="rr-initials" aria-hidden="true">
        {initialsOf(person.displayName)}
      </span>
      <span className="rr-clip">{person.displayName}</span>
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => (word === undefined ? "" : [...word][0]))
    .join("")
    .toUpperCase();
}
