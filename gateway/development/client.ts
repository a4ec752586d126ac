/** An agency's system as the gateway meets it: one certificate, keep-alive connections, its own officers' assertions. */
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { signAssertion } from '../identity/assertion.ts'
import type { ClearanceLevel } from '../identity/clearance.ts'
import { jwtBearerGrant } from '../identity/token-form.ts'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import type { RunFile } from './run-file.ts'

/** Where a gateway is, and with what its systems ask it. */
export type Reachable = Pick<RunFile, 'url' | 'ca' | 'token_endpoint' | 'clients'>

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  /** `bytes` as UTF-8. */
  readonly text: string
  /** `text` as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever asked looks at whatever came
  readonly json: any
}

export interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

export interface Client {
  call(path: string, call?: Call): Promise<Reply>
  close(): void
}

/** For trying a running development gateway, as tests, the demonstration and `token get` do. A client with the certificate in `files`; none when undefined. */
export function clientWith(run: Reachable, files: { readonly cert: string; readonly key: string } | undefined): Client {
  const agent = new Agent({
    ca: readFileSync(run.ca),
    ...(files && { cert: readFileSync(files.cert), key: readFileSync(files.key) }),
    keepAlive: true,
    maxSockets: 64,
  })
  return {
    call: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(
          `${run.url}${path}`,
          { agent, method, headers: headers as Record<string, string>, timeout: limits.request.request_timeout_ms },
          (answer) => {
            const parts: Buffer[] = []
            answer.on('data', (part: Buffer) => parts.push(part))
            answer.on('error', reject)
            answer.on('end', () => {
              const bytes = Buffer.concat(parts)
              const text = bytes.toString('utf8')
              resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text, json: parsed(text) })
            })
          },
        )
        sent.on('error', reject)
        sent.on('timeout', () =>
          sent.destroy(Object.assign(new Error(`no answer from ${run.url}`), { code: 'ETIMEDOUT' })),
        )
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface Wish {
  readonly officer: string
  readonly purpose: string
  readonly legalBasis: string
  readonly dossiers?: readonly string[]
  readonly actions?: readonly string[]
  /** Default: as registered for the officer. */
  readonly clearance?: ClearanceLevel
}

/** A registered system with the means to get tokens. */
export interface AgencyClient extends Client {
  token(wish: Wish): Promise<Reply>
  /** The same, for the access token alone; throws when none is given. */
  bearer(wish: Wish): Promise<string>
  get(path: string, token: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  graphql(query: string, token: string, variables?: object): Promise<Reply>
}

/** The client of a system of run.json, on what `connect` gives. Throws when there is no such system. */
export function agencyClient(run: Reachable, system: string, connect = clientWith): AgencyClient {
  const own = run.clients[system]
  if (!own) throw new Error(`no system ${system}`)
  const client = connect(run, own)
  const token = async ({ officer, purpose, legalBasis, dossiers, actions, clearance }: Wish): Promise<Reply> => {
    const assertion = await signAssertion({
      keyPem: readFileSync(own.assertion_key, 'utf8'),
      agency: own.agency,
      officer,
      clearance: clearance ?? (own.officers.find(({ id }) => id === officer)?.clearance as ClearanceLevel),
      audience: run.token_endpoint,
      now_s: Math.floor(now_ms() / 1000),
    })
    const access = {
      type: 'case_access',
      purpose,
      legal_basis: legalBasis,
      actions: actions ?? (dossiers ? ['dossier:read', 'dossier:list'] : ['dossier:list']),
      ...(dossiers && { dossiers }),
    }
    const form = {
      grant_type: jwtBearerGrant,
      client_id: system,
      assertion,
      authorization_details: JSON.stringify([access]),
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return client.call('/oauth2/token', { method: 'POST', headers, body: new URLSearchParams(form).toString() })
  }
  const authorization = (bearer: string) => ({ authorization: `Bearer ${bearer}` })
  return {
    ...client,
    token,
    async bearer(wish) {
      const { status, json, text } = await token(wish)
      if (status !== 200) throw new Error(`no token: ${status} ${text}`)
      return json.access_token
    },
    get: (path, bearer, headers = {}) => client.call(path, { headers: { ...authorization(bearer), ...headers } }),
    graphql: (query, bearer, variables) =>
      client.call('/graphql', {
        method: 'POST',
        headers: { ...authorization(bearer), 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
  }
}
