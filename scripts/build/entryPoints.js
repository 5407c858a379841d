/**
 * The one list of what runs in a browser. webpack's entries, the html pages and the check of the manifest follow it.
 *
 * To add a contribution: write its `src/<folder>/index.tsx`, add a line here, name its page as the contribution's
 * `uri` in vss-extension.json.
 */

/**
 * @typedef {object} EntryPoint
 * @property {string} name  name of the script and of the page in dist/
 * @property {readonly string[]} contributions  ids in vss-extension.json of the contributions whose `uri` is the page
 * @property {string} source  the module that mounts it, from the repository's root
 * @property {string} page  what the contributions' `uri` says
 * @property {string} title  the page's title: what a screen reader calls the frame
 * @property {boolean} [isLight]  whether it runs on Preact and without the UI kit; see webpack.config.js
 * @property {number} initialKilobytes  budget of the scripts that the page itself loads, gzipped
 */

/** @type {readonly EntryPoint[]} */
const entryPoints = [
  {
    name: "hub",
    contributions: ["release-readiness-hub"],
    source: "src/hub/index.tsx",
    page: "dist/hub.html",
    title: "Release Readiness",
    initialKilobytes: 120,
  },
  {
    name: "workItemForm",
    contributions: ["release-readiness-page"],
    source: "src/workItemForm/index.tsx",
    page: "dist/workItemForm.html",
    title: "Migration",
    isLight: true,
    initialKilobytes: 60,
  },
  {
    name: "actions",
    contributions: [
      "add-to-release-action",
      "assign-to-iteration-action",
      "move-to-stage-action",
      "why-blocked-action",
    ],
    source: "src/actions/index.ts",
    page: "dist/actions.html",
    title: "Release Readiness: menu entries",
    initialKilobytes: 10,
  },
  {
    name: "changePanel",
    contributions: ["change-panel"],
    source: "src/changePanel/index.tsx",
    page: "dist/changePanel.html",
    title: "Release Readiness: change",
    isLight: true,
    initialKilobytes: 60,
  },
  {
    name: "widget",
    contributions: ["release-status-widget", "release-status-widget-configuration"],
    source: "src/widget/index.tsx",
    page: "dist/widget.html",
    title: "Release Readiness: widget",
    isLight: true,
    initialKilobytes: 60,
  },
  {
    name: "settings",
    contributions: ["release-readiness-settings"],
    source: "src/settings/index.tsx",
    page: "dist/settings.html",
    title: "Release Readiness settings",
    isLight: true,
    initialKilobytes: 120,
  },
];

module.exports = { entryPoints };
