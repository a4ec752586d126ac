/**
 * Each system call by which the writer changes, syncs, opens or closes one of the log's files fails once, or is the moment at which the
 * process is killed (tessera's way). After each the log opens, and all that anybody was told is in it. LIENTHONG_EVERY=1 tries all.
 */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import t, { type Test } from 'tap'
import { openLog } from '../../../gateway/audit/log.ts'
import { appendAll, optionsIn, segmentIn } from '../../support/audit.ts'
import {
  faultsMissing,
  faultsOf,
  filesOf,
  occurrencesOf,
  type Program,
  withFault,
} from '../../support/crash/occurrences.ts'
import { endsOf, wrongIn } from '../../support/crash/told.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { every } from '../../support/every.ts'

const skip = faultsMissing()
/** Each case is a process under strace. */
const stride = 40 * every - 39

/** Has the pid in its name. */
const isPassing = (file: string) => basename(file).startsWith('lock.')

/** What is wrong with the way on after an error: it must be told of, and opening the log again must be enough. */
function passedOver(output: string): string | undefined {
  if (/^refused /m.test(output)) return `it is not opened again: ${output}`
  return /^(failed|reopened)/m.test(output) ? undefined : 'the error was passed over'
}

/** Takes the log that `fill` makes through its steps, once for each thing that can go wrong. */
async function enumerate(t: Test, session: 'first' | 'later', fill: (root: string) => Promise<void>): Promise<void> {
  const folder = dataFolder(t)
  const [before, root] = [join(folder, 'before'), join(folder, 'root')]
  mkdirSync(before)
  await fill(before)
  const program: Program = {
    file: 'stepwise-log.ts',
    args: [root, session],
    preloads: ['publish-by-count'],
    trace: join(folder, 'trace'),
    cache: join(folder, 'cache'),
  }
  const afresh = () => {
    rmSync(root, { recursive: true, force: true })
    // With its modes.
    execFileSync('cp', ['-a', before, root])
  }
  afresh()
  const files = await filesOf(program, root, isPassing)
  afresh()
  const { occurrences, output } = await occurrencesOf(program, files)
  t.equal(wrongIn(root, output), undefined, 'when nothing fails')
  t.equal(endsOf(output), 'closed')

  const cases = occurrences.flatMap((occurrence, i) => {
    // Node passes over that a folder which it has listed can't be closed; nothing hangs on that.
    const isListing = occurrence.name === 'close' && /O_DIRECTORY/.test(occurrences[i - 1]?.call ?? '')
    return faultsOf(occurrence).map((fault) => ({ occurrence, fault, isTold: fault !== 'SIGKILL' && !isListing }))
  })
  const tried = cases.filter((_, i) => i % stride === 0)
  const failures: string[] = []
  for (const { occurrence, fault, isTold } of tried) {
    afresh()
    const { output, happened } = await withFault(program, files, occurrence, fault)
    const wrong = happened
      ? (wrongIn(root, output) ?? (isTold ? passedOver(output) : undefined))
      : 'it never came to that'
    if (wrong !== undefined) failures.push(`${fault} at ${occurrence.nth}. ${occurrence.call}: ${wrong}`)
  }
  t.same(failures, [])
  t.comment(`${occurrences.length} calls, ${cases.length} faults, ${tried.length} tried`)
}

t.test('a log that is begun, and its second copy', { skip }, (t) =>
  enumerate(t, 'first', async (root) => mkdirSync(join(root, 'copy'), { mode: 0o700 })),
)

t.test('a log with a torn tail that fills a tile and begins segments', { skip }, (t) =>
  enumerate(t, 'later', async (root) => {
    const log = await openLog(optionsIn(root))
    await appendAll(log, [Array.from({ length: 240 }, (_, i) => `before-${i}`)])
    await log.close()
    const segment = segmentIn(join(root, 'log'))
    appendFileSync(segment, readFileSync(segment).subarray(0, 700))
  }),
)
