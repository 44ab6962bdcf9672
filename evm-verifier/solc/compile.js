#!/usr/bin/env node
// Standard JSON on stdin, standard JSON on stdout, by the solc that package-lock.json pins. `--version` prints the compiler's.
// Invoked so that forge can use it as its compiler too: other arguments (--standard-json, --allow-paths) change nothing.
const { createRequire } = require('module');
const path = require('path');

let solc;
try {
  // From here up (the repository's node_modules), then NODE_PATH.
  solc = createRequire(path.join(__dirname, 'compile.js'))('solc');
} catch (error) {
  console.error(`the npm package solc is missing: run \`npm ci\` in the repository's root (${error.code || error.message})`);
  process.exit(3);
}
if (process.argv.includes('--version')) {
  console.log('solc, the solidity compiler commandline interface');
  console.log('Version: ' + solc.version().replace('.Emscripten.clang', '.Linux.g++'));
} else {
  process.stdout.write(solc.compile(require('fs').readFileSync(0, 'utf8')));
}
