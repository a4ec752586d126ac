/**
 * Every error that leaves the gateway, one row each: HTTP status, the party that must act, and both languages.
 * problem+json, GraphQL errors and exit codes all come from here. Texts name no record and repeat no input.
 */
import { attachmentRows } from './attachment-rows.ts'
import { depositRows } from './deposit-rows.ts'
import { directiveRows } from './directive-rows.ts'
import { gatewayRows } from './gateway-rows.ts'
import { identityRows } from './identity-rows.ts'
import { linkRows } from './link-rows.ts'
import { quarantineRows } from './quarantine-rows.ts'
import { requestRows } from './request-rows.ts'
import { routeRows } from './route-rows.ts'
import type { Row } from './row.ts'
import { transferRows } from './transfer-rows.ts'

export type { Party, Row } from './row.ts'

export const catalogue = {
  ...identityRows,
  ...requestRows,
  ...depositRows,
  ...linkRows,
  ...quarantineRows,
  ...transferRows,
  ...attachmentRows,
  ...directiveRows,
  ...routeRows,
  ...gatewayRows,
} as const satisfies Record<string, Row>

export type ErrorCode = keyof typeof catalogue
