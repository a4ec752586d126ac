/** The demonstration: one dossier as everybody sees it, a source that goes down, a matter handed over, and a log that can't be changed unseen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../../../adapters/sdk/adapter.ts'

import { catalogue } from '../../errors/catalogue.ts'
import { reasons } from '../../policy/reasons.ts'
import { monotonic_ms } from '../../telemetry/clock.ts'
import { control } from '../control.ts'
import type { RunFile } from '../run-file.ts'
import { type Asked, ask } from './ask.ts'
import { type Column, columnsOf, storiesShown } from './columns.ts'
import { tellDecision } from './decided.ts'
import { documentsOf, expectedFor } from './expected.ts'
import { tellHandingOver } from './handed-over.ts'
import { verifyTwice } from './log.ts'
import { type AnswerView, differences, outcomeOf, statements } from './outcome.ts'
import { type Row, rowsOf } from './rows.ts'
import { legend, paint, tableOf } from './table.ts'
import { type Language, words } from './words.ts'

/** Differences that are told one by one. */
const SHOWN_MAX = 20

interface Shown {
  readonly column: Column
  readonly asked: Asked
  readonly view: AnswerView
  readonly expected: AnswerView
}

export interface DemoOptions {
  readonly run: RunFile
  readonly sandbox: { readonly seed: number; readonly dossiers: number }
  readonly language: Language
  readonly print: (line: string) => void
}

/** Shows everything on a running development gateway. Gives how many statements differ from what the policies and stories say. */
export async function demonstrate({ run, sandbox, language, print }: DemoOptions): Promise<number> {
  const began = monotonic_ms()
  const say = (key: keyof typeof words) => words[key][language]
  const world = { data: run.data, ...sandbox }
  const subjects = new Map(
    [storiesShown.main, storiesShown.other].map((story) => [
      story as string,
      { id: idOf(run, story), documents: documentsOf(story, world) },
    ]),
  )
  const { id, documents } = subjects.get(storiesShown.main)!
  const columns = columnsOf(run)
  const names = Object.fromEntries(columns.map(({ agency, title }) => [agency, title[language]]).reverse())
  const wrong: string[] = []
  let compared = 0

  print('')
  print(paint('bold', say('title')))
  print(paint('gray', id))
  print('')
  print(paint('bold', say('holders')))
  for (const holder of documents.keys()) print(`  ${(names[holder] ?? holder).padEnd(46)}${formOf(holder, language)}`)
  print('')
  print(paint('bold', say('asking')))
  const shown: Shown[] = []
  for (const column of columns) {
    const subject = subjects.get(column.story)!
    const asked = await ask(run, column, subject.id)
    const expected = expectedFor(column, subject.documents)
    const found = differences(asked.view, expected)
    wrong.push(...found.map((line) => `${column.head}: ${line}`))
    compared += statements(asked.view)
    shown.push({ column, asked, view: asked.view, expected })
    print(`  ${answerLine(column, asked, names, language)}`)
  }
  print('')
  const rows = rowsOf(documents)
  for (const line of tableOf(rows, shown, names, language)) print(line)
  print('')
  for (const line of legend(language)) print(line)
  print('')
  for (const line of reasonLines(shown, rows, language)) print(line)

  const [police] = shown as [Shown, ...Shown[]]
  const stranger = shown.at(-1)!
  const missing = await ask(run, stranger.column, `hs-${'a'.repeat(26)}`)
  if (missing.body === stranger.asked.body) print(`${paint('green', '✓')} ${say('alike')}`)
  else wrong.push(`${stranger.column.head}: a concealed dossier answers differently from a missing one`)

  print('')
  print(paint('bold', say('down')))
  await control(run, 'vien-kiem-sat', '/_sandbox/misbehave', { mode: 'down' })
  try {
    const during = await ask(run, police.column, id)
    const found = onlyMissing('vien-kiem-sat', police.view, during)
    wrong.push(...found)
    print(`  ${answerLine(police.column, during, names, language)}`)
    if (found.length === 0) print(`${paint('green', '✓')} ${say('onlyTheirs')}`)
  } finally {
    await control(run, 'vien-kiem-sat', '/_sandbox/misbehave', { mode: 'none' })
  }
  const after = await ask(run, police.column, id)
  const left = differences(after.view, police.view)
  wrong.push(...left)
  if (left.length === 0) print(`${paint('green', '✓')} ${say('back')}`)

  print('')
  const ofPolice = documentsOf(storiesShown.passedOn, world).get('cong-an')!
  const supervised = { ma: ofPolice.nativeKey, summary: ofPolice.translation.facet.report.summary! }
  const handed = await tellHandingOver({ run, language, print })
  print('')
  const decision = await tellDecision({ run, language, print }, supervised)
  wrong.push(...handed.wrong, ...decision.wrong)

  print('')
  const receipts = [...shown.flatMap(({ asked }) => asked.receipt ?? []), ...handed.receipts, ...decision.receipts]
  const { whole, tampered } = verifyTwice(run, receipts)
  if (whole.ok)
    print(
      `${paint('green', '✓')} ${say('log')}: ${whole.size} ${say('entries')}, ${receipts.length} ${say('receipts')}`,
    )
  else wrong.push(...whole.findings.map((finding) => `the log: ${finding.kind}`))
  const caught = tampered.ok ? undefined : [...new Set(tampered.findings.map(({ kind }) => kind))].join(', ')
  if (caught === undefined) wrong.push('a changed log was not caught')
  print(
    caught === undefined
      ? `${paint('red', '✗')} ${say('tampered')}: ${say('notCaught')}`
      : `${paint('green', '✓')} ${say('tampered')}: ${say('caught')} (${caught})`,
  )

  print('')
  for (const line of wrong.slice(0, SHOWN_MAX)) print(paint('red', `! ${line}`))
  if (wrong.length > SHOWN_MAX) print(paint('red', '! …'))
  const sum = `${say('expected')}: ${compared} ${say('compared')}, ${wrong.length} ${say('differences')}`
  print(
    `${paint(wrong.length === 0 ? 'green' : 'red', sum)} · ${((monotonic_ms() - began) / 1000).toFixed(1)} ${say('seconds')}`,
  )
  return wrong.length
}

function idOf(run: RunFile, story: string): string {
  const id = run.stories[story]
  if (id === undefined) throw new Error(`the running gateway has no dossier of the story ${story}`)
  return id
}

/** How an agency's own system speaks: its manifest says so. */
function formOf(agency: string, language: Language): string {
  const path = join(import.meta.dirname, '../../../adapters', agency, 'manifest.json')
  const { native, transport } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const way = { 'https-query': words.asksIt, 'https-push': words.pushes, directory: words.dropsFiles }[transport.kind]
  return paint('gray', `${native.codec} · ${native.encoding} · ${way[language]}`)
}

/** `CA  Công an tỉnh An Giang … 5 phần · 21 ms · biên nhận #12` */
function answerLine(
  { head, title }: Column,
  { view, sources, receipt, took_ms }: Asked,
  names: Readonly<Record<string, string>>,
  language: Language,
): string {
  const who = `${head.padEnd(6)}${title[language].padEnd(46)}`
  if (view.kind === 'refused') {
    const code = view.code as keyof typeof catalogue
    const text = catalogue[code]?.title[language] ?? view.code
    return `${who}${paint('red', `${view.status} ${view.code}`)}\n${''.padEnd(8)}${paint('gray', text)}`
  }
  const down = sources
    .filter(({ state }) => state !== 'ok')
    .map(({ agency, state }) => `${names[agency] ?? agency}: ${words.noAnswer[language]} (${state})`)
  const index = /index=(\d+)/.exec(receipt ?? '')?.[1]
  const facts = [
    `${view.facets.size} ${words.facets[language]}`,
    `${Math.round(took_ms)} ms`,
    ...(index === undefined ? [] : [`${words.receipt[language]} #${index}`]),
  ]
  return `${who}${facts.join(' · ')}${down.length > 0 ? `\n${''.padEnd(8)}${paint('red', down.join(', '))}` : ''}`
}

/** Why something in the table is not given in full: each caller with its reasons, in words. */
function reasonLines(shown: readonly Shown[], rows: readonly Row[], language: Language): readonly string[] {
  return shown.flatMap(({ column, view }) => {
    // Said above, with its code.
    if (view.kind === 'refused') return []
    const found = rows.flatMap(({ holder, pointers }) =>
      pointers.flatMap((pointer) => outcomeOf(view, holder, pointer).reason ?? []),
    )
    const said = [...new Set(found)].map((reason) => reasons[reason as keyof typeof reasons]?.[language] ?? reason)
    return said.length === 0
      ? []
      : [`${words.why[language]} ${paint('bold', column.head.padEnd(5))} ${said.join('; ')}`]
  })
}

/** What is wrong when one source is down: anything but its own facet missing and reported. */
function onlyMissing(agency: string, before: AnswerView, during: Asked): readonly string[] {
  if (before.kind === 'refused' || during.view.kind === 'refused') return [`no answer while ${agency} is down`]
  const rest = new Map([...before.facets].filter(([holder]) => holder !== agency))
  const state = during.sources.find((source) => source.agency === agency)?.state
  return [
    ...differences(during.view, { kind: 'facets', facets: rest }),
    ...(state === 'failed' || state === 'timeout' ? [] : [`${agency} is down and reported as ${state}`]),
  ]
}
