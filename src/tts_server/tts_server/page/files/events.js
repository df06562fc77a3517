// Server-sent events out of the body of an answer, each parsed, as they come.

export async function* events(answer) {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      held += decoder.decode(value ?? new Uint8Array(), { stream: !done });
      const parts = held.split(/\r?\n\r?\n/);
      held = parts.pop();
      for (const part of parts) {
        const data = part
          .split(/\r?\n/)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(5).trimStart())
          .join("\n");
        if (data && data !== "[DONE]") yield JSON.parse(data);
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

export function samples(base64, rest) {
  const text = atob(base64);
  const bytes = new Uint8Array(rest.length + text.length);
  bytes.set(rest);
  for (let i = 0; i < text.length; i += 1) bytes[rest.length + i] = text.charCodeAt(i);
  const whole = bytes.length - (bytes.length % 2);
  const view = new DataView(bytes.buffer, 0, whole);
  const values = new Float32Array(whole / 2);
  for (let i = 0; i < values.length; i += 1) values[i] = Math.max(-1, view.getInt16(2 * i, true) / 32767);
  return { values, rest: bytes.slice(whole) };
}
