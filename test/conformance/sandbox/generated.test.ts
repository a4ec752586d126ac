/**
 * Generated data: every true form conforms to the shared schema, and every native document, read back by the adapter of its agency,
 * gives exactly the true form. LIENTHONG_DOSSIERS is how many (default: 400).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { comparable } from '../../../adapters/sandbox/comparable.ts'
import { validateIndexPage, validateTranslation } from '../../../schemas/generated/validators.js'
import { dataFolder } from '../../support/data-folder.ts'
import { generate, linesOf, type MatterLine, manifestOf, type OracleLine } from '../../support/generated/folder.ts'
import { type Read, readBack } from '../../support/generated/read-back.ts'

const dossiers = Number(process.env.LIENTHONG_DOSSIERS ?? 400)
const folder = join(dataFolder(t), 'data')
const { code, stdout } = await generate('--dossiers', `${dossiers}`, '--seed', '20261120', '--out', folder)
t.strictSame([code, stdout], [0, `${join(folder, 'manifest.json')}\n`])
const manifest = manifestOf(folder)
const agencies = Object.keys(readBack)

t.setTimeout(0)

/** The ciphertext is a declared loss; native codes are the adapter's addition. */
const leftOut = ['native', 'ciphertext']
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(comparable(a, leftOut), comparable(b, leftOut))

/** What is wrong with a record and its true form; nothing when all is well. */
function wrongIn({ nativeKey, index, translation }: OracleLine, read: Read | undefined): readonly string[] {
  const wrong = [
    ...validateTranslation(translation).map(({ pointer }) => `oracle ${pointer}`),
    ...validateIndexPage({ entries: [index] }).map(({ pointer }) => `index ${pointer}`),
    ...(read === undefined ? ['not read'] : []),
    ...(read && !same(read.translation, translation) ? ['translation differs'] : []),
    ...(read?.entry && !isDeepStrictEqual(read.entry, index) ? ['entry differs'] : []),
  ]
  return wrong.map((what) => `${nativeKey}: ${what}`)
}

for (const agency of agencies)
  t.test(`${agency}: read back by its adapter, each record is what it truly is`, async (t) => {
    const wrong: string[] = []
    let lines = 0
    let open: { readonly file: string; readonly records: readonly Read[] } | undefined
    for await (const line of linesOf<OracleLine>(folder, `oracle/${agency}.ndjson`)) {
      if (open?.file !== line.file)
        open = { file: line.file, records: readBack[agency]!(readFileSync(join(folder, line.file))) }
      wrong.push(...wrongIn(line, open.records[line.record]))
      lines++
    }
    t.strictSame(wrong.slice(0, 20), [])
    t.equal(lines, manifest.agencies[agency].dossiers)
    t.ok(lines > dossiers / 10)
  })

t.test('no number is given twice, by whichever agency, and no key', async (t) => {
  const owners = new Map<string, number>()
  const twice: string[] = []
  const own = (what: string, n: number) => {
    if ((owners.get(what) ?? n) !== n) twice.push(what)
    owners.set(what, n)
  }
  for (const agency of agencies)
    for await (const { n, nativeKey, index, translation } of linesOf<OracleLine>(folder, `oracle/${agency}.ndjson`)) {
      const { decisions = [], assignments = [], supervision = [] } = translation.facet
      own(`${agency} ${nativeKey}`, n)
      for (const { assigner, value } of index.identifiers) own(`${assigner} ${value}`, n)
      for (const { number } of [...decisions, ...supervision]) own(`${number}`, n)
      for (const { decisionNumber } of assignments) if (decisionNumber !== undefined) own(decisionNumber, n)
    }
  t.strictSame(twice, [])
})

t.test('the manifest counts what is there: matters, stages, kinds, stories, limits broken on purpose', async (t) => {
  const held = new Map<number, string[]>()
  const overdue = new Map<number, Set<string>>()
  const count = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1
  }
  for (const agency of agencies) {
    const counted = { stages: {}, kinds: {}, overdue: {}, stories: {} as Record<string, string> }
    for await (const { n, story, nativeKey, index, translation } of linesOf<OracleLine>(
      folder,
      `oracle/${agency}.ndjson`,
    )) {
      held.set(n, [...(held.get(n) ?? []), agency])
      count(counted.stages, index.stage)
      count(counted.kinds, index.kind)
      if (story !== undefined) counted.stories[story] = nativeKey
      for (const { rule, state } of translation.facet.clocks ?? [])
        if (state === 'QUA_HAN') {
          count(counted.overdue, rule)
          overdue.set(n, (overdue.get(n) ?? new Set()).add(rule))
        }
    }
    t.match(manifest.agencies[agency], counted, agency)
  }
  const broken: Record<string, number> = {}
  const wrong: unknown[] = []
  for await (const { n, holders, breaks } of linesOf<MatterLine>(folder, 'oracle/matters.ndjson')) {
    if (breaks !== undefined) count(broken, breaks)
    const shown = isDeepStrictEqual([...(overdue.get(n) ?? [])], breaks === undefined ? [] : [breaks])
    if (!shown || !isDeepStrictEqual(held.get(n)?.toSorted(), holders.toSorted())) wrong.push({ n, holders, breaks })
  }
  t.strictSame(wrong, [], 'each matter is with its holders, and breaks what it is told to')
  t.strictSame(manifest.matters.broken, broken)
  t.equal(manifest.matters.lines, dossiers)
  const everyday = Object.values(broken).reduce((sum, of) => sum + of, 0) / dossiers
  t.ok(everyday > 0.02 && everyday < 0.08, 'about as many as by default')
})
