/** What assets/js/scope.js sets, under the names that Material's scripts use. */
interface Window {
  __md_scope: URL;
  /** The value kept under a key, or null. */
  __md_get(key: string, storage?: Storage, scope?: URL): any;
  __md_set(key: string, value: unknown, storage?: Storage, scope?: URL): void;
}
