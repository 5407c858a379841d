import type { Estate } from "../model/estate";

/** Generated sample data: a datacenter exit in its middle, the same for the same `now`. */
export declare function sampleEstate(options: { readonly now: number }): Estate;
