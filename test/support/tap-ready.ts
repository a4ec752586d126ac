/**
 * Exits 0 when tap is built without the plugins that package.json leaves out: each process of a test would load them. A fresh install is built
 * with all of them, and one, for TypeScript, does not load here; `tap` finds out only after it has chosen how to start its processes: the first
 * run would fail. Hence `npm run pretest`.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }

const tap = createRequire(import.meta.url).resolve('tap')
const builder = createRequire(tap).resolve('@tapjs/test')
const built = readFileSync(resolve(builder, '../../../test-built/dist/esm/index.js'), 'utf8')
const unwanted = manifest.tap.plugin.map((name) => name.replace(/^!/, ''))
process.exitCode = unwanted.some((name) => built.includes(`"${name}"`)) ? 1 : 0
