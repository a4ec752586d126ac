/** A translation, whoever's, as a dossier of the procuracy's system. */
import type { Clock, Coded, Facet } from '../../schemas/generated/types.ts'
import { withinBounds } from '../codecs/written.ts'
import type { Manifest, NativeDocument, Outcome, Party, Translation, WritingContext } from '../sdk/adapter.ts'
import { circlesIn } from '../sdk/circles.ts'
import { type Taking, type Writer, writing } from '../sdk/writing.ts'
import { agencies } from './codes.ts'
import * as format from './format.ts'
import { type Book, books } from './format-books.ts'
import { sha256 } from './format-papers.ts'
import { isOutOfForce } from './forms.ts'
import type { NamedList } from './leaves.ts'
import json from './manifest.json' with { type: 'json' }
import type { Row, Tree } from './reading.ts'
import { FORMS, nativeMarks } from './writing-marks.ts'
import { marksAt, writeAssignments, writeIdentifiers, writePeople } from './writing-people.ts'
import { type Keys, reasonsOf, writeObject } from './writing-rows.ts'

const manifest = json as unknown as Manifest
const SETTLED: ReadonlySet<string> = new Set(['KHOI_TO', 'KHONG_KHOI_TO', 'CHUYEN', 'CHUYEN_DI', 'NHAP', 'DINH_CHI'])

const isOverdue = (clocks: readonly Clock[]): boolean => clocks.some(({ state }) => state === 'QUA_HAN')

/** 1 not started, 2 in progress, 3 suspended, 4 settled, 5 overdue. */
function statusOf({ report, clocks = [] }: Pick<Facet, 'report' | 'clocks'>): number {
  if (isOverdue(clocks)) return 5
  const { code } = report.stage
  if (SETTLED.has(code)) return 4
  if (code === 'TAM_DINH_CHI') return 3
  return code === 'TIEP_NHAN' || code === 'PHAN_LOAI' ? 1 : 2
}

type Entity = Readonly<Record<string, unknown>> & { readonly id: string }

/** Entities of a list that have all that the form can't be without, by their keys: the others are not written, and nothing refers to them. */
function keysOf(facet: Translation['facet'], list: NamedList, rows: readonly Row[]): ReadonlyMap<string, string> {
  const required = rows.flatMap(([, shared, leaf, need]) => (need && 'write' in leaf ? [{ shared, leaf }] : []))
  const entities = (facet[list] ?? []) as readonly object[] as readonly Entity[]
  const standing = entities.filter((of) =>
    required.every(({ shared, leaf }) => leaf.write(of[shared]).value !== undefined),
  )
  return new Map(standing.map(({ id }) => [id, id]))
}

const rowsOf = (list: NamedList): readonly Row[] =>
  list === 'participants' ? format.participant : books.find(({ shared }) => shared === list)!.rows

/** Shared members of this item that the reader would not take: a form that was not in force, versions in a circle, a limit that runs beside one that is overdue. */
function unsaid(
  { formOn, shared }: Book,
  item: Taking,
  { decisions = [], clocks = [] }: Translation['facet'],
): readonly string[] {
  const form = formOn && isOutOfForce(item.value('form') as Coded | undefined, item.value(formOn)) ? ['form'] : []
  const besides = shared === 'clocks' && item.value('state') === 'DANG_CHAY' && isOverdue(clocks) ? ['state'] : []
  if (shared !== 'decisions') return [...form, ...besides]
  const id = item.value('id') as string
  return [...form, ...['supersededBy', 'cancelledBy'].filter((name) => circlesIn(decisions, name).has(id))]
}

function rowsFor(book: Book, item: Taking, facet: Translation['facet']): readonly Row[] {
  const without = unsaid(book, item, facet)
  return without.length === 0 ? book.rows : book.rows.filter(([, shared]) => !without.includes(shared))
}

function writeBooks(writer: Writer, translation: Translation, keys: Keys): Tree {
  const files = new Map<unknown, unknown>()
  writer.each('digests', 200, (item) => {
    const of = item.take('path', (value) => ({ value }))
    files.set(`/facet${of}`, item.take('sha256', sha256.write))
    return of
  })
  const facet = writer.at('facet')
  const trees = books.map((book) => {
    const { native, shared, itemsMax, reasons, marked } = book
    const items = facet.each(shared, itemsMax, (item, number) => {
      const rows = rowsFor(book, item, translation.facet)
      const tree = writeObject(item, rows, keys)
      if (tree === undefined) return undefined
      return {
        ...tree,
        ...(shared === 'offences' && { boLuat: 'BLHS 2015' }),
        ...(shared === 'decisions' && { thuTu: number + 1 }),
        ...(shared === 'documents' && { maBam: files.get(item.pointer) ?? null }),
        ...(marked && { danhDau: marksAt(writer, item) }),
        ...(reasons && { lyDoTrong: reasonsOf(item, rows) }),
      }
    })
    return [native, items]
  })
  return Object.fromEntries(trees) as Tree
}

const COVERED = /^\/supervision\/(\d+)\/content$/

/** Opaque parts: of those that stand for something else than the content of an act the form has no place; their ciphertext comes beside the document. */
const writeOpaque = (facet: Taking, { supervision = [] }: Translation['facet'], keys: Keys): readonly Tree[] =>
  facet.each('opaque', 20, (item) => {
    const thayCho = item.take('covers', (value) => {
      const act = supervision[Number(COVERED.exec(String(value))?.[1] ?? -1)]
      return act === undefined ? { lost: 'the content of an act' } : { value: `yeuCauKiemTraXacMinh/${act.id}/noiDung` }
    })
    const tree = thayCho === undefined ? undefined : writeObject(item, format.opaquePartOnly, keys)
    return tree && { ...tree, thayCho }
  })

/** What an opaque part stands for does not stand beside it, not even as null. */
function withoutCovered(books: Tree, parts: readonly Tree[]): Tree {
  const covered = new Set(parts.map(({ thayCho }) => thayCho))
  const acts = books.yeuCauKiemTraXacMinh as readonly Tree[]
  const rest = acts.map(({ noiDung, ...act }) =>
    noiDung === null && covered.has(`yeuCauKiemTraXacMinh/${String(act.ma)}/noiDung`) ? act : { ...act, noiDung },
  )
  return { ...books, yeuCauKiemTraXacMinh: rest }
}

const partyOf = ({ code, title }: Party): Tree => {
  const own = Object.entries(agencies).find(([, shared]) => shared === code)?.[0]
  return { ma: own === undefined ? null : Number(own), ten: title }
}

/**
 * Writes a dossier as `POST /api/v1/tin-bao` takes it; see `Writing` in adapters/sdk/adapter.ts. Its key is the id of the handing over until the procuracy gives its own. Refuses
 * what its marks can't say. Total. NOT verified: the translation's schema.
 */
export function writeDossier(translation: Translation, context: WritingContext): Outcome<NativeDocument> {
  const writer = writing(translation, FORMS)
  const facet = writer.at('facet')
  const keys: Keys = {
    decisions: keysOf(translation.facet, 'decisions', rowsOf('decisions')),
    participants: keysOf(translation.facet, 'participants', rowsOf('participants')),
    offences: keysOf(translation.facet, 'offences', rowsOf('offences')),
    hearings: keysOf(translation.facet, 'hearings', rowsOf('hearings')),
  }
  const { record } = writer.marks
  const report =
    writeObject(facet.at('report'), format.report, keys) ??
    facet.refuse('report', 'no-place', 'kind, stage, time of receipt')
  const capNhatLuc = writer.take('updatedAt', format.updatedAt.write)
  if (capNhatLuc === undefined) writer.refuse('updatedAt', 'no-place', 'the time of the last change')
  const phanMat = writeOpaque(facet, translation.facet, keys)
  const document: Tree = {
    phienBan: '4.0',
    maTinBao: context.reference,
    chuyenGiao: {
      soThamChieu: context.reference,
      luc: format.updatedAt.write(context.at).value ?? null,
      benGiao: partyOf(context.from),
      benNhan: partyOf(context.to),
    },
    ...nativeMarks(record),
    nguoiXacDinh: record.by ? (writeObject(facet.at('label/by'), format.determiner, keys) ?? null) : null,
    trangThai: statusOf(translation.facet),
    ...report,
    capNhatLuc,
    lyDoTrong: reasonsOf(facet.at('report'), format.report),
    ...writeIdentifiers(facet, keys),
    ...writePeople(writer, keys),
    ...writeAssignments(facet, keys),
    ...withoutCovered(writeBooks(writer, translation, keys), phanMat),
    phanMat,
  }
  const received = { ...(document.coQuanTiepNhan as Tree | undefined), ...partyOf(context.from) }
  const made = writer.finish(manifest.native.mediaType, () =>
    new TextEncoder().encode(JSON.stringify({ ...document, coQuanTiepNhan: received })),
  )
  return withinBounds(made, manifest.native)
}
