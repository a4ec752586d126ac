/** What changes from one folder of policies to another, and whether it lets somebody do more than before. */
import canonicalize from 'canonicalize'
import participantSchema from '../../schemas/participant.json' with { type: 'json' }
import purposesSchema from '../../schemas/purposes.json' with { type: 'json' }
import routesSchema from '../../schemas/routes.json' with { type: 'json' }
import adaptersSchema from '../../schemas/signed-adapters.json' with { type: 'json' }
import type { Text } from '../../schemas/validation/texts.ts'
import { digestOf } from './bundle.ts'
import { clearanceLevels } from './clearance.ts'
import type { ParticipantFile, Purpose, RegisteredKey, RegisteredSystem } from './participant.ts'
import type { FolderFiles } from './policy-folder.ts'
import type { Route, Routes } from './route.ts'
import { adaptersName, type SignedAdapter } from './signed-adapters.ts'

/** `wider`: somebody may do something that nobody could before, or it can't be told that not. */
export type Direction = 'wider' | 'narrower' | 'neutral'

export interface Change {
  readonly direction: Direction
  readonly file: string
  /** What it is about. */
  readonly what: Text
  readonly change: 'added' | 'removed' | 'changed'
  readonly value: string
}

/** One thing that a file allows: so whatever is new in a later one widens, and whatever is gone narrows. */
interface Grant {
  readonly what: Text
  readonly value: string
  /** It is told, and lets nobody do anything, there or not. */
  readonly isToldOnly?: true
}

type Grants = ReadonlyMap<string, Grant>

const titles = (schema: { readonly properties: object }): Readonly<Record<string, Text>> =>
  Object.fromEntries(
    Object.entries(schema.properties as Record<string, { 'x-title': Text }>).map(([name, of]) => [name, of['x-title']]),
  )

const ofParticipant = titles(participantSchema)
const ofSystem = titles(participantSchema.properties.systems.items)
const ofPurpose = titles(purposesSchema.items)
const anyKey: Text = { vi: 'Chấp nhận mọi khóa TLS', en: 'Any TLS key is admitted' }
const fileTitle: Text = { vi: 'Tệp chính sách', en: 'Policy file' }

const json = (value: unknown): string => canonicalize(value) ?? ''

/** One for each element of a list, else one for the whole. */
const grantsOf = (what: Text, value: unknown, prefix = ''): Grant[] =>
  (Array.isArray(value) ? value : [value]).map((one) => ({
    what,
    value: `${prefix}${typeof one === 'string' ? one : json(one)}`,
  }))

/** Titles and what only the sandbox looks at: they let nobody do anything. */
const silentOfParticipant = ['title', 'aliases', 'officers']
const silentOfPurpose = ['vi', 'en']

function systemGrants({ id, ...of }: RegisteredSystem): Grant[] {
  const members = Object.entries({ keyPins: undefined, ...of }).flatMap(([name, value]) =>
    value === undefined
      ? name === 'keyPins'
        ? grantsOf(anyKey, id)
        : []
      : grantsOf(ofSystem[name] ?? { vi: name, en: name }, value, `${id} `),
  )
  return [...grantsOf(ofParticipant.systems!, id), ...members]
}

const keyGrants = (what: Text, keys: readonly RegisteredKey[] = []): Grant[] => grantsOf(what, keys)

function participantGrants({ systems, clearanceMax, jwks, messageJwks, ...rest }: ParticipantFile): Grant[] {
  const levels = clearanceLevels.slice(0, clearanceLevels.indexOf(clearanceMax) + 1)
  const others = Object.entries(rest).filter(([name]) => !silentOfParticipant.includes(name))
  return [
    ...systems.flatMap(systemGrants),
    ...grantsOf(ofParticipant.clearanceMax!, levels),
    ...keyGrants(ofParticipant.jwks!, jwks?.keys),
    ...keyGrants(ofParticipant.messageJwks!, (messageJwks ?? jwks)?.keys),
    ...others.flatMap(([name, value]) => grantsOf(ofParticipant[name] ?? { vi: name, en: name }, value)),
  ]
}

const purposeGrants = (purposes: readonly Purpose[]): Grant[] =>
  purposes.flatMap(({ id, legalBases, ...rest }) => {
    const others = Object.entries(rest).filter(([name]) => !silentOfPurpose.includes(name))
    return [
      ...grantsOf(ofPurpose.id!, id),
      ...grantsOf(
        ofPurpose.legalBases!,
        legalBases.map((basis) => basis.id),
        `${id} `,
      ),
      ...others.flatMap(([name, value]) => grantsOf(ofPurpose[name] ?? { vi: name, en: name }, value, `${id} `)),
    ]
  })

const { routes: ofRoutes } = routesSchema.properties

const waysOf = ({ from, to, kinds, communes = [''] }: Route): readonly string[] =>
  kinds.flatMap((kind) => communes.map((commune) => `${from} → ${to} ${kind}${commune && ` (${commune})`}`))

/** One for each kind, and each commune of a route of some: by what it goes and for what, which time limits it meets or begins, and whether papers are expected; of what the gateway tells by itself, and who sees how its limits are kept. What is barred lets nobody do anything. */
const routeGrants = ({ routes }: Routes): Grant[] => routes.flatMap((route) => routeGrantsOf(route, waysOf(route)))

function routeGrantsOf(
  { from, to, purpose, legalBasis, relation, notices = [], papers, supervisor, ...limits }: Route,
  ways: readonly string[],
): Grant[] {
  const toldOnly = (grant: Grant): Grant => ({ ...grant, isToldOnly: true })
  const limitsIn = (name: 'clocks' | 'receiverClocks') =>
    grantsOf(
      ofRoutes.items.properties[name]['x-title'],
      ways.flatMap((way) => (limits[name] ?? []).map((rule) => `${way}: ${rule}`)),
    ).map(toldOnly)
  return [
    ...grantsOf(
      ofRoutes['x-title'],
      ways.map((way) => `${way}: ${purpose} ${legalBasis} ${relation}`),
    ),
    ...limitsIn('clocks'),
    ...limitsIn('receiverClocks'),
    ...grantsOf(ofRoutes.items.properties.papers['x-title'], papers ? ways : []).map(toldOnly),
    ...grantsOf(
      ofRoutes.items.properties.notices['x-title'],
      notices.map((code) => `${from} → ${to}: ${code}`),
    ),
    ...grantsOf(
      ofRoutes.items.properties.supervisor['x-title'],
      supervisor === undefined ? [] : [`${from} → ${to}: ${supervisor}`],
    ),
  ]
}

const adapterGrants = (adapters: readonly SignedAdapter[]): Grant[] =>
  grantsOf(
    adaptersSchema.items['x-title'],
    adapters.map(({ adapter, version, sha256 }) => `${adapter}@${version} ${sha256}`),
  )

/** What the file at `path` allows; undefined when that can't be told from it alone. `bytes` conform to their schema. */
function grantsIn(path: string, bytes: Uint8Array): Grants | undefined {
  const content = (): unknown => JSON.parse(new TextDecoder().decode(bytes))
  const found = /^participants\/[^/]+\.json$/.test(path)
    ? participantGrants(content() as ParticipantFile)
    : path === 'purposes.json'
      ? purposeGrants(content() as readonly Purpose[])
      : path === 'routes.json'
        ? routeGrants(content() as Routes)
        : path === adaptersName
          ? adapterGrants(content() as readonly SignedAdapter[])
          : undefined
  return found && new Map(found.map((grant) => [`${grant.what.en} ${grant.value}`, grant]))
}

/** A pin where any key was admitted before lets nobody in. */
function letsIn({ what, value }: Grant, before: Grants): boolean {
  if (what !== ofSystem.keyPins) return true
  return !before.has(`${anyKey.en} ${value.slice(0, value.indexOf(' '))}`)
}

function changesOfGrants(file: string, before: Grants, after: Grants): Change[] {
  const added = [...after].filter(([key]) => !before.has(key))
  const removed = [...before].filter(([key]) => !after.has(key))
  const told = (change: Change['change'], direction: Direction, { isToldOnly, ...grant }: Grant): Change => ({
    ...{ direction: isToldOnly ? 'neutral' : direction, file, change, ...grant },
  })
  return [
    ...added.map(([, grant]) => told('added', letsIn(grant, before) ? 'wider' : 'narrower', grant)),
    ...removed.map(([, grant]) => told('removed', 'narrower', grant)),
  ]
}

function changesOfFile(path: string, before: Uint8Array | undefined, after: Uint8Array | undefined): Change[] {
  const same = before && after && digestOf(before) === digestOf(after)
  if (same) return []
  const change = !before ? 'added' : !after ? 'removed' : 'changed'
  const grants = [before, after].map((bytes) => (bytes ? grantsIn(path, bytes) : new Map()))
  // A forbid may have gone, or a permit come.
  if (!grants[0] || !grants[1]) return [{ direction: 'wider', file: path, what: fileTitle, change, value: '' }]
  const changes = changesOfGrants(path, grants[0], grants[1])
  return changes.length > 0
    ? changes
    : [{ direction: 'neutral', file: path, what: { vi: 'Tên gọi', en: 'Titles' }, change, value: '' }]
}

/** Every change from `before` to `after`, widening ones first. The files conform to their schemas. Throws when they are no JSON. */
export function diffFolders(before: FolderFiles, after: FolderFiles): readonly Change[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  const order: readonly Direction[] = ['wider', 'narrower', 'neutral']
  return paths
    .flatMap((path) => changesOfFile(path, before.get(path), after.get(path)))
    .sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction))
}
