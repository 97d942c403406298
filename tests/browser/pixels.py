"""Telling one picture on a canvas from another."""

# A sum over the pixels of a canvas: the same for the same picture.
PIXELS = """canvas => {
  const {width, height} = canvas;
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  let sum = 0;
  for (const one of new Uint32Array(data.buffer)) sum = (Math.imul(sum, 31) + one) | 0;
  return sum;
}"""
