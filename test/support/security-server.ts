/** A source behind X-Road: security servers that check every request, played before a handler, with a certificate of no authority that the gateway knows. */
import { hash, X509Certificate } from 'node:crypto'
import type { Test } from 'tap'
import { playSecurityServers } from '../../gateway/development/security-server.ts'
import type { SourceSystem } from '../../gateway/sources/sources.ts'
import { type SourceOptions, startSource } from './source-server.ts'

/** Codes as registers of the world have them, each with what a careless encoding loses. */
export const route = {
  client: { instance: 'VN', memberClass: 'GOV', memberCode: 'H02/AG', subsystemCode: 'Liên thông' },
  service: {
    instance: 'VN-TEST',
    memberClass: 'GOV',
    memberCode: '100%2F200',
    subsystemCode: 'Viện kiểm sát',
    serviceCode: 'hồ sơ?#;v1',
  },
} as const

/** As keyPins have it. */
export const pinOf = (certificate: string): string =>
  hash('sha256', new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }), 'base64')

/** `handle` is behind the security servers, but for `before`, which answers in their place. `pins`: by default that of the server. */
export async function startBehindXRoad(
  t: Test,
  { handle, pins, before, ...options }: SourceOptions & { pins?: readonly string[]; before?: SourceOptions['handle'] },
): Promise<SourceSystem> {
  const played = playSecurityServers(route, handle)
  const started = await startSource(t, { otherAuthority: true, uris: [], ...options, handle: before ?? played })
  return { ...started.system, xRoad: { ...route, keyPins: pins ?? [pinOf(started.certificate)] } }
}
