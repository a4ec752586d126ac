/** A server in the place of an agency's system that is gone: on its port, with whatever certificate and answer a test gives it. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import type { Test } from 'tap'
import { certificatePem, day_ms, issue, keyPem, makeAuthority, makeKeys, validFrom } from '../../certs-dev/authority.ts'
import type { RunFile } from '../../gateway/development/run-file.ts'

export interface ServerFiles {
  readonly cert: string | Buffer
  readonly key: string | Buffer
}

export interface Answer {
  readonly mediaType: string
  readonly body: string
}

/** The server certificate of the system `id` of a running gateway. */
export const serverFilesOf = ({ data }: RunFile, id: string): ServerFiles => {
  const file = (name: string) => readFileSync(join(data, 'certs', id.replace(':', '.'), name))
  return { cert: file('server.pem'), key: file('server.key') }
}

/** A certificate that names the system `id` as its own does, by an authority that nobody knows. */
export async function forgedFilesFor(id: string): Promise<ServerFiles> {
  const { publicKey, privateKey } = await makeKeys('ec')
  const by = await makeAuthority('CA khác', new Date())
  const uris = [`urn:lienthong:${id}`]
  const dates = validFrom(new Date(), day_ms)
  const certificate = await issue(by, { commonName: id, uris, usage: 'server', publicKey, ...dates, local: true })
  return { cert: certificatePem(certificate), key: keyPem(privateKey) }
}

export interface StandIn {
  /** Requests that came through. */
  readonly asked: () => number
  /** Connections, whether or not TLS was agreed on. */
  readonly met: () => number
  close(): Promise<void>
}

/** Listens on the port of the system `id`, which must be free; it ends with `t` at the latest. */
export async function standInFor(
  t: Test,
  { ca, sources }: RunFile,
  id: string,
  files: ServerFiles,
  { mediaType, body }: Answer,
): Promise<StandIn> {
  let asked = 0
  let met = 0
  const tls = { ...files, ca: readFileSync(ca), requestCert: true, rejectUnauthorized: true }
  const server = createServer(tls, (request, response) => {
    asked++
    request.resume()
    response.writeHead(200, { 'content-type': mediaType }).end(body)
  })
  server.on('connection', () => met++)
  server.on('tlsClientError', () => {})
  server.listen(Number(new URL(sources[id]!).port), '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  t.teardown(close)
  return { asked: () => asked, met: () => met, close }
}
