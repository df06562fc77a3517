// What this page asks of the server, and what it says when that goes wrong.

const BASE = new URL(".", document.baseURI);
const KEPT = "tts-server key";

let key = sessionStorage.getItem(KEPT) ?? "";

export class Problem extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

export function address(path) {
  return new URL(path, BASE).href;
}

export function hasKey() {
  return key !== "";
}

export function useKey(given) {
  key = given.trim();
  if (key) sessionStorage.setItem(KEPT, key);
  else sessionStorage.removeItem(KEPT);
}

export async function ask(path, { body, signal } = {}) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const request = { headers, signal };
  if (body) {
    request.method = "POST";
    request.body = JSON.stringify(body);
    headers["Content-Type"] = "application/json";
  }
  let answer;
  try {
    answer = await fetch(address(path), request);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The server cannot be reached. Is it still running?");
  }
  if (!answer.ok) throw new Problem(await reason(answer), answer.status);
  return answer;
}

export async function askJson(path) {
  return (await ask(path)).json();
}

export function sentence(text) {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

async function reason(answer) {
  let message = "";
  try {
    message = (await answer.json()).error?.message ?? "";
  } catch {
    // Not ours: a proxy's error page has no message for people.
  }
  return sentence(message || `The server answered with status ${answer.status}`);
}
