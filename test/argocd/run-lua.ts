import { lauxlib, lua, lualib, to_luastring } from 'fengari';
import type { Json } from '../../src/model/manifest.js';

/** A JSON value as Lua source. Argo CD hands objects over as tables with numbers for generations. */
function literal(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nil';
  if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`;
  if (typeof value === 'object') {
    const fields = Object.entries(value as Readonly<Record<string, Json>>);
    return `{${fields.map(([key, field]) => `[${JSON.stringify(key)}] = ${literal(field)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

export interface Health {
  readonly status: string | null;
  readonly message: string | null;
}

/**
 * What a health check says of an object, run with the libraries that Argo CD opens for it: base and table, no string.
 *
 * Source: https://github.com/argoproj/argo-cd/blob/v3.3.4/util/lua/lua.go
 */
export function runHealth(script: string, object: Json): Health {
  const state = lauxlib.luaL_newstate();
  lauxlib.luaL_requiref(state, to_luastring('_G'), lualib.luaopen_base, 1);
  lauxlib.luaL_requiref(state, to_luastring('table'), lualib.luaopen_table, 1);
  lua.lua_pop(state, 2);
  const failed =
    lauxlib.luaL_loadstring(state, to_luastring(`obj = ${literal(object)}\n${script}`)) ||
    lua.lua_pcall(state, 0, 1, 0);
  if (failed) throw new Error(lua.lua_tojsstring(state, -1) ?? 'Lua failed');
  if (!lua.lua_istable(state, -1)) throw new Error('the check returns no table');
  const field = (name: string): string | null => {
    lua.lua_getfield(state, -1, to_luastring(name));
    const text = lua.lua_tojsstring(state, -1);
    lua.lua_pop(state, 1);
    return text;
  };
  return { status: field('status'), message: field('message') };
}
