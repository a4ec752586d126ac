/**
 * The portal tells the gateway of each change by itself: it pushes the petition, signed. Controls for tests:
 * `GET /_sandbox/pushed` lists the pushes; `POST /_sandbox/push` `{"ma": key, "as": manner}` makes one more in a
 * manner of its own.
 */
import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Held, Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { SandboxActivity } from '../../sandbox/server.ts'
import type { SandboxSettings } from '../../sandbox/settings.ts'
import type { Entered } from './intake.ts'
import { type Message, type Posted, post, type Target } from './post.ts'
import { petitionOf } from './routes.ts'
import { algorithmOf, type Signer, signedHeaders } from './sign.ts'

/**
 * `again`: the very bytes and headers of the last push of the petition. `anew`: the same bytes, signed again.
 * `unsigned`: without signature. `forged`: another body than was signed. `stale`: signed an hour ago.
 */
const manners = ['again', 'anew', 'unsigned', 'forged', 'stale'] as const
type Manner = 'change' | (typeof manners)[number]

interface Push extends Partial<Posted> {
  readonly ma: string
  readonly as: Manner
  /** False while it is on its way. */
  readonly done: boolean
}

const STALE_S = 3600

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

function mannerIn(body: string): { readonly ma: string; readonly as: Manner } | undefined {
  try {
    const given = JSON.parse(body) as { ma?: unknown; as?: unknown } | null
    const as = manners.find((known) => known === given?.as)
    return typeof given?.ma === 'string' && as !== undefined ? { ma: given.ma, as } : undefined
  } catch {
    return undefined
  }
}

function eventOf(held: Held<Entered>, id: string): object {
  const petition = petitionOf(held) as { readonly capNhatLuc: string }
  return { suKien: 'CAP_NHAT', maSuKien: id, luc: petition.capNhatLuc, phanAnh: petition }
}

/** What somebody on the way would do to it: a word more in the citizen's text. */
const altered = (body: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(body).replace('"noiDung":"', '"noiDung":"Xin rut don. '))

interface Settled {
  readonly target: Target
  readonly signer: Signer
}

/** Where and how to push; undefined when nothing is said of it. Throws when only a part is. */
function settledIn(settings: SandboxSettings): Settled | undefined {
  const { pushUrl, clientCert, clientKey, signingKey, signingKeyId, ca } = settings
  const given = [pushUrl, clientCert, clientKey, signingKey, signingKeyId]
  if (given.every((setting) => setting === undefined)) return undefined
  if (given.some((setting) => typeof setting !== 'string'))
    throw new Error('settings: to push, pushUrl, clientCert, clientKey, signingKey and signingKeyId are needed')
  const pem = (path: string | undefined): string => readFileSync(path!, 'utf8')
  const key = createPrivateKey(pem(signingKey))
  algorithmOf(key)
  return {
    target: { url: pushUrl!, ca: pem(ca), cert: pem(clientCert), key: pem(clientKey) },
    signer: { key, keyId: signingKeyId! },
  }
}

/**
 * What the portal does by itself; without push settings it only has its feed. Throws on settings that are incomplete
 * or unreadable.
 */
export function begin(holdings: Holdings<Entered>, settings: SandboxSettings, now: () => Date): SandboxActivity {
  const settled = settledIn(settings)
  const pushes: Push[] = []
  const last = new Map<string, Message>()

  const sign = ({ target, signer }: Settled, body: Uint8Array, age_s = 0): Message => {
    const created_s = Math.floor(now().getTime() / 1000) - age_s
    const nonce = randomBytes(16).toString('base64url')
    return { body, headers: signedHeaders(signer, target.url, body, { created_s, nonce }) }
  }

  const told = (ma: string): Uint8Array =>
    new TextEncoder().encode(JSON.stringify(eventOf(holdings.get(ma)!, randomUUID())))

  function messageOf(by: Settled, ma: string, as: Manner): Message | undefined {
    const before = last.get(ma)
    switch (as) {
      case 'again':
        return before
      case 'anew':
        return before && sign(by, before.body)
      case 'unsigned': {
        const body = told(ma)
        return {
          body,
          headers: { 'content-type': 'application/json', 'content-digest': sign(by, body).headers['content-digest']! },
        }
      }
      case 'forged': {
        const { body, headers } = sign(by, told(ma))
        return { body: altered(body), headers }
      }
      case 'stale':
        return sign(by, told(ma), STALE_S)
      case 'change':
        return sign(by, told(ma))
    }
  }

  async function push(by: Settled, ma: string, as: Manner, message: Message): Promise<Push> {
    const at = pushes.push({ ma, as, done: false }) - 1
    if (as === 'change' || as === 'anew') last.set(ma, message)
    const done: Push = { ma, as, done: true, ...(await post(by.target, message)) }
    pushes[at] = done
    return done
  }

  async function control({ method, path, body }: SandboxRequest): Promise<SandboxAnswer | undefined> {
    if (method === 'GET' && path === '/_sandbox/pushed') return json(200, pushes)
    if (method !== 'POST' || path !== '/_sandbox/push') return undefined
    const asked = mannerIn(body)
    if (asked === undefined) return json(400, { error: `ma, and as one of ${manners.join(', ')} expected` })
    if (settled === undefined) return json(409, { error: 'no pushUrl was set' })
    const message = holdings.get(asked.ma) && messageOf(settled, asked.ma, asked.as)
    if (message === undefined) return json(404, { error: 'no such petition, or none pushed before' })
    return json(200, await push(settled, asked.ma, asked.as, message))
  }

  return {
    touched: (ma) => {
      if (settled !== undefined) void push(settled, ma, 'change', sign(settled, told(ma)))
    },
    control,
  }
}
