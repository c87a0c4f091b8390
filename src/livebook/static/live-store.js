// What the reader has done, kept in this browser alone.

const ANSWER = "one-layer:answer:";
const PASSED = "one-layer:passed";

// A browser that keeps nothing (private windows, no cookies) still runs the exercises.
function storage() {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export const answers = {
  get: (key) => storage()?.getItem(ANSWER + key) ?? null,
  set(key, text) {
    try {
      storage()?.setItem(ANSWER + key, text);
    } catch { /* full */ }
  },
  remove: (key) => storage()?.removeItem(ANSWER + key),
};

export function passed() {
  try {
    return new Set(JSON.parse(storage()?.getItem(PASSED) ?? "[]"));
  } catch {
    return new Set();
  }
}

export function pass(key) {
  keep([...passed().add(key)].sort());
}

export function forgetAll() {
  const kept = storage();
  if (!kept) return;
  for (const name of Object.keys(kept)) if (name.startsWith(ANSWER)) kept.removeItem(name);
  keep([]);
}

function keep(keys) {
  try {
    storage()?.setItem(PASSED, JSON.stringify(keys));
  } catch { /* full */ }
  document.dispatchEvent(new CustomEvent("one-layer:passed"));
}
