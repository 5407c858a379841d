declare module "subset-font" {
  /** A font with only the glyphs that a text needs. */
  function subsetFont(font: Buffer, text: string, options: { targetFormat: "woff" | "woff2" }): Promise<Buffer>;
  export = subsetFont;
}
