// Paints a Scene, a list of shapes made in Python, on a canvas. Knows colours and lines, and no
// anatomy: every colour and width comes from Python's table of looks, as in the SVG pictures.

const SHAPE_KINDS = ["polygon", "line", "dot", "label"];
const NONE = -32768; // no value, or a point that lifts the pen

// Reads what drawing/wire.py wrote (an ArrayBuffer, or a view on one) into a list of scenes.
export function decodeScenes(data) {
  const bytes = data.buffer
    ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
    : data;
  const length = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  const numbers = unfolded(new Uint8Array(bytes, 4 + length));
  const { strings, unit } = head;
  const total = head.counts.reduce((sum, one) => sum + one, 0);
  const ends = [6 * head.shapes, head.outlines, total].map((sum => (size) => (sum += size))(0));
  const columns = numbers.subarray(0, ends[0]);
  const sizes = numbers.subarray(ends[0], ends[1]);
  const orders = numbers.subarray(ends[1], ends[2]);
  const places = numbers.subarray(ends[2]);
  const all = places.length / 2;
  let seen = 0;
  const outlines = Array.from(sizes, (size) => {
    const points = new Float32Array(size * 2);
    for (let point = 0; point < size; point += 1, seen += 1) {
      const lifted = places[seen] === NONE;
      points[point * 2] = lifted ? NaN : places[seen] * unit;
      points[point * 2 + 1] = lifted ? NaN : places[all + seen] * unit;
    }
    return points;
  });
  const shapes = Array.from({ length: head.shapes }, (_, index) => {
    const [kind, key, style, text, value, outline] = Array.from(
      { length: 6 }, (_, column) => columns[column * head.shapes + index]);
    return {
      kind: SHAPE_KINDS[kind], key: strings[key], style: strings[style], text: strings[text],
      value: value === NONE ? null : value / 10, points: outlines[outline],
    };
  });
  let from = 0;
  return head.counts.map((own, index) => {
    const numbersOfShapes = orders.subarray(from, from + own);
    from += own;
    return {
      view: head.view, layer: head.layer, frame: head.frames[index],
      shapes: Array.from(numbersOfShapes, (number) => shapes[number & 0xffff]),
    };
  });
}

// Undoes the steps of wire.py; their sums wrap round in 16 bits.
function unfolded(bytes) {
  const numbers = new Int16Array(bytes.length / 2);
  for (let at = 0, sum = 0; at < numbers.length; at += 1) {
    const folded = bytes[at] | (bytes[numbers.length + at] << 8);
    sum += (folded >> 1) ^ -(folded & 1);
    numbers[at] = sum;
  }
  return numbers;
}

// The colour of a change of length: linear between the stops [per cent, "#rrggbb"] of Python.
export function colourOf(value, stops) {
  const [low, high] = [stops[0], stops.at(-1)];
  if (value <= low[0]) return low[1];
  if (value >= high[0]) return high[1];
  const next = stops.findIndex(([at]) => value < at);
  const [[from, start], [to, end]] = [stops[next - 1], stops[next]];
  const part = (colour, place) => parseInt(colour.slice(place, place + 2), 16);
  const mixed = [1, 3, 5].map((place) => {
    const share = (value - from) / (to - from);
    return Math.round(part(start, place) * (1 - share) + part(end, place) * share);
  });
  return `rgb(${mixed})`;
}

function traceShape(context, { kind, points }) {
  context.beginPath();
  let down = false;
  for (let at = 0; at < points.length; at += 2) {
    const lifted = Number.isNaN(points[at]);
    if (lifted && down && kind === "polygon") context.closePath();
    if (!lifted && down) context.lineTo(points[at], points[at + 1]);
    if (!lifted && !down) context.moveTo(points[at], points[at + 1]);
    down = !lifted;
  }
  if (down && kind === "polygon") context.closePath();
}

function traceDots(context, { points }, { radius, diamond }) {
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at], points[at + 1]];
    context.moveTo(x + radius, y);
    if (!diamond) context.arc(x, y, radius, 0, 2 * Math.PI);
    else for (const [right, up] of [[0, 1], [-1, 0], [0, -1]]) context.lineTo(x + right * radius, y + up * radius);
    context.closePath();
  }
}

function paintWord(context, { text, points }, style, font) {
  context.save();
  context.translate(points[0], points[1]);
  context.scale(1, -1); // the picture's y goes up
  context.font = `${style.bold ? 700 : 400} ${style.size}px ${font}`;
  context.textAlign = style.anchor === "middle" ? "center" : style.anchor;
  if (style.stroke) context.strokeText(text, 0, 0);
  context.fillText(text, 0, 0);
  context.restore();
}

function paintShape(context, shape, { styles, stops, font }) {
  const style = styles[shape.style];
  context.globalAlpha = style.opacity;
  if (style.fill) {
    context.fillStyle = style.fill === "value" ? colourOf(shape.value ?? 0, stops) : style.fill;
  }
  if (style.stroke) {
    context.strokeStyle = style.stroke;
    context.lineWidth = style.width;
  }
  if (shape.kind === "label") {
    paintWord(context, shape, style, font);
  } else {
    if (shape.kind === "dot") traceDots(context, shape, style);
    else traceShape(context, shape);
    if (style.fill) context.fill();
    if (style.stroke) context.stroke();
  }
}

// Fits a scene's frame into the canvas, which has the frame's own proportions.
function aim(context, [left, bottom, right, top]) {
  const zoom = Math.min(
    context.canvas.width / (right - left), context.canvas.height / (top - bottom));
  context.setTransform(zoom, 0, 0, -zoom, -left * zoom, top * zoom);
  context.lineCap = context.lineJoin = "round";
}

const WASH = 0.68; // how much paper lies over what is faint

// `table` is Python's: { paper, ink, font, styles, stops }. Shapes with a key in `chosen` stand out
// and the rest is faint; shapes with a key in `marked` get a bold outline.
export function paintScene(context, scene, table, { chosen = [], marked = [] } = {}) {
  const paper = (opacity) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = opacity;
    context.fillStyle = table.paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    aim(context, scene.frame);
  };
  paper(1);
  for (const shape of scene.shapes) paintShape(context, shape, table);
  if (chosen.length) {
    paper(WASH);
    for (const shape of scene.shapes) {
      if (chosen.includes(shape.key) || shape.kind === "label") paintShape(context, shape, table);
    }
  }
  const own = scene.shapes.filter(({ key }) => marked.includes(key));
  context.globalAlpha = 1;
  context.strokeStyle = table.ink;
  context.lineWidth = 7;
  for (const shape of own) {
    if (shape.kind !== "polygon" || !table.styles[shape.style].stroke) continue;
    traceShape(context, shape);
    context.stroke();
  }
  for (const shape of own) paintShape(context, shape, table);
}

// Whose a coloured muscle's shape is.
export const muscleOf = ({ key, value }) => (value !== null && key.includes(".") ? key : null);

// Where the things of a scene stand, in the order of painting: each one's key and outlines, as
// lists of points in shares of the frame, from its left and its top. `owner(shape)` is the key of
// the thing that a shape belongs to, or null.
export function placesIn({ frame: [left, bottom, right, top], shapes }, owner) {
  const found = new Map();
  for (const shape of shapes) {
    const key = shape.kind === "polygon" ? owner(shape) : null;
    if (!key) continue;
    if (!found.has(key)) found.set(key, []);
    let outline = [];
    found.get(key).push(outline);
    const { points } = shape;
    for (let at = 0; at < points.length; at += 2) {
      if (Number.isNaN(points[at])) found.get(key).push((outline = []));
      else outline.push([(points[at] - left) / (right - left), (top - points[at + 1]) / (top - bottom)]);
    }
  }
  return [...found].map(([key, all]) => ({ key, outlines: all.filter((one) => one.length > 2) }));
}

// The way from one scene to another. Outlines are paired by what they show and bent into each
// other, piece by piece; what has no counterpart comes halfway.
export class Passage {
  #from;
  #to;
  #pairs;

  constructor(from, to) {
    this.#from = from;
    this.#to = to;
    const partners = new Map(numbered(from));
    this.#pairs = numbered(to).map(([name, shape]) => {
      const partner = partners.get(name);
      if (!partner) return { shape, late: true };
      if (partner === shape) return { shape, still: true };
      return { shape, partner, ways: pairOutlines(partner, shape) };
    });
  }

  at(share) {
    if (share <= 0) return this.#from;
    if (share >= 1) return this.#to;
    const between = (one, other) => one + (other - one) * share;
    const pairs = share < 0.5 ? this.#pairs.filter(({ late }) => !late) : this.#pairs;
    const shapes = pairs.map(({ shape, partner, ways, still, late }) => {
      if (still || late) return shape;
      if (!ways) return share < 0.5 ? partner : shape;
      const value = shape.value === null ? null : between(partner.value ?? shape.value, shape.value);
      return { ...shape, value, points: ways[0].map((one, at) => between(one, ways[1][at])) };
    });
    return { ...this.#to, shapes };
  }
}

function numbered({ shapes }) {
  const counts = {};
  return shapes.map((shape) => {
    const name = `${shape.key} ${shape.style} ${shape.text}`;
    counts[name] = (counts[name] ?? 0) + 1;
    return [`${name} ${counts[name]}`, shape];
  });
}

const FAR_MM = 40;

// Two outlines with as many points each, so that every point has its own to go to. Where they are
// not in as many pieces, each comes from the one that stands about as early in its row. They are
// typed arrays like a scene's own, because a way may begin at a scene halfway along another.
function pairOutlines({ points: one, kind }, { points: other }) {
  const near = (x, at) => Number.isNaN(x) === Number.isNaN(other[at]) && !(Math.abs(x - other[at]) > FAR_MM);
  if (one.length === other.length && (kind === "dot" || one.every(near))) return [one, other];
  if (one.length + other.length === 4) return null;
  const [pieces, others] = [piecesOf(one), piecesOf(other)];
  const step = (pieces.length - 1) / Math.max(1, others.length - 1);
  const pairs = others.map((other, at) => pairPieces(pieces[Math.round(at * step)], other, kind === "polygon"));
  return [0, 1].map((end) => Float32Array.from(
    pairs.flatMap((pair, at) => (at ? [NaN, NaN, ...pair[end]] : [...pair[end]]))));
}

function piecesOf(points) {
  const pieces = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 2) {
    if (at < points.length && !Number.isNaN(points[at])) continue;
    pieces.push(points.subarray(start, at));
    start = at + 2;
  }
  return pieces;
}

function pairPieces(one, other, closed) {
  const size = Math.max(one.length, other.length) / 2;
  const [start, end] = [spaced(one, size, closed), spaced(other, size, closed)];
  if (!closed) return [start, end];
  const off = (turn) => {
    let sum = 0;
    for (let at = 0; at < size; at += 3) {
      const to = 2 * ((at + turn) % size);
      sum += (start[2 * at] - end[to]) ** 2 + (start[2 * at + 1] - end[to + 1]) ** 2;
    }
    return sum;
  };
  const offs = Array.from({ length: size }, (_, turn) => off(turn));
  const turn = 2 * offs.indexOf(Math.min(...offs));
  return [start, Float32Array.from([...end.subarray(turn), ...end.subarray(0, turn)])];
}

// An outline again, by `size` points that lie equally far apart.
function spaced(points, size, closed) {
  const all = closed ? [...points, points[0], points[1]] : points;
  const last = all.length / 2 - 1;
  const gone = [0];
  for (let at = 1; at <= last; at += 1) {
    const step = Math.hypot(all[2 * at] - all[2 * at - 2], all[2 * at + 1] - all[2 * at - 1]);
    gone.push(gone[at - 1] + step);
  }
  const found = new Float32Array(size * 2);
  let at = 0;
  for (let point = 0; point < size; point += 1) {
    const want = (gone[last] * point) / (closed ? size : size - 1);
    while (at < last - 1 && gone[at + 1] < want) at += 1;
    const share = (want - gone[at]) / (gone[at + 1] - gone[at] || 1);
    for (const axis of [0, 1]) {
      found[2 * point + axis] = all[2 * at + axis] * (1 - share) + all[2 * at + 2 + axis] * share;
    }
  }
  return found;
}
