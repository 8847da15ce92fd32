declare module 'fengari' {
  interface State {
    readonly opaque: unique symbol;
  }
  type Call = (state: State) => number;
  export const lua: {
    lua_pcall(state: State, args: number, results: number, handler: number): number;
    lua_getfield(state: State, index: number, key: Uint8Array): number;
    lua_istable(state: State, index: number): boolean;
    lua_tojsstring(state: State, index: number): string | null;
    lua_pop(state: State, count: number): void;
  };
  export const lauxlib: {
    luaL_newstate(): State;
    luaL_requiref(state: State, name: Uint8Array, open: Call, global: number): void;
    luaL_loadstring(state: State, code: Uint8Array): number;
  };
  export const lualib: { readonly luaopen_base: Call; readonly luaopen_table: Call };
  export function to_luastring(text: string): Uint8Array;
}
