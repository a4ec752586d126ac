/**
 * One agency's part of a generated world as files, each as its own system gives it, with the true form of every record beside. It runs
 * in a process of that agency (adapters/<agency>/sandbox/generate.ts) and holds no more than one file in memory.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  type Counts,
  count,
  endWithParent,
  failed,
  inOrder,
  MATTERS_PER_TURN,
  type Order,
  type Told,
  type Written,
} from './generating.ts'
import { makeLines } from './lines.ts'
import type { TrueFacet } from './matter.ts'
import { type AgencyId, storyOf } from './stories.ts'
import { factsOf, partOf } from './world.ts'

export interface NativeFiles {
  readonly agency: AgencyId
  /** Of file names. */
  readonly ending: string
  /** At most, in one file. */
  readonly records: number
  /** A whole document of the agency's system with these facets. Throws when its format has no place for something. */
  write(facets: readonly [TrueFacet, ...TrueFacet[]]): string | Uint8Array
}

interface Held {
  readonly n: number
  readonly breaks?: string
  readonly facet: TrueFacet
}

const tell = (told: Told): boolean => process.stdout.write(`${JSON.stringify(told)}\n`)

/** A thousand matters to a folder; a file has the number of its first matter. */
const pathOf = ({ agency, ending }: NativeFiles, n: number): string =>
  `${agency}/${String(Math.floor(n / 1000)).padStart(4, '0')}/${String(n).padStart(7, '0')}.${ending}`

/** Writes files, the oracle (`oracle/<agency>.ndjson`) and the sums of the files. */
function makePart(format: NativeFiles, out: string) {
  const listed = (file: string) => ({ file, of: makeLines(join(out, file)) })
  const oracle = listed(`oracle/${format.agency}.ndjson`)
  const sums = listed(`oracle/${format.agency}.sha256`)
  const stages: Counts = {}
  const kinds: Counts = {}
  const overdue: Counts = {}
  const stories: Record<string, string> = {}
  let files = 0
  let bytes = 0

  function note({ n, breaks, facet: { nativeKey, index, translation } }: Held, file: string, record: number): void {
    const name = storyOf(n)?.name
    if (name !== undefined) stories[name] = nativeKey
    count(stages, index.stage)
    count(kinds, index.kind)
    for (const { state, rule } of translation.facet.clocks ?? []) if (state === 'QUA_HAN') count(overdue, rule)
    const matter = { n, ...(name && { story: name }), ...(breaks && { breaks }) }
    oracle.of.add(JSON.stringify({ ...matter, file, record, nativeKey, index, translation }))
  }

  return {
    add(held: readonly Held[]): void {
      const [first, ...others] = held
      if (first === undefined) return
      const file = pathOf(format, first.n)
      const content = Buffer.from(format.write([first.facet, ...others.map(({ facet }) => facet)]))
      mkdirSync(dirname(join(out, file)), { recursive: true })
      writeFileSync(join(out, file), content, { flag: 'wx' })
      sums.of.add(`${createHash('sha256').update(content).digest('hex')}  ${file}`)
      for (const [record, one] of held.entries()) note(one, file, record)
      files++
      bytes += content.length
    },
    end(): Written {
      const ended = { oracle: oracle.of.end(), sums: sums.of.end() }
      return {
        dossiers: ended.oracle.lines,
        files,
        bytes,
        stages: inOrder(stages),
        kinds: inOrder(kinds),
        stories,
        overdue: inOrder(overdue),
        oracle: { file: oracle.file, ...ended.oracle },
        sums: { file: sums.file, ...ended.sums },
      }
    },
  }
}

async function writePart(format: NativeFiles, { dossiers, out, ...setting }: Order): Promise<void> {
  const part = makePart(format, out)
  let held: Held[] = []
  for (let n = 0; n < dossiers; n++) {
    const facts = factsOf(setting, n)
    const facet = partOf(setting.seed, facts, format.agency)
    if (facet) held.push({ n, ...(facts.breaks && { breaks: facts.breaks }), facet })
    if (held.length === format.records) {
      part.add(held)
      held = []
    }
    if (n % MATTERS_PER_TURN === 0) {
      tell({ done: n })
      await setImmediate()
    }
  }
  part.add(held)
  tell({ done: dossiers })
  tell({ written: part.end() })
}

/** Writes the agency's part of the world that the process was started with; the exit code is 1 when something can't be written. */
export async function generatePart(format: NativeFiles): Promise<void> {
  const done = endWithParent()
  try {
    await writePart(format, JSON.parse(process.argv[2] ?? 'null') as Order)
  } catch (error) {
    failed(error, format.agency)
  } finally {
    done()
  }
}
