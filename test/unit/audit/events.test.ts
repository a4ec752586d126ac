/** Every event of the log is told of, and nothing is told of that there is not. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import entrySchema from '../../../schemas/audit/entry.json' with { type: 'json' }
import eventsFile from '../../../schemas/audit/events.json' with { type: 'json' }
import { emitAuditEvents } from '../../../schemas/generate/audit-events.ts'
import { dataFolder } from '../../support/data-folder.ts'

const root = join(import.meta.dirname, '../../..')
const told = Object.keys(eventsFile.events)
const type = /export type Phase =([^\n]*(?:\n {2}\|[^\n]*)+)/.exec(
  readFileSync(join(root, 'gateway/audit/entry.ts'), 'utf8'),
)?.[1]

t.test('the type, the schema and the page name the same phases', async (t) => {
  const typed = [...type!.matchAll(/'([a-z-]+)'/g)].map(([, phase]) => phase!)
  t.ok(typed.length > 15)
  t.same([...typed].sort(), [...entrySchema.properties.phase.enum].sort())
  t.same([...typed].sort(), [...told].sort())
})

t.test('every phase that is told of is written by code', async (t) => {
  const sources = readdirSync(join(root, 'gateway'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== join('audit', 'entry.ts') && !name.startsWith('commands'))
    .map((name) => readFileSync(join(root, 'gateway', name), 'utf8'))
    .join('\n')
  // Where a phase stands: as a member, as the argument of what makes an entry, or yielded with its note.
  const written = new Set(
    [
      ...sources.matchAll(/(?:phase\b[^\n]*|(?:event|epoch)?[eE]ntry\([^\n]*|\bmade\([^\n]*|yield \[)'([a-z-]+)'/g),
    ].flatMap(([line]) => [...line.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word!)),
  )
  t.same(
    told.filter((phase) => !written.has(phase)),
    [],
  )
})

/** The schemas with a change in one file. */
function changed(t: Test, file: string, change: (content: string) => string): string {
  const copy = dataFolder(t)
  cpSync(join(root, 'schemas/audit'), join(copy, 'audit'), { recursive: true })
  const path = join(copy, 'audit', file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  return copy
}

t.test('a phase without a text, a text without a phase and a field that there is not are refused', async (t) => {
  const named = (from: string, to: string) => (content: string) => content.replace(`"${from}"`, `"${to}"`)
  t.throws(() => emitAuditEvents(changed(t, 'entry.json', named('heartbeat', 'nhip'))), /nhip is in entry\.json/)
  t.throws(() => emitAuditEvents(changed(t, 'events.json', named('heartbeat', 'nhip'))), /heartbeat is in entry\.json/)
  t.throws(() => emitAuditEvents(changed(t, 'events.json', named('evidence_key', 'khoa'))), /released: khoa/)
})

t.test('the page has each phase in both languages, and each field of both parts', async (t) => {
  const page = emitAuditEvents(join(root, 'schemas'))
  for (const [phase, { title }] of Object.entries(eventsFile.events)) {
    const row = page.match(new RegExp(`<tr id="phase-${phase}">.*`))?.[0] ?? ''
    for (const text of Object.values(title)) t.ok(row.includes(text), `${phase}: ${text}`)
  }
  for (const id of ['epoch.kids', 'sealed', 'owner', 'detail.who.officer', 'detail.records.withheld.reason'])
    t.ok(page.includes(`id="${id}"`), id)
  const linked = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  t.same(
    linked.filter((id) => !page.includes(`id="${id}"`)),
    [],
    'every link leads somewhere',
  )
})
