/** What a draft declares of its transport: what holds for most systems of the kind. */
import type { TransportDeclaration, TransportKind } from '../../sdk/adapter.ts'

const request = { attemptsMax: 2, backoff_ms: 50, backoffMax_ms: 200 }

export const usualTransports: Readonly<Record<TransportKind, TransportDeclaration>> = {
  'https-query': { kind: 'https-query', acknowledgement: 'none', retry: request, idempotency: 'read', secrets: [] },
  'https-push': {
    kind: 'https-push',
    acknowledgement: 'http-status',
    retry: request,
    idempotency: 'same-bytes',
    secrets: [],
  },
  directory: {
    kind: 'directory',
    acknowledgement: 'file',
    retry: { backoff_ms: 1_000, backoffMax_ms: 60_000 },
    idempotency: 'same-bytes',
    secrets: [],
  },
}
