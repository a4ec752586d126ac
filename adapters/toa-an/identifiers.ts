/**
 * Linking identifiers, from the header of a message or of its row in a list: the document's own number, and the acts
 * that it answers.
 */
import { codeLists } from '../../schemas/generated/codes.ts'
import type { Identifier } from '../../schemas/generated/types.ts'
import { edxmlChild, edxmlText } from '../codecs/edxml.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { Finding } from '../sdk/finding.ts'
import * as codes from './codes.ts'
import { number } from './format.ts'
import { note, type Reading } from './reading.ts'

const { system: SYSTEM, version } = codeLists.agencies

const assignerOf = (organId: string) =>
  Object.hasOwn(codes.agencies, organId)
    ? { system: SYSTEM, code: codes.agencies[organId]!, version, native: organId }
    : undefined

const ITEMS_MAX = 20

/**
 * The identifiers, the own one first. Undefined, with a finding of `effect`, when the message is not the court's or is
 * entered in no book that is known; a cited act of an agency that is not known, or has no system, is left out with a
 * finding.
 */
export function readIdentifiers(
  reading: Reading,
  header: XmlElement,
  effect: Finding['effect'],
): readonly Identifier[] | undefined {
  const target = '/identifiers'
  const refuse = (name: string, expected: string, code = 'code-unknown'): undefined =>
    note(reading, edxmlChild(header, name) ?? header, { code, effect, target, expected }) as undefined
  const assigner = assignerOf(edxmlText(header, 'From', 'OrganId') ?? '')
  if (assigner?.code !== 'TA') return refuse('From', 'an OrganId of the court', 'sender-unexpected')
  const notation = edxmlText(header, 'Code', 'CodeNotation') ?? ''
  const book = notation.split('/').at(-1) ?? ''
  if (!Object.hasOwn(codes.notations, book)) return refuse('Code', Object.keys(codes.notations).join(' or '))
  const value = `${edxmlText(header, 'Code', 'CodeNumber') ?? ''}/${notation}`
  if (!number(value).ok) return refuse('Code', 'at most 100 characters', 'value-too-long')
  const own: Identifier = { system: codes.systems.TA!, type: codes.notations[book]!, value, assigner }
  const cited = header.children.filter((c) => c.name === 'ResponseFor').flatMap((of) => citedAct(reading, of) ?? [])
  if (cited.length < ITEMS_MAX) return [own, ...cited]
  note(reading, header, {
    code: 'value-too-long',
    effect: 'degraded',
    target,
    expected: `at most ${ITEMS_MAX - 1} ResponseFor`,
  })
  return [own]
}

/** What a message answers is an act of another agency: a decision, not its file or its entry in a book. */
function citedAct(reading: Reading, of: XmlElement): Identifier | undefined {
  const assigner = assignerOf(edxmlText(of, 'OrganId') ?? '')
  const value = edxmlText(of, 'Code') ?? ''
  if (assigner !== undefined && Object.hasOwn(codes.systems, assigner.code) && number(value).ok)
    return { system: codes.systems[assigner.code]!, type: 'SO_QUYET_DINH', value, assigner }
  note(reading, of, { code: 'identifier-unusable', effect: 'degraded', target: '/identifiers' })
  return undefined
}
