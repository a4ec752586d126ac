/**
 * Exits 0 when tap is built with the plugins that package.json asks for. A fresh install is built with its own TypeScript plugin, which does not
 * load here, and `tap` finds out only after it has chosen how to start its processes: the first run would fail. Hence `npm run pretest`.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const tap = createRequire(import.meta.url).resolve('tap')
const builder = createRequire(tap).resolve('@tapjs/test')
const built = readFileSync(resolve(builder, '../../../test-built/dist/esm/index.js'), 'utf8')
process.exitCode = built.includes('@tapjs/typescript') ? 1 : 0
