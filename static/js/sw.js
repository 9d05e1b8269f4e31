// The service worker: the shell of the register without a network, and nothing about anybody. What a page says about
// people is never in its cache. The line above this file is written by the server: SHELL.
/* global SHELL */
"use strict";
const NAME = `ringar-shell-${SHELL.version}`;
const REGISTER = /^\/sessions\/[0-9a-f-]{36}\/register\/$/;
const TABLET = /^\/answer\/at\//; // its pages are kept by tablet.js
const PATIENCE = 4_000; // a cellar may let a request hang for a minute

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(SHELL.assets);
    await addPage(cache);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("ringar-shell-") && name !== NAME).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(old());
});

// Another language than the shell's was chosen: fetch the shell in that.
self.addEventListener("message", (event) => {
  const follow = async () => {
    const cache = await caches.open(NAME);
    if (event.data?.lang && (await spoken(cache)) !== event.data.lang) await addPage(cache);
  };
  event.waitUntil(follow().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
  else if (url.pathname.startsWith(SHELL.statics)) event.respondWith(asset(request));
});

// The page, and the font of the language that it came in: no phone fetches letters that it doesn't show.
async function addPage(cache) {
  await cache.add(SHELL.page);
  const font = SHELL.fonts[await spoken(cache)];
  if (font) await cache.add(font);
}

async function spoken(cache) {
  const shell = await cache.match(SHELL.page);
  return shell && (await shell.text()).match(/<html lang="([^"]+)"/)?.[1];
}

// From the network; where there is none, the shell under the address that was asked for.
async function page(request, path) {
  try {
    await leave();
    const patience = REGISTER.test(path) || TABLET.test(path) ? new Promise((_, late) => setTimeout(late, PATIENCE, new Error("late"))) : null;
    return await (patience ? Promise.race([fetch(request), patience]) : fetch(request));
  } catch {
    if (TABLET.test(path)) return (await caches.match(request, { cacheName: "ringar-tablet", ignoreVary: true })) || Response.error();
    return (await caches.match(SHELL.page, { cacheName: NAME })) || Response.error();
  }
}

// A name with a hash in it never changes its content; any other is asked for first.
async function asset(request) {
  if (SHELL.hashed) return (await caches.match(request)) || fetch(request);
  try { return await fetch(request); } catch { return (await caches.match(request)) || Response.error(); }
}

// Somebody signed out without a network: the server hears of it before it shows anything again. Throws while it can't.
async function leave() {
  const cache = await caches.open("ringar-leaving");
  const token = await cache.match("/leaving");
  if (!token) return;
  const answer = await fetch(SHELL.sign_out, {
    method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": await token.text() },
  });
  if (answer.status < 500) await cache.delete("/leaving");
}
