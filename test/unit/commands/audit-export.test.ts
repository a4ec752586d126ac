/** The log for other programs: events of OCSF with what their classes require, and a table that no spreadsheet runs. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t, { type Test } from 'tap'
import type { EntryDetail } from '../../../gateway/audit/detail.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { csvHeader, csvRow } from '../../../gateway/commands/audit-csv.ts'
import { auditExport } from '../../../gateway/commands/audit-export.ts'
import { ocsfOf } from '../../../gateway/commands/audit-ocsf.ts'
import type { OpenedEntry } from '../../../gateway/commands/audit-opened.ts'
import eventsFile from '../../../schemas/audit/events.json' with { type: 'json' }
import ocsfSchema from '../../../schemas/audit/ocsf.json' with { type: 'json' }
import { entryOf, ORIGIN } from '../../support/audit.ts'
import { called } from '../../support/called.ts'
import { auditOfficer } from '../../support/officers.ts'
import { one, sealedLog } from '../../support/sealed-log.ts'

const opened = (change: Partial<Entry> = {}, index = 7): OpenedEntry => ({ index, ...entryOf('ev-1'), ...change })

const isOcsf = new Ajv2020({ strict: true, strictRequired: false }).compile(ocsfSchema)

t.test('an event of every phase is one of OCSF, with and without a caller, opened and not', async (t) => {
  const { detail } = entryOf('x')
  const details: readonly EntryDetail[] = [
    {},
    detail,
    { operation: 'token', note: 'n' },
    { ...detail, operation: 'dossier:read', who: { ...detail.who!, token: 'jti' } },
    { who: { agency: 'VKS', system: 'vks-1', certificate: 'Zm9v' } },
  ]
  for (const phase of Object.keys(eventsFile.events) as Entry['phase'][])
    for (const given of details)
      for (const change of [{}, { outcome: 'token-missing', epoch: { id: `ep-${'a'.repeat(26)}` } }] as const) {
        const { detail: _, ...clear } = entryOf('ev-1')
        const entries: readonly OpenedEntry[] = [
          opened({ phase, detail: given, ...change }),
          { index: 7, ...clear, phase, ...change, unopened: 'no-epoch-file' },
        ]
        for (const entry of entries) {
          // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
          const event = ocsfOf(entry, ORIGIN) as any
          if (!isOcsf(event)) t.fail(phase, { errors: isOcsf.errors })
          if (event.type_uid !== event.class_uid * 100 + event.activity_id) t.fail(`${phase}: type_uid`)
          if ((event.activity_name !== undefined) !== (event.activity_id === 99)) t.fail(`${phase}: activity_name`)
        }
      }
  const event = ocsfOf(opened({ detail }), ORIGIN)
  for (const wrong of [{ activity_id: 5 }, { class_uid: 6002 }, { actor: {} }, { time: '2026' }, { more: 1 }])
    t.notOk(isOcsf({ ...event, ...wrong }), JSON.stringify(wrong))
})

t.test('who asked for what, and what became of it', async (t) => {
  const { detail } = entryOf('x')
  const keyed = { ...detail, digest_key: 'a2V5', evidence_key: 'ZXZpZGVuY2U=', body: 'Ym9keQ==' }
  const event = ocsfOf(opened({ detail: { ...keyed, operation: 'dossier:read' } }), ORIGIN)
  t.match(event, {
    class_uid: 6003,
    activity_id: 2,
    time: Date.parse('2026-03-01T00:00:00.000Z'),
    status_id: 1,
    metadata: { uid: `${ORIGIN}#7`, correlation_uid: 'ev-1', event_code: 'released', sequence: 7 },
    actor: { user: { uid: 'o-1', org: { uid: 'VKS' } } },
    src_endpoint: { uid: 'vks-1' },
    api: { operation: 'dossier:read' },
    resources: [{ uid: 'hs-1', type: 'dossier' }],
    unmapped: { detail: { records: [{ withheld: [{ path: '/reporter' }] }] } },
  })
  const transfer = { id: 'cg-1', kind: 'TIN_BAO', sender: 'mttq', receiver: 'cong-an' } as const
  const delivered = ocsfOf(
    opened({ phase: 'transfer-delivered', detail: { transfer: { ...transfer, dossiers: ['hs-1'] } } }),
    ORIGIN,
  )
  t.match(delivered, {
    class_uid: 6003,
    resources: [
      { uid: 'hs-1', type: 'dossier' },
      { uid: 'cg-1', type: 'transfer' },
    ],
  })
  t.notMatch(JSON.stringify(event), /a2V5|ZXZpZGVuY2U=/, 'the keys of its digests stay where they are')
  t.match(ocsfOf(opened({ phase: 'denied', outcome: 'token-missing', detail: {} }), ORIGIN), {
    status_id: 2,
    status_code: 'token-missing',
    actor: { app_uid: 'node-1' },
  })
  t.match(ocsfOf(opened({ phase: 'denied', detail: { operation: 'token' } }), ORIGIN), { class_uid: 3002 })
  const { detail: _, ...clear } = { index: 7, ...entryOf('ev-1') }
  t.match(ocsfOf({ ...clear, unopened: 'no-epoch-file' }, ORIGIN), { unmapped: { unopened: 'no-epoch-file' } })
})

/** The cells of a row, as RFC 4180 has them. */
function cellsOf(row: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain] of row.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g))
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
  return cells
}

t.test('a row has a cell for each column, and none that a spreadsheet runs', async (t) => {
  const names = cellsOf(csvHeader())
  const row = (detail: EntryDetail) => {
    const cells = cellsOf(csvRow(opened({ detail })))
    t.equal(cells.length, names.length)
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]))
  }
  t.match(row(entryOf('x').detail), {
    index: '7',
    agency: 'VKS',
    dossiers: 'hs-1',
    released: '2',
    withheld: '1',
    masked: '0',
  })
  const transfer = { id: 'cg-1', kind: 'TIN_BAO', sender: 'mttq', receiver: 'cong-an' } as const
  const relation = { dossier: 'hs-2', facet_agency: 'mttq', agency: 'cong-an', relation: 'resolver' } as const
  const withheld = [
    { path: '/a', reason: 'r', masked: true as const },
    { path: '/b', reason: 'r' },
    { path: '/c', reason: 'r' },
  ]
  const told = {
    ...{ ...transfer, dossiers: ['hs-1'], released: ['/d', '/e', '/f'], withheld },
    relations: [{ ...relation, effect: 'given' as const }],
  }
  t.match(row({ transfer: told }), { dossiers: 'hs-1 hs-2', released: '3', masked: '1', withheld: '2' })
  t.match(row({ transfer }), { released: '', masked: '', withheld: '' })
  t.match(row({ transfer }), { transfer: 'cg-1', transfer_kind: 'TIN_BAO', sender: 'mttq', receiver: 'cong-an' })
  t.match(row({}), { agency: '', released: '', note: '' })
  t.equal(row({ note: 'a, "b"\r\nc' }).note, 'a, "b"\r\nc')
  for (const note of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '=HYPERLINK("https://x","y")'])
    t.equal(row({ note }).note, `'${note}`)
})

async function filled(t: Test) {
  const log = await sealedLog(t)
  await log.epochs.begin(log.log)
  for (let day = 1; day <= 3; day++) await log.append(`ngày ${day}`, { at: `2026-03-0${day}T00:00:00.000Z` })
  const keyFile = join(log.directory, '../officer.key')
  writeFileSync(keyFile, one.pem, { mode: 0o600 })
  const run = (...args: readonly string[]) => called(auditExport, log.directory, '--key', keyFile, ...args)
  return { ...log, keyFile, run }
}

t.test('the command gives both, between two times', async (t) => {
  const { run, keyFile } = await filled(t)
  const span = ['--from', '2026-03-02', '--to', '2026-03-03']
  const ocsf = await run('--format', 'ocsf', ...span)
  t.match([ocsf.status, ocsf.stderr], [0, ''])
  t.match(
    ocsf.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [{ message: 'ngày 2', metadata: { log_name: ORIGIN } }],
  )
  const csv = await run('--format', 'csv', ...span)
  t.match(csv.stdout.split('\r\n'), [/^index,at,/, /,ngày 2,$/, ''])
  t.match(await run('--format', 'xml'), { status: 2, stderr: /ocsf \| csv/ })
  t.match(await run(), { status: 2 })
  writeFileSync(keyFile, (await auditOfficer()).pem)
  const closed = await run('--format', 'csv', ...span)
  t.match(closed, { status: 1, stdout: /,not-a-recipient\r\n$/, stderr: /no recipient/ })
})
