/**
 * Makes gateway/http/openapi.json from the routes and the case schema: `node gateway/openapi.ts` writes, `--check` compares and exits 1 when the
 * committed file differs.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from '../schemas/generate/load.ts'
import { caseComponents } from '../schemas/generate/openapi.ts'
import { pipeline, routes } from './app.ts'
import { describe } from './http/contract/document.ts'
import { descriptionFile } from './http/public/openapi.ts'

/** Text of the document. Throws as describe does, and as schemas/generate/load.ts. */
export function emitDescription(): string {
  const ofCases = caseComponents(load(join(import.meta.dirname, '../schemas')))
  return `${JSON.stringify(describe(routes, pipeline, ofCases), null, 2)}\n`
}

if (import.meta.main) {
  const text = emitDescription()
  if (!process.argv.includes('--check')) writeFileSync(descriptionFile, text)
  else if (readFileSync(descriptionFile, 'utf8') !== text) {
    console.error('gateway/http/openapi.json differs from its sources: run npm run generate')
    process.exitCode = 1
  }
}
