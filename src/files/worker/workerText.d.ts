/** A module with all that it imports, as the text of one script; see scripts/build/scriptTextLoader.js. */
declare module "*?text" {
  const text: string;
  export default text;
}
