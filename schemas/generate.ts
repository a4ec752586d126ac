/**
 * Makes schemas/generated from the schema sources: `node schemas/generate.ts` writes, `--check` compares and exits 1
 * when a committed file differs. The output depends on nothing but the sources.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emitAuditEvents } from './generate/audit-events.ts'
import { emitCodes } from './generate/codes.ts'
import { emitFields } from './generate/fields.ts'
import { emitAuditOrder, emitAuditValidators, emitRegistryValidators } from './generate/file-validators.ts'
import { emitGraphql } from './generate/graphql.ts'
import { emitHolidays } from './generate/holidays.ts'
import { load } from './generate/load.ts'
import { emitReference } from './generate/reference.ts'
import { clockRules } from './generate/reference-clocks.ts'
import { emitTypes } from './generate/types.ts'
import { emitValidators } from './generate/validators.ts'

/**
 * The generated files, text by name, for the schemas folder `root`. Reads only.
 * Throws an Error naming file and JSON Pointer when a source is not usable.
 */
export function generate(root: string): Readonly<Record<string, string>> {
  const model = load(root)
  const { js, dts } = emitValidators(model)
  const registry = emitRegistryValidators(root)
  const audit = emitAuditValidators(root)
  const order = emitAuditOrder(root)
  return {
    'types.ts': emitTypes(model),
    'validators.js': js,
    'validators.d.ts': dts,
    'registry-validators.js': registry.js,
    'registry-validators.d.ts': registry.dts,
    'audit-validators.js': audit.js,
    'audit-validators.d.ts': audit.dts,
    'audit-order.js': order.js,
    'audit-order.d.ts': order.dts,
    'graphql.ts': emitGraphql(model),
    'fields.ts': emitFields(model),
    'codes.ts': emitCodes(model),
    'holidays.ts': emitHolidays(root),
    'reference.html': emitReference(model, clockRules(root)),
    'audit-events.html': emitAuditEvents(root),
  }
}

/** Names of files in `folder` that differ from `files`, are missing, or should not be there. */
export function differences(folder: string, files: Readonly<Record<string, string>>): readonly string[] {
  const present = new Set(readdirSync(folder))
  const changed = Object.entries(files).filter(
    ([name, text]) => !present.has(name) || readFileSync(join(folder, name), 'utf8') !== text,
  )
  return [...changed.map(([name]) => name), ...[...present].filter((name) => !(name in files))]
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, 'generated')
  const files = generate(import.meta.dirname)
  mkdirSync(folder, { recursive: true })
  if (process.argv.includes('--check')) {
    const stale = differences(folder, files)
    for (const name of stale) console.error(`schemas/generated/${name} differs from its sources: run npm run generate`)
    process.exitCode = stale.length === 0 ? 0 : 1
  } else for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}
