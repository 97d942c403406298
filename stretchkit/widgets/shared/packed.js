// Undoes what widgets/packed.py did: gives the bytes, as an ArrayBuffer.
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

export async function unpackJson(text) {
  return JSON.parse(new TextDecoder().decode(await unpack(text)));
}
