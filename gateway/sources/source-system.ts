/** A registered source system: what a connection to it rests on, and the bounds within which it is asked. */
import type { X509Certificate } from 'node:crypto'
import type { limits } from '../limits.ts'

/** Bounds of limits.source; injected so that tests need not wait. */
export type SourceLimits = { readonly [Name in keyof (typeof limits)['source']]: number }

/** What connections to sources rest on. Texts are PEM. */
export interface SourceTrust {
  readonly ca: string
  readonly cert: string
  readonly key: string
  /** Revocation lists, one per text: a revoked source is not asked. */
  readonly crl: string | readonly string[]
  /** Whether the source with this URI, and this certificate that TLS has verified, is not to be asked (any more). */
  readonly refuses?: (certificate: X509Certificate, serverUri: string) => boolean
}

interface XRoadMember {
  readonly instance: string
  readonly memberClass: string
  readonly memberCode: string
}

/** How a source is reached that stands behind an X-Road security server. Parts of identifiers are as they are, not encoded. */
export interface XRoad {
  /** The gateway, as X-Road knows it. */
  readonly client: XRoadMember & { readonly subsystemCode?: string }
  readonly service: XRoadMember & { readonly subsystemCode: string; readonly serviceCode: string }
  readonly representedParty?: { readonly memberClass?: string; readonly memberCode: string }
  /** Base64 SHA-256 of SubjectPublicKeyInfo: keys of the gateway's own security server, the only one that is spoken to. */
  readonly keyPins: readonly string[]
}

/** One registered source system. */
export interface SourceSystem extends SourceTrust {
  /** Id of the agency, for example `cong-an`. */
  readonly agency: string
  /** Its code, for example `CA`: the adapter's manifest must be for it. */
  readonly agencyCode: string
  /** Name of the folder under `adapters`. */
  readonly adapter: string
  /** What may run as that adapter, by the digest of its folder (InstalledAdapter); undefined: whatever lies there. */
  readonly adapterDigests?: readonly string[] | undefined
  /** Nobody asks it and it deposits nothing: its documents are read when it hands them over. */
  readonly unasked?: boolean
  /** `https://host:port`. Of a system that is asked a must; of one that deposits, where its feed is. */
  readonly url?: string | undefined
  /** `url` is then that of the gateway's security server. */
  readonly xRoad?: XRoad | undefined
  /** The URI that the source's certificate must carry; with `xRoad` it shows none. */
  readonly serverUri: string
}
