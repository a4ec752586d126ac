/**
 * Process of the sandbox system of the court: `node adapters/toa-an/sandbox/main.ts '{settings}'`
 * (adapters/sandbox/settings.ts).
 */
import { runSandbox } from '../../sandbox/server.ts'
import { BODY_BYTES_MAX } from './incoming.ts'
import { handle, nativeKeyOf } from './service.ts'

const renamed = ['edXML:Subject', 'edXML:TrichYeu'] as const

runSandbox({ agency: 'toa-an', handle, nativeKeyOf, renamed, bodyBytesMax: BODY_BYTES_MAX })
