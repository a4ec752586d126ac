/**
 * Process of the sandbox system of the court: `node adapters/toa-an/sandbox/main.ts '{settings}'`
 * (adapters/sandbox/settings.ts).
 */
import { runSandbox } from '../../sandbox/server.ts'
import { handle, nativeKeyOf } from './service.ts'

runSandbox({ agency: 'toa-an', handle, nativeKeyOf, renamed: ['edXML:Subject', 'edXML:TrichYeu'] })
