/** What a JSON Schema can't say of the registry: rules across its files, one function each. */
import { resolve, sep } from 'node:path'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { clearanceLevels } from './clearance.ts'
import type { ParticipantFile, Purpose } from './participant.ts'
import { weaknessOf } from './public-key.ts'
import type { RegistryFiles, Report, SourceFile } from './registry-files.ts'

type Participants = readonly SourceFile<ParticipantFile>[]

/** A system belongs to its agency, by id and by URI, and no two are the same. */
function systemsAreNamedOnce(participants: Participants, report: Report): void {
  const seen = new Set<string>()
  for (const { file, content } of participants) {
    content.systems.forEach((system, index) => {
      const at = `/systems/${index}`
      if (!system.id.startsWith(`${content.id}:`)) report(file, `${at}/id`, 'must begin with the id of the agency')
      if (system.uri !== `urn:lienthong:${system.id}`) report(file, `${at}/uri`, 'must be urn:lienthong:<system id>')
      if (seen.has(system.uri)) report(file, `${at}/uri`, 'is registered twice')
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
        report(file, `/systems/${index}/source/directory`, 'is, holds or lies in the folder of another system')
      seen.push(folder)
    })
  }
}

/** Keys that nobody registered would be left out without a word, and every assertion refused. */
function keysHaveAnOwner({ participants, keys }: RegistryFiles, report: Report): void {
  for (const [agency, { file }] of keys) {
    if (!participants.some(({ content }) => content.id === agency))
      report(file, '', 'must be <agency>.jwks.json of a participant whose file is in order')
  }
}

/** Two agencies never share a code. */
function codesAreUnique(participants: Participants, report: Report): void {
  const seen = new Set<string>()
  for (const { file, content } of participants) {
    if (seen.has(content.code)) report(file, '/code', 'is used by another agency')
    seen.add(content.code)
  }
}

/** Purposes are named once, and an agency and a purpose name each other. */
function purposesAgree(
  participants: Participants,
  { file, content }: SourceFile<readonly Purpose[]>,
  report: Report,
): void {
  const byId = new Map<string, Purpose>()
  content.forEach((purpose, index) => {
    if (byId.has(purpose.id)) report(file, `/${index}/id`, 'is used twice')
    byId.set(purpose.id, purpose)
    const bases = new Set(purpose.legalBases.map(({ id }) => id))
    if (bases.size !== purpose.legalBases.length) report(file, `/${index}/legalBases`, 'names a legal basis twice')
    purpose.agencies.forEach((agency, at) => {
      const known = participants.some(({ content: { id, purposes } }) => id === agency && purposes.includes(purpose.id))
      if (!known) report(file, `/${index}/agencies/${at}`, 'must be a participant that names this purpose')
    })
  })
  for (const participant of participants) {
    participant.content.purposes.forEach((id, index) => {
      const allowed = byId.get(id)?.agencies.includes(participant.content.id)
      if (!allowed) report(participant.file, `/purposes/${index}`, 'must be a purpose that names this agency')
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
      if (ids.has(officer.id)) report(file, `${at}/id`, 'is used twice')
      ids.add(officer.id)
      if (clearanceLevels.indexOf(officer.clearance) > ceiling) report(file, `${at}/clearance`, 'is above clearanceMax')
      if (!officer.purposes.every((id) => content.purposes.includes(id))) {
        report(file, `${at}/purposes`, 'must be purposes of the agency')
      }
    })
  }
}

/** What is valid ends no earlier than it begins. */
function validitiesAreOrdered(participants: Participants, report: Report): void {
  for (const { file, content } of participants) {
    for (const list of ['organIds', 'channels'] as const) {
      content[list].forEach(({ validFrom, validTo }, index) => {
        if (validFrom && validTo && validTo < validFrom)
          report(file, `/${list}/${index}/validTo`, 'is before validFrom')
      })
    }
  }
}

/**
 * The keys of every agency by its id. A weak one, a `kid` used twice within an agency, or a key that two agencies share is
 * reported: an assertion must lead to one agency.
 */
async function keysOfAgencies(files: RegistryFiles, report: Report): Promise<ReadonlyMap<string, readonly JWK[]>> {
  const ownerOf = new Map<string, string>()
  const byAgency = new Map<string, readonly JWK[]>()
  for (const { file, content } of files.participants) {
    const further = files.keys.get(content.id)
    const placed = [
      ...(content.jwks?.keys ?? []).map((jwk, index) => ({ jwk, file, pointer: `/jwks/keys/${index}` })),
      ...(further?.content ?? []).map((jwk, index) => ({ jwk, file: further!.file, pointer: `/keys/${index}` })),
    ]
    const kids = new Set<string | undefined>()
    for (const { jwk, file: at, pointer } of placed) {
      const weakness = weaknessOf(jwk)
      if (weakness) {
        report(at, pointer, weakness)
        continue
      }
      if (kids.has(jwk.kid)) report(at, `${pointer}/kid`, 'is used twice')
      kids.add(jwk.kid)
      const thumbprint = await calculateJwkThumbprint(jwk)
      const owner = ownerOf.get(thumbprint) ?? content.id
      if (owner !== content.id) report(at, pointer, 'is a key of another agency')
      ownerOf.set(thumbprint, owner)
    }
    byAgency.set(
      content.id,
      placed.map(({ jwk }) => jwk),
    )
  }
  return byAgency
}

/** Applies every rule; gives the public keys of each agency by its id. Reports, never throws. */
export async function applyRules(files: RegistryFiles, report: Report): Promise<ReadonlyMap<string, readonly JWK[]>> {
  systemsAreNamedOnce(files.participants, report)
  foldersAreApart(files.participants, report)
  codesAreUnique(files.participants, report)
  keysHaveAnOwner(files, report)
  purposesAgree(files.participants, files.purposes, report)
  officersStayWithin(files.participants, report)
  validitiesAreOrdered(files.participants, report)
  return keysOfAgencies(files, report)
}
