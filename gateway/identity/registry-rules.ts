/** What a JSON Schema can't say of the registry: rules across its files, one function each. */
import { resolve, sep } from 'node:path'
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Text } from '../../schemas/validation/texts.ts'
import { clearanceLevels } from './clearance.ts'
import type { ParticipantFile, Purpose } from './participant.ts'
import type { RegistryFiles, SourceFile } from './registry-files.ts'
import { type AgencyKeys, keysOfAgencies } from './registry-keys.ts'
import { routesAgree } from './route-rules.ts'
import type { Report } from './violation.ts'

type Participants = readonly SourceFile<ParticipantFile>[]

const text = (vi: string, en: string): Text => ({ vi, en })

/** A system belongs to its agency, by id and by URI, and no two are the same. */
function systemsAreNamedOnce(participants: Participants, report: Report): void {
  const seen = new Set<string>()
  for (const { file, content } of participants) {
    content.systems.forEach((system, index) => {
      const at = `/systems/${index}`
      if (!system.id.startsWith(`${content.id}:`))
        report(file, `${at}/id`, text('phải bắt đầu bằng mã cơ quan', 'must begin with the id of the agency'))
      if (system.uri !== `urn:lienthong:${system.id}`)
        report(file, `${at}/uri`, text('phải là urn:lienthong:<mã hệ thống>', 'must be urn:lienthong:<system id>'))
      if (seen.has(system.uri)) report(file, `${at}/uri`, text('được khai hai lần', 'is registered twice'))
      seen.add(system.uri)
    })
  }
}

/** Whose file it is must be told by where it lies alone. */
function foldersAreApart(participants: Participants, report: Report): void {
  const seen: string[] = []
  for (const { file, content } of participants) {
    content.systems.forEach(({ source }, index) => {
      if (source?.directory === undefined) return
      const folder = `${resolve(source.directory)}${sep}`
      if (seen.some((other) => folder.startsWith(other) || other.startsWith(folder)))
        report(
          file,
          `/systems/${index}/source/directory`,
          text(
            'trùng, chứa hoặc nằm trong thư mục của hệ thống khác',
            'is, holds or lies in the folder of another system',
          ),
        )
      seen.push(folder)
    })
  }
}

/** Keys that nobody registered would be left out without a word, and every assertion refused. */
function keysHaveAnOwner({ participants, keys }: RegistryFiles, report: Report): void {
  for (const [agency, { file }] of keys) {
    if (!participants.some(({ content }) => content.id === agency))
      report(
        file,
        '',
        text(
          'phải là <cơ quan>.jwks.json của cơ quan có tệp hợp lệ',
          'must be <agency>.jwks.json of a participant whose file is in order',
        ),
      )
  }
}

/** Two agencies never share a code, but those of a group. */
function codesAreUnique(participants: Participants, report: Report): void {
  const seen = new Map<string, string | undefined>()
  for (const { file, content } of participants) {
    const { code, group } = content
    if (seen.has(code) && (group === undefined || seen.get(code) !== group))
      report(file, '/code', text('đã được cơ quan khác dùng', 'is used by another agency'))
    seen.set(code, group)
  }
}

const communes: ReadonlySet<string> = new Set(codeLists.communes.codes.map(({ code }) => code))

/** Records name an agency by its code, which those of a group share: none of them may be related to a facet by what a record says. */
function groupsAreApart(
  participants: Participants,
  { content: purposes }: SourceFile<readonly Purpose[]>,
  report: Report,
): void {
  const ids = new Set(participants.map(({ content: { id } }) => id))
  for (const { file, content } of participants) {
    const { group, commune } = content
    if (commune !== undefined && !communes.has(commune))
      report(file, '/commune', text('phải là mã trong danh mục xã', 'must be a code of the list of communes'))
    if (group === undefined) continue
    if (ids.has(group)) report(file, '/group', text('là mã của một cơ quan', 'is the id of an agency'))
    content.purposes.forEach((id, index) => {
      if (purposes.some((purpose) => purpose.id === id && purpose.relations.length > 0))
        report(
          file,
          `/purposes/${index}`,
          text('cơ quan trong nhóm không đọc hồ sơ', 'agencies of a group read no dossiers'),
        )
    })
  }
}

/** Who only hands over has no place at which it could be asked. */
function unaskedHaveNoPlace(participants: Participants, report: Report): void {
  for (const { file, content } of participants)
    content.systems.forEach(({ source }, index) => {
      if (source?.asked === false && (source.url !== undefined || source.directory !== undefined))
        report(
          file,
          `/systems/${index}/source/asked`,
          text('đã khai địa chỉ hoặc thư mục', 'has an address or a folder'),
        )
    })
}

const xRoadPlaceless = text(
  'thiếu url của máy chủ bảo mật X-Road của cổng',
  "lacks the url of the gateway's own X-Road security server",
)

/** X-Road has no addresses: what is asked through it is asked at the gateway's own security server. */
function xRoadHasAPlace(participants: Participants, report: Report): void {
  for (const { file, content } of participants)
    content.systems.forEach(({ source }, index) => {
      if (source?.xRoad && source.url === undefined) report(file, `/systems/${index}/source/xRoad`, xRoadPlaceless)
    })
}

/** Purposes are named once, and an agency and a purpose name each other. */
function purposesAgree(
  participants: Participants,
  { file, content }: SourceFile<readonly Purpose[]>,
  report: Report,
): void {
  const byId = new Map<string, Purpose>()
  content.forEach((purpose, index) => {
    if (byId.has(purpose.id)) report(file, `/${index}/id`, text('trùng lặp', 'is used twice'))
    byId.set(purpose.id, purpose)
    const bases = new Set(purpose.legalBases.map(({ id }) => id))
    if (bases.size !== purpose.legalBases.length)
      report(file, `/${index}/legalBases`, text('nêu một căn cứ hai lần', 'names a legal basis twice'))
    purpose.agencies.forEach((agency, at) => {
      const known = participants.some(({ content: { id, purposes } }) => id === agency && purposes.includes(purpose.id))
      if (!known)
        report(
          file,
          `/${index}/agencies/${at}`,
          text('phải là cơ quan có nêu mục đích này', 'must be a participant that names this purpose'),
        )
    })
  })
  for (const participant of participants) {
    participant.content.purposes.forEach((id, index) => {
      const allowed = byId.get(id)?.agencies.includes(participant.content.id)
      if (!allowed)
        report(
          participant.file,
          `/purposes/${index}`,
          text('phải là mục đích có nêu cơ quan này', 'must be a purpose that names this agency'),
        )
    })
  }
}

/** Demonstration officers stay within what their agency may have. */
function officersStayWithin(participants: Participants, report: Report): void {
  for (const { file, content } of participants) {
    const ceiling = clearanceLevels.indexOf(content.clearanceMax)
    const ids = new Set<string>()
    content.officers?.forEach((officer, index) => {
      const at = `/officers/${index}`
      if (ids.has(officer.id)) report(file, `${at}/id`, text('trùng lặp', 'is used twice'))
      ids.add(officer.id)
      if (clearanceLevels.indexOf(officer.clearance) > ceiling)
        report(file, `${at}/clearance`, text('cao hơn clearanceMax', 'is above clearanceMax'))
      if (!officer.purposes.every((id) => content.purposes.includes(id))) {
        report(file, `${at}/purposes`, text('phải là mục đích của cơ quan', 'must be purposes of the agency'))
      }
    })
  }
}

/** What is valid ends no earlier than it begins. */
function validitiesAreOrdered(participants: Participants, report: Report): void {
  for (const { file, content } of participants) {
    for (const list of ['organIds', 'aliases', 'channels'] as const) {
      content[list]?.forEach(({ validFrom, validTo }, index) => {
        if (validFrom && validTo && validTo < validFrom)
          report(file, `/${list}/${index}/validTo`, text('sớm hơn validFrom', 'is before validFrom'))
      })
    }
  }
}

const purposeRelations = text(
  'mục đích để đọc hồ sơ phải nêu quan hệ; mục đích khác thì không',
  'a purpose that reads dossiers names relations, and no other does',
)

/** Without a relation nothing is opened, so a purpose that reads must name one; and one that does is for case data. */
function relationsFitActions({ file, content }: SourceFile<readonly Purpose[]>, report: Report): void {
  content.forEach(({ actions, relations }, index) => {
    const looks = actions.some((action) => action.startsWith('dossier:'))
    if (looks !== relations.length > 0) report(file, `/${index}/relations`, purposeRelations)
  })
}

const last = '9999-12-31'
const first = '0001-01-01'
const organIdShared = text('là mã của cơ quan khác trong cùng thời gian', 'is of another agency at the same time')

/** A document names its sender by OrganId: it must lead to one agency on any day. */
function organIdsLeadToOne(participants: Participants, report: Report): void {
  const seen: { readonly agency: string; readonly value: string; readonly from: string; readonly to: string }[] = []
  for (const { file, content } of participants)
    content.organIds.forEach(({ value, validFrom, validTo }, index) => {
      const own = { agency: content.id, value, from: validFrom ?? first, to: validTo ?? last }
      const other = seen.find((of) => of.value === value && of.from <= own.to && own.from <= of.to)
      if (other && other.agency !== content.id) report(file, `/organIds/${index}/value`, organIdShared)
      seen.push(own)
    })
}

const signerTwice = text('được khai hai lần', 'is named twice')

/** One person is one signer. */
function signersAreNamedOnce(participants: Participants, report: Report): void {
  for (const { file, content } of participants) {
    const ids = new Set<string>()
    content.signers?.forEach(({ id }, index) => {
      if (ids.has(id)) report(file, `/signers/${index}/id`, signerTwice)
      ids.add(id)
    })
  }
}

/** Applies every rule; gives the public keys of each agency by its id. Reports, never throws. */
export async function applyRules(files: RegistryFiles, report: Report): Promise<ReadonlyMap<string, AgencyKeys>> {
  systemsAreNamedOnce(files.participants, report)
  foldersAreApart(files.participants, report)
  codesAreUnique(files.participants, report)
  groupsAreApart(files.participants, files.purposes, report)
  unaskedHaveNoPlace(files.participants, report)
  xRoadHasAPlace(files.participants, report)
  keysHaveAnOwner(files, report)
  purposesAgree(files.participants, files.purposes, report)
  relationsFitActions(files.purposes, report)
  officersStayWithin(files.participants, report)
  validitiesAreOrdered(files.participants, report)
  organIdsLeadToOne(files.participants, report)
  signersAreNamedOnce(files.participants, report)
  routesAgree(files, report)
  return keysOfAgencies(files, report)
}
