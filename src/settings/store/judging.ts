/** The engine, as far as the settings need it: it comes while the project is read. */
export { reportEffect } from "../../domain/policy/effect";
export { assess } from "../../domain/readiness/assess";
