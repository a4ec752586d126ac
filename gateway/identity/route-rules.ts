/** What a JSON Schema can't say of the routes: rules across them, the participants, the purposes, and the shared codes and time limits. */
import { ruleOf } from '../../schemas/clocks/rules.ts'
import { codeLists } from '../../schemas/generated/codes.ts'
import type { ParticipantFile } from './participant.ts'
import type { RegistryFiles } from './registry-files.ts'
import { bars, type Route, type Routes } from './route.ts'
import type { Report } from './violation.ts'

/** Tells what is wrong at a JSON Pointer into the file of routes. */
type Told = (pointer: string, vi: string, en: string) => void

const codesOf = (list: 'kinds' | 'communes'): ReadonlySet<string> =>
  new Set(codeLists[list].codes.map(({ code }) => code))
const [kinds, communes] = [codesOf('kinds'), codesOf('communes')]

/** Of whom a route or a bar speaks: the agency of that id, or those of the group. */
const sendersOf = (from: string, { participants }: RegistryFiles): readonly ParticipantFile[] =>
  participants.flatMap(({ content }) => (content.id === from || content.group === from ? [content] : []))

function kindsAreKnown(list: readonly string[] | undefined, at: string, tell: Told): void {
  list?.forEach((kind, index) => {
    if (!kinds.has(kind))
      tell(`${at}/kinds/${index}`, 'phải là mã trong danh mục loại nguồn tin', 'must be a code of the list of kinds')
  })
}

/** The receiver gets it for one of its own purposes, which is there for what the receiver is to it. */
function purposeFits(route: Route, at: string, { participants, purposes }: RegistryFiles, tell: Told): void {
  const receiver = participants.find(({ content }) => content.id === route.to)?.content
  const purpose = purposes.content.find(({ id }) => id === route.purpose)
  if (!purpose) {
    tell(`${at}/purpose`, 'phải là mục đích trong purposes.json', 'must be a purpose of purposes.json')
    return
  }
  if (receiver && !receiver.purposes.includes(purpose.id))
    tell(`${at}/purpose`, 'phải là mục đích của bên nhận', 'must be a purpose of the receiver')
  if (!purpose.actions.includes('dossier:read'))
    tell(`${at}/purpose`, 'phải là mục đích để đọc hồ sơ', 'must be a purpose that reads dossiers')
  if (!purpose.relations.includes(route.relation))
    tell(`${at}/relation`, 'phải là quan hệ mà mục đích này phục vụ', 'must be a relation that this purpose serves')
  if (!purpose.legalBases.some(({ id }) => id === route.legalBasis))
    tell(`${at}/legalBasis`, 'phải là căn cứ của mục đích này', 'must be a legal basis of this purpose')
}

function communesAreKnown({ communes: of = [] }: Route, at: string, tell: Told): void {
  of.forEach((commune, index) => {
    if (!communes.has(commune))
      tell(`${at}/communes/${index}`, 'phải là mã trong danh mục xã', 'must be a code of the list of communes')
  })
}

/** A limit that is longer in some communes can't be told of an agency without one. */
function communesAreTold(route: Route, at: string, files: RegistryFiles, tell: Told): void {
  const { clocks = [], receiverClocks = [] } = route
  const byCommune = (id: string) => ruleOf(id)?.limit.by === 'commune'
  const without = sendersOf(route.from, files).some(({ commune }) => commune === undefined)
  const told = (id: string, place: string) => tell(place, `${id} tùy địa bàn`, `${id} depends on the commune`)
  for (const [number, id] of clocks.entries()) if (byCommune(id) && without) told(id, `${at}/clocks/${number}`)
  for (const [number, id] of receiverClocks.entries()) if (byCommune(id)) told(id, `${at}/receiverClocks/${number}`)
}

/** A limit is kept by one of the two ends. */
function clocksAreKnown({ clocks = [], receiverClocks = [] }: Route, at: string, tell: Told): void {
  const known = (id: string, place: string) => {
    if (!ruleOf(id)) tell(place, 'phải là mã một thời hạn', 'must be the id of a time limit')
  }
  for (const [number, id] of clocks.entries()) known(id, `${at}/clocks/${number}`)
  for (const [number, id] of receiverClocks.entries()) {
    known(id, `${at}/receiverClocks/${number}`)
    if (clocks.includes(id)) tell(`${at}/receiverClocks/${number}`, 'đã là của bên gửi', 'is the sender’s already')
  }
}

const toldOf: ReadonlySet<string> = new Set(
  [codeLists.decisions, codeLists.stages].flatMap(({ codes }) => codes.map(({ code }) => code)),
)

/** Who resolves a matter does not hear of its own from those who passed it on: each would be told of what it told. */
function noticesFit({ notices, relation }: Route, at: string, tell: Told): void {
  notices?.forEach((code, number) => {
    const [vi, en] = [
      'phải là mã trong danh mục quyết định hoặc giai đoạn',
      'must be a code of the list of decisions or of stages',
    ]
    if (!toldOf.has(code)) tell(`${at}/notices/${number}`, vi, en)
  })
  if (notices && relation === 'resolver')
    tell(`${at}/notices`, 'không dành cho bên giải quyết', 'are not for who resolves the matter')
}

/** What the gateway tells by itself has no sender who could add any. */
function papersFit({ papers, notices }: Route, at: string, tell: Told): void {
  if (papers && notices)
    tell(
      `${at}/papers`,
      'không dành cho tuyến mà cổng tự báo',
      'are not for a route on which the gateway tells by itself',
    )
}

function supervisorFits(id: string, at: string, { participants, purposes }: RegistryFiles, tell: Told): void {
  const agency = participants.find(({ content }) => content.id === id)?.content
  const supervises = purposes.content.filter(({ relations }) => relations.includes('supervising'))
  if (agency && !supervises.some((purpose) => agency.purposes.includes(purpose.id)))
    tell(`${at}/supervisor`, 'phải là cơ quan có mục đích kiểm sát', 'must be an agency with a purpose of supervising')
}

/** Which route a handing over takes does not depend on the order of the file, and none is what the law bars. Told once for each kind. */
function handingsStandOnce({ routes, never }: Routes, files: RegistryFiles, tell: Told): void {
  const seen = new Map<string, Route['communes'][]>()
  routes.forEach((route, index) => {
    const { from, to, communes: own } = route
    const senders = sendersOf(from, files).map(({ id, group }) => ({ from: id, group }))
    route.kinds.forEach((kind, number) => {
      const place = `/routes/${index}/kinds/${number}`
      const handings = (senders.length > 0 ? senders : [{ from }]).map((sender) => ({ ...sender, to, kind }))
      const earlier = handings.flatMap((handing) => seen.get(JSON.stringify(handing)) ?? [])
      if (earlier.some((other) => !other || !own || other.some((commune) => own.includes(commune))))
        tell(place, 'đã có ở dòng khác', 'stands in another route')
      if (handings.some((handing) => never.some((bar) => bars(bar, handing))))
        tell(place, 'luật không cho chuyển', 'is barred')
      for (const handing of handings) {
        const key = JSON.stringify(handing)
        seen.set(key, [...(seen.get(key) ?? []), own])
      }
    })
  })
}

/** Reports what is wrong with the routes of `files`. Never throws. */
export function routesAgree(files: RegistryFiles, report: Report): void {
  const { file, content } = files.routes
  if (!content) return
  const tell: Told = (pointer, vi, en) => report(file, pointer, { vi, en })
  const known = new Set(files.participants.map(({ content: { id } }) => id))
  const senders = new Set(files.participants.flatMap(({ content: { id, group } }) => [id, ...(group ? [group] : [])]))
  const senderIsKnown = (id: string, at: string): void => {
    if (!senders.has(id)) agencyIsKnown(id, at)
  }
  const agencyIsKnown = (id: string, at: string): void => {
    // Once for each: one file that is not in order would be told at every route.
    if (known.has(id)) return
    known.add(id)
    tell(at, 'phải là cơ quan có tệp hợp lệ', 'must be a participant whose file is in order')
  }
  content.routes.forEach((route, index) => {
    const at = `/routes/${index}`
    senderIsKnown(route.from, `${at}/from`)
    agencyIsKnown(route.to, `${at}/to`)
    if (route.from === route.to) tell(`${at}/to`, 'trùng bên gửi', 'is the sender')
    kindsAreKnown(route.kinds, at, tell)
    communesAreKnown(route, at, tell)
    communesAreTold(route, at, files, tell)
    purposeFits(route, at, files, tell)
    clocksAreKnown(route, at, tell)
    noticesFit(route, at, tell)
    papersFit(route, at, tell)
    if (route.supervisor !== undefined) {
      agencyIsKnown(route.supervisor, `${at}/supervisor`)
      supervisorFits(route.supervisor, at, files, tell)
    }
  })
  handingsStandOnce(content, files, tell)
  content.never.forEach(({ from, to = [], kinds }, index) => {
    for (const [number, id] of from.entries()) senderIsKnown(id, `/never/${index}/from/${number}`)
    for (const [number, id] of to.entries()) agencyIsKnown(id, `/never/${index}/to/${number}`)
    kindsAreKnown(kinds, `/never/${index}`, tell)
  })
}
