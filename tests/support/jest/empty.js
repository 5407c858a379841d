/** Stands for style sheets and for polyfills of browsers that are no longer served. */
module.exports = {};
