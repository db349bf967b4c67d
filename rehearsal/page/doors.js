// The doors of the rehearsal's server: one call each, and the stream that tells when something happened.

/** What a door refused, in a sentence for people. */
export class Refusal extends Error {}

/** Ask a door; its answer. Throws Refusal with the server's sentence. */
export async function ask(door, body = {}) {
  let response;
  try {
    response = await fetch(`/page/do/${door}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refusal("The rehearsal does not answer. It may be over.");
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Refusal("The rehearsal gave an answer that this page cannot read.");
  }
  if (!response.ok) throw new Refusal(answer.error ?? `The rehearsal answered with error ${response.status}.`);
  return answer;
}

/** Listen to the stream: `beat(status)` a few times a second, `lost()` when it breaks off. It reconnects by itself. */
export function listen(beat, lost) {
  const stream = new EventSource("/page/stream");
  stream.addEventListener("message", (event) => beat(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(beat, lost), 2000);
    }
  });
}

/** A file as the doors take it: name, base64 data, media type. */
export async function fileValue(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return { name: file.name, data: btoa(text), media_type: file.type || "application/octet-stream" };
}
