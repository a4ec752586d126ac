/**
 * Loaded first in each process of a test (package.json, `test-env`). tap would load what notes each file that is read, with its source map, for a
 * coverage that nobody asks for, and what listens to signals in all children: it gets nothing to load, and the children of a test are started as a
 * user would start them.
 */
import { registerHooks } from 'node:module'

const hooks = registerHooks({
  load(url, context, nextLoad) {
    if (!/\/@tapjs\/processinfo\/.*\/import\./.test(url)) return nextLoad(url, context)
    hooks.deregister()
    return { format: 'module', source: '', shortCircuit: true }
  },
})
process.setSourceMapsEnabled(false)
delete process.env.NODE_OPTIONS
// Which fork() would give on.
process.execArgv = []
