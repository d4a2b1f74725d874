/** What the loader before a bundle says: V8 couldn't use what it compiled before. Without a loader, nothing is said. */
export const codeCacheRefused = (): boolean => Reflect.get(globalThis, Symbol.for("codeCacheRefused")) === true;
