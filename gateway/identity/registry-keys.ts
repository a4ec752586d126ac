/** Which keys of the registry are fit to be trusted, and that each has one owner and one use. */
import { calculateJwkThumbprint } from 'jose'
import type { Text } from '../../schemas/validation/texts.ts'
import type { ParticipantFile, RegisteredKey } from './participant.ts'
import { pinOf, weaknessOf } from './public-key.ts'
import type { RegistryFiles } from './registry-files.ts'
import type { Report } from './violation.ts'

/** Checked public keys of one agency. */
export interface AgencyKeys {
  /** Sign officer assertions. */
  readonly assertion: readonly RegisteredKey[]
  /** Sign messages. */
  readonly message: readonly RegisteredKey[]
  /** Open what the log seals. */
  readonly audit: readonly RegisteredKey[]
}

type Use = 'assertion' | 'message' | 'signer' | 'audit'

interface Placed {
  readonly jwk: RegisteredKey
  readonly file: string
  readonly pointer: string
  readonly agency: string
  readonly use: Use
  /** In a file of its own beside the registry, which development alone has. */
  readonly beside?: true
  /** The person, of a signer. */
  readonly owner: string
}

const placedIn = (
  keys: readonly RegisteredKey[] | undefined,
  pointer: string,
  of: Omit<Placed, 'jwk' | 'pointer'>,
): Placed[] => (keys ?? []).map((jwk, index) => ({ ...of, jwk, pointer: `${pointer}/${index}` }))

function placedOf({ participants, keys }: RegistryFiles): Placed[] {
  return participants.flatMap(({ file, content }) => {
    const of = { file, agency: content.id, owner: content.id }
    const further = keys.get(content.id)
    return [
      ...placedIn(content.jwks?.keys, '/jwks/keys', { ...of, use: 'assertion' }),
      ...placedIn(further?.content, '/keys', {
        ...of,
        file: further?.file ?? file,
        use: 'assertion',
        beside: true,
      }).map((placed): Placed => (placed.jwk.use === 'enc' ? { ...placed, use: 'audit' } : placed)),
      ...placedIn(content.messageJwks?.keys, '/messageJwks/keys', { ...of, use: 'message' }),
      ...placedIn(content.auditKeys?.keys, '/auditKeys/keys', { ...of, use: 'audit' }),
      ...(content.signers ?? []).flatMap(({ id, jwks }, index) =>
        placedIn(jwks.keys, `/signers/${index}/jwks/keys`, { ...of, use: 'signer', owner: `${content.id}/${id}` }),
      ),
    ]
  })
}

const text = (vi: string, en: string): Text => ({ vi, en })
const sharedKey = text('là khóa của cơ quan khác', 'is a key of another agency')
const reusedKey = text(
  'đã dùng cho người khác hoặc việc khác; mỗi việc một khóa',
  'is used for another person or purpose; one key for each',
)
const kidTwice = text('trùng với khóa khác', 'is used twice')
const pinnedKey = text('là khóa TLS được ghim; khóa ký phải khác', 'is a pinned TLS key; a signing key must be another')
const pinTwice = text('được ghim cho hệ thống khác', 'is pinned for another system')
const signerAlgorithm = text('khóa của người ký phải là ES256 hoặc Ed25519', 'a signer needs ES256 or Ed25519')
const developmentKey = text(
  'là khóa thử nghiệm, khóa riêng không giữ kín; thay bằng khóa của cơ quan',
  "is a development key, which is no secret; put the agency's own in its place",
)
const noAuditor = text('chỉ cơ quan có hệ thống vai trò audit', 'only an agency that has a system of role audit')
const validityOrder = text('sớm hơn validFrom', 'is before validFrom')

const signerAlgorithms: readonly (string | undefined)[] = ['ES256', 'EdDSA', 'Ed25519']

/** Systems by what is pinned for them; a pin of two systems is reported: a key tells one system from another. */
function pinsOf(participants: RegistryFiles['participants'], report: Report): ReadonlySet<string> {
  const pins = new Set<string>()
  for (const { file, content } of participants)
    content.systems.forEach(({ keyPins = [] }, index) => {
      keyPins.forEach((pin, at) => {
        if (pins.has(pin)) report(file, `/systems/${index}/keyPins/${at}`, pinTwice)
      })
      for (const pin of keyPins) pins.add(pin)
    })
  return pins
}

function judge({ jwk, file, pointer, use, beside }: Placed, report: Report): boolean {
  const weakness = weaknessOf(jwk, use === 'audit' ? 'enc' : 'sig')
  if (weakness) {
    report(file, pointer, weakness)
    return false
  }
  if (jwk.development && !beside) report(file, pointer, developmentKey)
  if (use === 'signer' && !signerAlgorithms.includes(jwk.alg)) report(file, `${pointer}/alg`, signerAlgorithm)
  if (jwk.validFrom !== undefined && jwk.validTo !== undefined && jwk.validTo < jwk.validFrom)
    report(file, `${pointer}/validTo`, validityOrder)
  return true
}

/**
 * The keys of every agency by its id. Reported: a weak key; a development key in a participant's file; a `kid` used twice within an agency, or by two signers; a key that two agencies, two
 * uses or two signers share, or that is pinned as the TLS key of a system: what is signed must lead to one owner and one use; a key of an
 * audit officer in an agency that audits nothing.
 */
export async function keysOfAgencies(files: RegistryFiles, report: Report): Promise<ReadonlyMap<string, AgencyKeys>> {
  const pins = pinsOf(files.participants, report)
  const auditing = new Set(
    files.participants.flatMap(({ content: { id, systems } }) =>
      systems.some(({ roles }) => roles.includes('audit')) ? [id] : [],
    ),
  )
  const known = new Map<string, Placed>()
  const kids = new Set<string>()
  const sound: Placed[] = []
  for (const placed of placedOf(files)) {
    const { jwk, file, pointer, agency, use, owner } = placed
    if (!judge(placed, report)) continue
    if (use === 'audit' && !auditing.has(agency)) report(file, pointer, noAuditor)
    const kid = `${use === 'signer' ? '' : agency} ${jwk.kid}`
    if (kids.has(kid)) report(file, `${pointer}/kid`, kidTwice)
    kids.add(kid)
    if (pins.has(pinOf(jwk))) report(file, pointer, pinnedKey)
    const thumbprint = await calculateJwkThumbprint(jwk)
    const first = known.get(thumbprint)
    if (first && first.agency !== agency) report(file, pointer, sharedKey)
    else if (first && (first.use !== use || first.owner !== owner)) report(file, pointer, reusedKey)
    known.set(thumbprint, first ?? placed)
    sound.push(placed)
  }
  const keysOf = (agency: string, use: Use) =>
    sound.filter((placed) => placed.agency === agency && placed.use === use).map(({ jwk }) => jwk)
  return new Map(
    files.participants.map(({ content }: { readonly content: ParticipantFile }) => {
      const assertion = keysOf(content.id, 'assertion')
      const message = content.messageJwks ? keysOf(content.id, 'message') : assertion
      return [content.id, { assertion, message, audit: keysOf(content.id, 'audit') }]
    }),
  )
}
