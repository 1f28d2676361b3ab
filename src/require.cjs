/** `require("witskit")`: the same modules as by `import`, on the versions of Node that can. */
if (process.features.require_module !== true) {
  throw new Error(
    `witskit is a package of ES modules, which Node ${process.versions.node} cannot require; write import, or ` +
      'await import("witskit"), or use Node 22.12 or later',
  );
}
module.exports = require("./index.js");
