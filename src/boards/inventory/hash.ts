const OFFSET_BASIS = 0x811c9dc5;

/** The FNV-1a hash of a text's UTF-16 units, in 32 bits: the same for all who keep records. */
export function fnv1a(text: string, basis = OFFSET_BASIS): number {
  let hash = basis;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
