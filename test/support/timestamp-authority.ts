/** A time stamping authority of OpenSSL (`openssl ts -reply`) behind HTTP, whose answers a test may spoil. */
import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Test } from 'tap'

export interface Answered {
  readonly status: number
  readonly mediaType: string
  readonly body: Buffer
}

export interface TimestampAuthority {
  readonly url: string
  /** Certificate of the authority that issued the TSA's: what a verifier trusts. */
  readonly ca: string
  /** Requests that came, DER. */
  readonly requests: readonly Buffer[]
  /** What becomes of an answer from now on. */
  spoil(by: (answer: Answered, request: Buffer) => Answered | Promise<Answered>): void
  /** The answer to a request, DER. */
  reply(request: Uint8Array): Buffer
  /** `openssl ts -verify` of a response over a file: whether it holds, and what OpenSSL says. */
  verify(data: string, response: string): { readonly ok: boolean; readonly said: string }
}

const configuration = (folder: string) => `
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
certs = ${folder}/ca.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

/** Makes its keys in `folder` and listens until `t` ends. */
export async function startTimestampAuthority(t: Test, folder: string): Promise<TimestampAuthority> {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const
  writeFileSync(at('tsa.cnf'), configuration(folder))
  writeFileSync(at('serial'), '01\n')
  writeFileSync(at('usage'), 'extendedKeyUsage=critical,timeStamping\n')
  openssl('req', '-x509', ...ec, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=ca', '-days', '2')
  openssl('req', '-new', ...ec, '-keyout', at('tsa.key'), '-out', at('tsa.csr'), '-subj', '/CN=tsa')
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('usage')] as const
  openssl('x509', '-req', '-in', at('tsa.csr'), ...by, '-out', at('tsa.pem'), '-days', '2')

  const reply = (request: Uint8Array): Buffer => {
    writeFileSync(at('q.tsq'), request)
    openssl('ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('q.tsq'), '-out', at('r.tsr'))
    return readFileSync(at('r.tsr'))
  }
  const requests: Buffer[] = []
  let spoilt: Parameters<TimestampAuthority['spoil']>[0] = (answer) => answer
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    requests.push(body)
    const right = request.method === 'POST' && request.headers['content-type'] === 'application/timestamp-query'
    const answer = right
      ? await spoilt({ status: 200, mediaType: 'application/timestamp-reply', body: reply(body) }, body)
      : { status: 400, mediaType: 'text/plain', body: Buffer.alloc(0) }
    response.statusCode = answer.status
    response.setHeader('content-type', answer.mediaType)
    response.end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    ca: at('ca.pem'),
    requests,
    spoil: (by) => {
      spoilt = by
    },
    reply,
    verify(data, response) {
      const args = ['ts', '-verify', '-data', data, '-in', response, '-CAfile', at('ca.pem')]
      const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
      return { ok: status === 0, said: stdout + stderr }
    },
  }
}
