/** What a JSON Schema can't say of the routes: rules across them, the participants, the purposes, and the shared codes and time limits. */
import { ruleOf } from '../../schemas/clocks/rules.ts'
import { codeLists } from '../../schemas/generated/codes.ts'
import type { RegistryFiles } from './registry-files.ts'
import { bars, type Handing, type Route } from './route.ts'
import type { Report } from './violation.ts'

/** Tells what is wrong at a JSON Pointer into the file of routes. */
type Told = (pointer: string, vi: string, en: string) => void

const kinds: ReadonlySet<string> = new Set(codeLists.kinds.codes.map(({ code }) => code))

const handingsOf = ({ from, to, kinds }: Route): readonly Handing[] => kinds.map((kind) => ({ from, to, kind }))

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

function supervisorFits(id: string, at: string, { participants, purposes }: RegistryFiles, tell: Told): void {
  const agency = participants.find(({ content }) => content.id === id)?.content
  const supervises = purposes.content.filter(({ relations }) => relations.includes('supervising'))
  if (agency && !supervises.some((purpose) => agency.purposes.includes(purpose.id)))
    tell(`${at}/supervisor`, 'phải là cơ quan có mục đích kiểm sát', 'must be an agency with a purpose of supervising')
}

/** Reports what is wrong with the routes of `files`. Never throws. */
export function routesAgree(files: RegistryFiles, report: Report): void {
  const { file, content } = files.routes
  if (!content) return
  const tell: Told = (pointer, vi, en) => report(file, pointer, { vi, en })
  const known = new Set(files.participants.map(({ content: { id } }) => id))
  const agencyIsKnown = (id: string, at: string): void => {
    // Once for each: one file that is not in order would be told at every route.
    if (known.has(id)) return
    known.add(id)
    tell(at, 'phải là cơ quan có tệp hợp lệ', 'must be a participant whose file is in order')
  }
  const seen = new Set<string>()
  content.routes.forEach((route, index) => {
    const at = `/routes/${index}`
    agencyIsKnown(route.from, `${at}/from`)
    agencyIsKnown(route.to, `${at}/to`)
    if (route.from === route.to) tell(`${at}/to`, 'trùng bên gửi', 'is the sender')
    kindsAreKnown(route.kinds, at, tell)
    purposeFits(route, at, files, tell)
    clocksAreKnown(route, at, tell)
    if (route.supervisor !== undefined) {
      agencyIsKnown(route.supervisor, `${at}/supervisor`)
      supervisorFits(route.supervisor, at, files, tell)
    }
    handingsOf(route).forEach((handing, number) => {
      const place = `${at}/kinds/${number}`
      const key = `${handing.from} ${handing.to} ${handing.kind}`
      if (seen.has(key)) tell(place, 'đã có ở dòng khác', 'stands in another route')
      seen.add(key)
      if (content.never.some((bar) => bars(bar, handing))) tell(place, 'luật không cho chuyển', 'is barred')
    })
  })
  content.never.forEach(({ from, to = [], kinds }, index) => {
    for (const [number, id] of from.entries()) agencyIsKnown(id, `/never/${index}/from/${number}`)
    for (const [number, id] of to.entries()) agencyIsKnown(id, `/never/${index}/to/${number}`)
    kindsAreKnown(kinds, `/never/${index}`, tell)
  })
}
