import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Prepared, preparePublic } from '../../release/door.ts'
import type { Handler } from '../services.ts'

/** Made by gateway/openapi.ts. */
export const descriptionFile = join(import.meta.dirname, '../openapi.json')

let prepared: Prepared | undefined

/** The OpenAPI description of all routes. The same for all as long as the process lives. */
export const getDescription: Handler = async () => {
  prepared ??= preparePublic(JSON.parse(readFileSync(descriptionFile, 'utf8')))
  return prepared
}
