/** What a log costs that has a thousand times as many entries, side by side: start, append, proof; and verifying it whole. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openLog } from '../../gateway/audit/log.ts'
import { verifyLog } from '../../gateway/audit/verify.ts'
import { entryOf, optionsIn } from '../support/audit.ts'
import { writeLargeLog } from '../support/large-log.ts'
import { median, table } from './statistics.ts'

const SIZES = [1_000, 1_000_000] as const
const ROUNDS = 7
const APPENDS = 2_048
const PROOFS = 200
const WAITING = 64

const elapsed_ms = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** Times in milliseconds of one round on the log under `root`: a start, so many appends, so many proofs. */
async function round(root: string, round: number): Promise<readonly [number, number, number, number]> {
  const begin = performance.now()
  const log = await openLog(optionsIn(root))
  const start = performance.now() - begin
  const entry = entryOf('bench')
  let left = APPENDS
  const writer = async () => {
    while (left-- > 0) await log.append(entry)
  }
  const append = await elapsed_ms(() => Promise.all(Array.from({ length: WAITING }, writer)))
  const indexes = Array.from({ length: PROOFS }, (_, i) => ((i + 1) * 7_919 * (round + 1)) % log.size())
  const prove = await elapsed_ms(async () => {
    for (const index of indexes) await log.prove(index)
  })
  const consist = await elapsed_ms(async () => {
    for (const index of indexes) await log.consistency(index + 1, log.size())
  })
  await log.close()
  return [start, append / APPENDS, prove / PROOFS, consist / PROOFS]
}

/** About half a minute, most of it for making and verifying the large log. */
export async function benchLogSize(): Promise<string> {
  const roots = SIZES.map(() => fs.mkdtempSync(path.join(os.tmpdir(), 'lienthong-bench-log-')))
  try {
    const lines: string[] = []
    for (const [i, root] of roots.entries()) await writeLargeLog(root, SIZES[i]!)
    const times = SIZES.map(() => [] as (readonly number[])[])
    for (let n = 0; n <= ROUNDS; n++) {
      for (const [i, root] of roots.entries()) {
        const measured = await round(root, n)
        // The first round warms up.
        if (n > 0) times[i]!.push(measured)
      }
    }
    const names = ['start, ms', `append, ${WAITING} waiting, µs`, 'inclusion proof, µs', 'consistency proof, µs']
    const rows = names.map((name, column) => {
      const [small, large] = times.map((measured) => median(measured.map((row) => row[column]!)))
      const ratio = median(times[1]!.map((row, n) => row[column]! / times[0]![n]![column]!))
      const unit = column === 0 ? 1 : 1_000
      return [name, (small! * unit).toFixed(0), (large! * unit).toFixed(0), ratio.toFixed(2)]
    })
    lines.push(`Audit log, by its size\n${table([['', ...SIZES.map(String), 'ratio'], ...rows])}`)
    const verdicts = roots.map((root) => {
      const begin = performance.now()
      const verdict = verifyLog(path.join(root, 'log'))
      if (!verdict.ok) throw new Error(JSON.stringify(verdict.findings))
      return { size: verdict.size, s: (performance.now() - begin) / 1000 }
    })
    const told = verdicts.map(({ size, s }) => [String(size), s.toFixed(1), (size / s).toFixed(0)])
    lines.push(`Audit log, verified whole from its entries\n${table([['entries', 's', 'entries/s'], ...told])}`)
    return lines.join('\n')
  } finally {
    for (const root of roots) fs.rmSync(root, { recursive: true })
  }
}
