/** A translation in the portal's own form, as it is handed over to the Front. Always in Unicode: what the old form had in VNI comes back as the same text. */
import { withinBounds } from '../codecs/written.ts'
import type { NativeDocument, Outcome, Translation, WritingContext } from '../sdk/adapter.ts'
import type { Tree } from '../sdk/reading.ts'
import type { Way } from '../sdk/ways.ts'
import { type Taking, type Writer, writing } from '../sdk/writing.ts'
import { codesOfLabel } from '../sdk/writing-marks.ts'
import * as codes from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }
import * as format from './writing-format.ts'

const native = manifest.native as Parameters<typeof withinBounds>[1]

const marks = {
  record: { levels: Object.values(codes.levels), tags: Object.values(codes.tags) },
}

const PORTAL = 'mttq:tiep-nhan'
const NUMBERS_MAX = 20

/** Whether a place has a number that the portal itself gave. */
const isPortals = (place: Taking): boolean =>
  place.value('system') === PORTAL &&
  place.value('type') === 'SO_HO_SO' &&
  place.at('assigner').value('code') === 'MTTQ' &&
  format.isPortalNumber(place.value('value'))

/** Whether a place has the number of an agency's book of receipts: `chuyenXuLy` has room for one. */
const isReceipt = (place: Taking): boolean => {
  const assigner = place.at('assigner').value('code')
  const system = typeof assigner === 'string' ? codes.receptionSystems[assigner] : undefined
  return place.value('type') === 'SO_TIEP_NHAN' && system !== undefined && place.value('system') === system
}

/** Takes what the form says without saying so: its reader knows it from the rest. */
function implied<T>(written: T | undefined, place: Taking, ...paths: readonly string[]): T | undefined {
  if (written !== undefined) for (const path of paths) place.take(path, (value) => ({ value }))
  return written
}

interface Numbers {
  readonly maPhanAnh: string
  readonly chuyenXuLy: Tree | null
  readonly soLienQuan: readonly Tree[]
}

/** The portal's own number, which is the reference of the handing over while it has given none, and all others. */
function numbersOf(from: Writer, reference: string): Numbers {
  let own: string | undefined
  let receipt: Tree | undefined
  const related = from.each('facet/identifiers', NUMBERS_MAX, (place) => {
    if (own === undefined && isPortals(place)) {
      own = place.rows(format.ownNumber) && String(place.value('value'))
      return own === undefined ? undefined : 'own'
    }
    if (receipt === undefined && isReceipt(place)) {
      receipt = implied(place.rows(format.passedOn), place, 'system', 'type')
      return receipt && 'own'
    }
    return place.rows(format.number, null)
  })
  // The reference stands beside them as the portal's own.
  if (own === undefined && related.length === NUMBERS_MAX)
    from.refuse('facet/identifiers', 'too-large', `at most ${NUMBERS_MAX - 1} numbers of others`)
  const soLienQuan = related.filter((one) => one !== 'own')
  const chuyenXuLy = receipt ? { ...receipt, hinhThuc: null } : null
  return { maPhanAnh: own ?? reference, chuyenXuLy, soLienQuan }
}

/** A list of values; none is not an empty one. */
const listed = (place: Taking, path: string, itemsMax: number, way: Way<string>): readonly string[] | null =>
  place.value(path) === undefined ? null : place.list(path, itemsMax, way)

/** Who wrote: of one who stays anonymous nothing is written that would name him. */
function citizen(person: Taking): Tree | undefined {
  if (person.value('kind') !== 'AN_DANH') return person.rows(format.reporter, null)
  const said = person.rows(format.anonymous, null)
  return said && { ...Object.fromEntries(format.reporter.map(([native]) => [native, null])), ...said }
}

/** The Front is not named where the portal means it anyway, as in its own documents. */
const unnamed = (agency: Taking): boolean => agency.value('code') === 'MTTQ' && agency.value('native') === undefined

/** A link by the portal's own number is the Front's, unless it says otherwise. */
function link(one: Taking): Tree | undefined {
  const here = isPortals(one.at('identifier'))
  const rows = one.rows(here ? format.linkHere : format.linkElsewhere, null)
  if (rows === undefined || !here) return rows && { ...rows, maPhanAnh: null }
  implied(rows, one.at('identifier'), 'system', 'type', 'assigner')
  return { ...rows, vuViec: null, ...(unnamed(one.at('agency')) && { coQuan: null }) }
}

/** A transfer note; without a sender it is the Front's. */
function transfer(note: Taking): Tree | undefined {
  const rows = note.rows(format.custody, null)
  const giayTo = listed(note, 'papers', 50, format.typed(300))
  return rows && { ...rows, ...(unnamed(note.at('from')) && { noiGui: null }), giayTo }
}

/** The petition; undefined when it is refused. */
function petitionOf(from: Writer, reference: string): Tree | undefined {
  const { maPhanAnh, ...numbers } = numbersOf(from, reference)
  const [first = null, ...others] = from.each('facet/reporters', 50, citizen)
  const list = (path: string, itemsMax: number, rows: typeof format.result): readonly Tree[] =>
    from.each(`facet/${path}`, itemsMax, (one) => one.rows(rows, null))
  const report = from.at('facet/report')
  const head = report.rows(format.report, null)
  if (head === undefined) return from.refuse('facet/report', 'no-place', 'a kind, a stage and a time of receipt')
  const { level, tags } = codesOfLabel(from.marks.record, codes.levels, codes.tags)
  return {
    maPhanAnh,
    phienBanMau: '3.1',
    bangMa: 'UNICODE',
    ...head,
    kenh: listed(report, 'channels', 10, format.channel),
    tinhChat: listed(report, 'flags', 10, format.flag),
    nguoiPhanAnh: first,
    nguoiCungDon: others,
    nguoiDuocNeu: list('participants', 200, format.participant),
    donThu: list('petitions', 50, format.petition),
    phieuChuyen: from.each('facet/custody', 50, transfer),
    lienKet: from.each('facet/links', 50, link),
    ...numbers,
    thoiHan: list('clocks', 50, format.clock),
    phanHoi: list('feedback', 100, format.feedback),
    ketQua: list('decisions', 200, format.result),
    taiLieu: list('documents', 200, format.paper),
    // A concealed record is nobody's to hand over: what comes here is the receiver's to hide.
    cheDo: { muc: level, dau: tags, kin: false, doMat: null },
    ghiChuNoiBo: null,
    capNhatLuc: from.take('updatedAt', format.second) ?? null,
  }
}

/**
 * The push with which a matter is handed over to the portal (`CHUYEN_DEN`). Total; see Writing of adapters/sdk/adapter.ts. NOT verified: the schema of
 * `translation`.
 */
export function writePush(
  translation: Translation,
  { reference, at, from: sender }: WritingContext,
): Outcome<NativeDocument> {
  const from = writing(translation, marks)
  const petition = petitionOf(from, reference)
  const push = {
    suKien: 'CHUYEN_DEN',
    maSuKien: reference,
    luc: format.second(at).value ?? null,
    noiGui: format.agency({ code: sender.code }).value ?? null,
    phanAnh: petition,
  }
  const body = (): Uint8Array => new TextEncoder().encode(`${JSON.stringify(push, null, 1)}\n`)
  return withinBounds(from.finish(native.mediaType, body), native)
}
