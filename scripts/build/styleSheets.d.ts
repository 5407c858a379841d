/** Style sheets are imported for their effect; webpack and esbuild put them into .css files. */
declare module "*.css";
