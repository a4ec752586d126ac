/** Runs `lienthong sandbox generate` as a user would, and reads what it left. */
import { once } from 'node:events'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { TrueFacet } from '../../../adapters/sandbox/world.ts'
import { plainNode } from '../plain-node.ts'

export const cli = join(import.meta.dirname, '../../../gateway/cli.ts')

export const startGenerating = (...args: readonly string[]) =>
  plainNode(cli, {}, { stdio: ['ignore', 'pipe', 'pipe'] }, ['sandbox', 'generate', ...args])

/** Waits for its end. */
export async function generate(...args: readonly string[]) {
  const child = startGenerating(...args)
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout!), text(child.stderr!)])
  return { code: code as number | null, stdout, stderr }
}

/** A line of the oracle of an agency. */
export interface OracleLine extends TrueFacet {
  readonly n: number
  readonly story?: string
  readonly breaks?: string
  readonly file: string
  readonly record: number
}

/** A line of the list of matters. */
export interface MatterLine {
  readonly n: number
  readonly story?: string
  readonly kind: string
  readonly stage: string
  readonly holders: readonly string[]
  readonly breaks?: string
}

export const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

export async function* linesOf<T>(folder: string, file: string): AsyncGenerator<T> {
  for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) yield JSON.parse(line) as T
}
