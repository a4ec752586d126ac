import { readFileSync } from 'node:fs'
import t from 'tap'
import {
  attachment,
  messageHeader,
  reference,
  type Tree,
  traceHeaderList,
} from '../../../../adapters/codecs/edxml-tree.ts'
import type { Manifest } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import * as codes from '../../../../adapters/toa-an/codes.ts'
import * as acts from '../../../../adapters/toa-an/codes-acts.ts'
import { lists } from '../../../../adapters/toa-an/entities.ts'
import * as format from '../../../../adapters/toa-an/format.ts'
import { listedHeader } from '../../../../adapters/toa-an/listing.ts'
import * as people from '../../../../adapters/toa-an/rows-people.ts'
import { lists as written } from '../../../../adapters/toa-an/sandbox/codes.ts'
import { codeLists } from '../../../../schemas/generated/codes.ts'
import { levels, tags } from '../../../../schemas/generated/fields.ts'
import { validateManifest } from '../../../../schemas/generated/validators.js'
import { answer, fileOf, story, textOf, withFile } from './harness.ts'

const path = new URL('../../../../adapters/toa-an/manifest.json', import.meta.url)
const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))
type Known = readonly (readonly [native: string, shared: string | null])[]
const declared = new Map<string, string | null>(manifest.fields.map(({ native, shared }) => [native, shared]))

const leaves = (tree: Tree, at: string): readonly string[] =>
  Object.entries(tree).flatMap(([name, node]) =>
    'tree' in node ? leaves(node.tree, `${at}/${name}`) : [`${at}/${name}${'unread' in node ? '/**' : ''}`],
  )

/** Each leaf of a tree of the standard; null where it is not carried. */
const ofTree = (tree: Tree, at: string, carried: Readonly<Record<string, string>> = {}): Known =>
  leaves(tree, at).map((native) => [native, carried[native.slice(at.length + 1)] ?? null])

const ofRows = (rows: readonly format.Row[], native: string, shared: string): Known =>
  rows.map(([from, to, , need]) => [`${native}/${from}`, `${shared}/${to}${typeof need === 'number' ? '/*' : ''}`])

t.test('the manifest conforms, and unmarked is undetermined', async (t) => {
  t.strictSame(validateManifest(manifest), [])
  t.strictSame(manifest.labelWhenUnmarked, { level: 'CHUA_XAC_DINH', tags: [] })
})

t.test('the field table says what the reader does, no field more or less', async (t) => {
  const known: Known = [
    ...ofTree(messageHeader, '/MessageHeader', Object.fromEntries(format.header)),
    ...['id', 'version', 'mustUnderstand', 'actor'].map((name) => [`/TraceHeaderList/@${name}`, null] as const),
    ...ofTree(traceHeaderList, '/TraceHeaderList', { 'Bussiness/BussinessDocType': '/facet' }),
    ['/DigitalSignature/**', null],
    ['/edXMLManifest/@version', null],
    ...ofTree(reference, '/edXMLManifest/Reference'),
    ['/edXMLManifest/Reference/@href', null],
    ...ofTree(attachment, '/AttachmentEncoded/Attachment', { ContentTransferEncoded: '/digests/*/sha256' }),
    ...ofRows([format.updatedAt], '/HoSoVuAn', ''),
    ...ofRows(people.number, '/HoSoVuAn/CacSoVuViec/SoVuViec', '/facet/identifiers/*'),
    ...ofRows(format.report, '/HoSoVuAn/ThongTinChung', '/facet/report'),
    ...lists.flatMap(({ wrapper, item, shared, rows, inner, apart }): Known => {
      const [native, to] = [`/HoSoVuAn/${wrapper}/${item}`, `/facet/${shared}/*`]
      const within = inner ? ofRows(inner.rows, `${native}/${inner.item}`, `${to}/${inner.shared}/*`) : []
      const alone: Known = apart === undefined ? [] : [[`${native}/${apart}`, null]]
      return [[`${native}/@ma`, `${to}/id`], ...ofRows(rows, native, to), ...alone, ...within]
    }),
    ['/HoSoVuAn/@muc', '/facet/label/level'],
    ['/HoSoVuAn/@dau/*', '/facet/label/tags'],
    ['/HoSoVuAn/**/@muc', '/labels/*/label/level'],
    ['/HoSoVuAn/**/@dau/*', '/labels/*/label/tags'],
    ['/HoSoVuAn/**/@thieu', '/absent/*/why'],
    ...ofTree(listedHeader, '/*/VanBan/MessageHeader', Object.fromEntries(format.listed)),
    ['/*/VanBan/BussinessDocType', '/entries'],
    ...ofRows(format.row, '/*/VanBan/HoSo', '/entries/*').map(
      ([native, shared]) => [native, shared?.replace('/supervising', '/confirms/*/agency') ?? null] as const,
    ),
    ...ofRows(people.number, '/*/VanBan/HoSo/SoVuViec', '/entries/*/identifiers/*'),
    ['/*/VanBan/@muc', '/entries/*/label/level'],
    ['/*/VanBan/@dau/*', '/entries/*/label/tags'],
    ['/DanhSachVanBan/TrangSau', '/next'],
    ['/DanhSachVanBan/MocThayDoi', '/changesFrom'],
    ['/ThayDoi/MocThayDoi', '/next'],
  ]
  const rows = manifest.fields.map(({ native, shared }) => [native, shared])
  t.strictSame(rows, known)
  t.equal(new Set(rows.map((row) => row.join(' '))).size, rows.length, 'each row once')
})

t.test('every loss has its reason', async (t) => {
  for (const { native, relation, because } of manifest.fields)
    if (relation === 'unmapped' || relation === 'broader' || relation === 'related') t.ok(because, native)
})

/** Places of text in XML: the path of local names, and where the text stands. */
function textsOf(xml: string): readonly { readonly path: string; readonly from: number; readonly to: number }[] {
  const open: string[] = []
  const places = []
  for (const { 0: whole, 1: close, 2: name, 3: empty, index } of xml.matchAll(/<(\/?)([A-Za-z][\w:]*)[^<>]*?(\/?)>/g)) {
    if (close) open.pop()
    else if (!empty) {
      open.push(name!.split(':').at(-1)!)
      const from = index + whole.length
      const to = xml.indexOf('<', from)
      if (xml.slice(from, to).trim() !== '' && xml[to + 1] === '/') places.push({ path: open.join('/'), from, to })
    }
  }
  return places
}

type Found = readonly (string | number)[]
const findText = (value: unknown, text: string, at: Found = []): readonly Found[] => {
  if (typeof value === 'string') return value.includes(text) ? [at] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    findText(inner, text, [...at, Array.isArray(value) ? '*' : key]),
  )
}

/** `path` as the manifest writes it, from the element that its rows begin with. */
const nativeOf = (path: string): string =>
  /(MessageHeader|TraceHeaderList|edXMLManifest|AttachmentEncoded|HoSoVuAn)(\/.*)?$/
    .exec(path)?.[0]
    .replace(/^/, '/') ?? path

t.test('a token in one text turns up at its declared target or nowhere', async (t) => {
  const token = 'Chim Yến'
  const exercised = new Set<string>()
  for (const name of ['xet-xu-kin', 'tra-ho-so']) {
    const message = textOf(story(name))
    const file = fileOf(message)
    const spoil = (text: string, { from, to }: { from: number; to: number }) =>
      text.slice(0, from) + token + text.slice(to)
    const spoiled = [
      ...textsOf(message).map((place) => ({ native: nativeOf(place.path), text: spoil(message, place) })),
      ...textsOf(file).map((place) => ({ native: nativeOf(place.path), text: withFile(message, spoil(file, place)) })),
    ]
    for (const { native, text } of spoiled) {
      t.ok(declared.has(native), `${native} has its row`)
      const outcome = adapter.toShared(answer(text))
      t.notMatch(JSON.stringify(outcome.findings), new RegExp(token))
      if (!outcome.ok || outcome.value === 'absent') continue
      for (const at of findText(outcome.value, token)) {
        exercised.add(native)
        t.equal(`/${at.join('/')}`, declared.get(native), native)
      }
    }
  }
  t.ok(exercised.size >= 20)
})

t.test(
  'code tables reach no code that is not shared, and every one that a court can meet; both readings of the lists agree',
  async (t) => {
    const pairs = [
      ['kinds', codes.kinds, written.kinds],
      ['stages', codes.stages, written.stages],
      ['corruption-fields', codes.corruptionFields, written.corruptionFields],
      ['urgency', codes.urgency, written.urgency],
      ['participant-roles', codes.roles, written.roles],
      ['decisions', acts.decisions, written.decisions],
      ['severity', acts.severity, written.severity],
      ['penalties', acts.penalties, written.penalties],
      ['channels', codes.channels, written.channels],
      ['flags', codes.flags, written.flags],
      ['supervision-instruments', acts.instruments, written.instruments],
    ] as const
    const turned = (table: ReadonlyMap<string, string>) =>
      Object.fromEntries([...table].map(([to, from]) => [from, to]))
    const image = (table: Readonly<Record<string, string>>) => [...new Set(Object.values(table))].sort()
    for (const [name, read, write] of pairs) {
      t.strictSame(turned(write), { ...read }, name)
      const shared: readonly string[] = codeLists[name].codes.map(({ code }) => code).sort()
      const known = image(read)
      t.strictSame(known, shared, `${name} is complete`)
    }
    for (const [read, write] of [
      [acts.tasks, written.tasks],
      [codes.sexes, written.sexes],
      [acts.instances, written.instances],
      [acts.hearingStates, written.hearingStates],
      [acts.judgmentInstances, written.judgmentInstances],
      [acts.appeals, written.appeals],
      [acts.clockRules, written.clockRules],
      [acts.clockStates, written.clockStates],
      [acts.suspensionStates, written.suspensionStates],
      [acts.approvals, written.approvals],
      [acts.relations, written.relations],
      [codes.numberTypes, written.numberTypes],
      [codes.reporterKinds, written.reporterKinds],
      [codes.organisationKinds, written.organisationKinds],
      [codes.absences, written.absences],
      [codes.levels, written.levels],
      [codes.tags, written.tags],
    ] as const)
      t.strictSame(turned(write), { ...read })
    t.match(codes.agencies, turned(written.agencies))
    t.strictSame(image(codes.agencies), codeLists.agencies.codes.map(({ code }) => code).sort())
    t.strictSame(image(acts.forms), codeLists.forms.codes.map(({ code }) => code).sort())
    t.strictSame(image(acts.grounds), codeLists.grounds.codes.map(({ code }) => code).sort())
    t.strictSame(image(acts.articles), codeLists.offences.codes.map(({ code }) => code).sort())
    t.strictSame(image(codes.communes), codeLists.communes.codes.map(({ code }) => code).sort())
    t.strictSame(image(codes.tags), [...tags].sort())
    t.strictSame(
      [...image(codes.levels), ...image(codes.secretLevels)].sort(),
      levels.filter((level) => level !== 'CHUA_XAC_DINH').sort(),
    )
  },
)
