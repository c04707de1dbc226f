import fs from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * The SQL that builds a Prisma schema in an empty database: "prisma migrate diff --from-empty --script", with the engine
 * that npm brings along instead of the one the CLI downloads. It asks some database, of whatever content, for its version.
 */
export async function schemaSql(file: string, databaseUrl: string): Promise<string> {
  await load()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }))
  const content = fs.readFileSync(file, 'utf8')
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [[file, content]] }, () => {}, adapter)
  const { stdout } = await schemaEngine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: file, content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  if (!stdout) throw new Error(`Prisma's schema engine made nothing of ${file}.`)
  return stdout
}

// What a bundler would do for the package's `import … from "./schema_engine_bg.wasm"`, which Node cannot.
async function load(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(file.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  })
  engine.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: start } = instance.exports
  if (typeof start === 'function') start()
}
