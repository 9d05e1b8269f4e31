// A store on this phone whose rows are encrypted with a key that no script can read out (AES-GCM, IndexedDB).
// What it doesn't protect from: somebody who holds the unlocked phone.
(() => {
  "use strict";
  const answer = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });
  const ended = (transaction) => new Promise((good, bad) => { transaction.oncomplete = () => good(); transaction.onerror = transaction.onabort = () => bad(transaction.error); });
  const bytes = (text) => new TextEncoder().encode(text);

  function openNamed(name, stores) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => { for (const store of stores) request.result.createObjectStore(store); };
    return answer(request);
  }

  // `stores` beside "keys", which holds the key.
  window.Vault = (name, stores) => {
    let opened = null;
    let key = null;
    function open() {
      opened ??= openNamed(name, ["keys", ...stores]).then((db) => {
        db.onversionchange = () => { db.close(); forget(); };
        return db;
      });
      return opened;
    }
    const forget = () => { opened = key = null; };
    async function change(store, work) {
      const transaction = (await open()).transaction(store, "readwrite", { durability: "strict" });
      work(transaction.objectStore(store));
      await ended(transaction);
    }
    async function all(store) {
      const rows = (await open()).transaction(store).objectStore(store);
      const [names, values] = await Promise.all([answer(rows.getAllKeys()), answer(rows.getAll())]);
      return names.map((at, place) => [at, values[place]]);
    }
    const one = async (store, at) => answer((await open()).transaction(store).objectStore(store).get(at));
    function secret() {
      key ??= navigator.locks.request(`${name}-key`, async () => {
        const kept = await one("keys", "key");
        if (kept) return kept;
        const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
        await change("keys", (rows) => rows.put(made, "key"));
        return made;
      });
      return key;
    }
    async function seal(at, value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(at) }, await secret(), bytes(JSON.stringify(value))) };
    }
    async function unseal(at, { iv, data }) {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(at) }, await secret(), data);
      return JSON.parse(new TextDecoder().decode(plain));
    }
    async function close() {
      if (opened) (await opened).close();
      forget();
    }
    async function remove() {
      await close();
      await answer(indexedDB.deleteDatabase(name)).catch(() => {});
    }
    return { change, all, one, seal, unseal, forget, close, remove };
  };
  window.Vault.able = Boolean(window.isSecureContext && window.indexedDB && window.crypto?.subtle && navigator.locks);
})();
