// The same request, written for a shell and for Python.

import { address, hasKey } from "./api.js";

export function curl(body) {
  const lines = [`curl ${shell(address("v1/audio/speech"))}`];
  if (hasKey()) lines.push('-H "Authorization: Bearer $TTS_API_KEY"');
  lines.push("-H 'Content-Type: application/json'", `-d ${shell(JSON.stringify(body))}`, `-o speech.${body.response_format}`);
  return lines.join(" \\\n  ");
}

export function python(body) {
  const { model, voice, input, response_format, speed, ...ours } = body;
  const key = hasKey() ? 'os.environ["TTS_API_KEY"]' : '"unused"';
  const lines = [
    ...(hasKey() ? ["import os", ""] : []),
    "from openai import OpenAI",
    "",
    "client = OpenAI(",
    `    base_url=${literal(address("v1"))},`,
    `    api_key=${key},`,
    ")",
    "with client.audio.speech.with_streaming_response.create(",
    `    model=${literal(model)},`,
    `    voice=${literal(voice)},`,
    `    input=${literal(input)},`,
    `    response_format=${literal(response_format)},`,
  ];
  if (speed !== undefined) lines.push(`    speed=${speed},`);
  if (Object.keys(ours).length) lines.push(`    extra_body=${value(ours)},`);
  lines.push(") as speech:", `    speech.stream_to_file("speech.${response_format}")`);
  return lines.join("\n");
}

export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without HTTPS there is no clipboard to write to, only a selection to copy.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("the browser did not let the page copy");
}

function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function literal(text) {
  return JSON.stringify(text);
}

function value(given) {
  if (given === true) return "True";
  if (given === false) return "False";
  if (given === null) return "None";
  if (typeof given === "object") {
    return `{${Object.entries(given).map(([name, each]) => `${literal(name)}: ${value(each)}`).join(", ")}}`;
  }
  return JSON.stringify(given);
}
