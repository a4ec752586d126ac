/**
 * Handling marks: `cheDo` of the petition, and nothing else. A mark that is missing, not understood or in another
 * place makes the whole record undetermined and concealed, never lower.
 */
import type { Label } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { namedLike } from '../sdk/mark-names.ts'
import { levels, secretLevels, tags } from './codes.ts'
import manifest from './manifest.json' with { type: 'json' }
import { findingAt, type Reading } from './reading.ts'

export interface Marks {
  readonly label: Label
  /** Hidden from everybody but its holder; also when it can't be told whether it is. */
  readonly conceal: boolean
}

const UNMARKED: Marks = { label: manifest.labelWhenUnmarked as Label, conceal: true }

const MARKS = 'cheDo'
const inner: ReadonlySet<string> = new Set(['muc', 'dau', 'kin', 'doMat'])
const isMarkName = namedLike([MARKS, ...inner])

const claimsSecret = (node: JsonNode): boolean =>
  node.type === 'array'
    ? node.items.some(claimsSecret)
    : node.type === 'string' && Object.hasOwn(secretLevels, node.value.trim().toUpperCase())

/**
 * Somewhere in `node`, at any depth, stands the stamp of a state secret (MẬT or above): in whatever place, it is no
 * petition to take.
 */
export function stamped(node: JsonNode): boolean {
  if (node.type === 'array') return node.items.some(stamped)
  if (node.type !== 'object') return false
  return [...node.members].some(([name, member]) => (isMarkName(name) && claimsSecret(member)) || stamped(member))
}

/**
 * Objects in `node`, at any depth, that have marks or members of marks; `passed` names members of the first that are
 * read elsewhere.
 */
export function strayMarks(node: JsonNode, passed: readonly string[] = []): readonly JsonObject[] {
  if (node.type === 'array') return node.items.flatMap((item) => strayMarks(item))
  if (node.type !== 'object') return []
  const members = [...node.members].filter(([name]) => !passed.includes(name))
  const below = members.flatMap(([, member]) => strayMarks(member))
  return members.some(([name]) => isMarkName(name)) ? [node, ...below] : below
}

function readTags(node: JsonNode | undefined): Label['tags'] | undefined {
  if (node?.type !== 'array') return undefined
  const known = node.items.map((item) =>
    item.type === 'string' && Object.hasOwn(tags, item.value) ? tags[item.value] : undefined,
  )
  return known.includes(undefined) ? undefined : [...new Set(known as Label['tags'])]
}

/** The marks in `cheDo`; undefined when one is missing or not understood. */
function readOwn(marks: JsonObject): Marks | undefined {
  const { members } = marks
  const level = members.get('muc')
  const concealed = members.get('kin')
  const stamp = members.get('doMat')
  const tagged = readTags(members.get('dau'))
  if ([...members.keys()].some((name) => !inner.has(name))) return undefined
  if (level?.type !== 'string' || !Object.hasOwn(levels, level.value)) return undefined
  if (concealed?.type !== 'boolean' || stamp?.type !== 'null' || tagged === undefined) return undefined
  return { label: { level: levels[level.value]!, tags: tagged }, conceal: concealed.value }
}

/**
 * Reads the marks of a petition; findings point at what is wrong. Stamps of state secrets are looked for by `stamped`.
 */
export function readMarks(reading: Reading, petition: JsonObject): Marks {
  const unclear = (
    node: JsonNode,
    code: 'mark-missing' | 'mark-unknown',
    expected: string,
    pointer = node.pointer,
  ): void => {
    reading.findings.push(findingAt(node, { code, effect: 'degraded', target: '/label', expected, pointer }))
  }
  const node = petition.members.get(MARKS)
  const astray = strayMarks(petition, [MARKS])
  // Not by its pointer: the members on the way to it may be the sender's invention.
  for (const stray of astray) unclear(stray, 'mark-unknown', 'marks in cheDo of the petition only', petition.pointer)
  const own = node?.type === 'object' ? readOwn(node) : undefined
  if (own === undefined)
    unclear(
      node ?? petition,
      node === undefined ? 'mark-missing' : 'mark-unknown',
      'cheDo with muc, dau, kin and doMat',
    )
  return own === undefined || astray.length > 0 ? UNMARKED : own
}
